import { AppError } from '@capeline/contracts';
import { lockEntryLiquidation, saveEntryLiquidation, type TenantTransaction } from '@capeline/db';
import { confirmProposal, parseEntryNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';

/**
 * Accepts the later liquidation date that a report proposed, in the caller's transaction: from then on its clocks run and the earlier
 * ones are superseded. Throws `not_found`, and `liquidation.nothing_proposed` when no report proposes a change.
 */
export async function confirmLiquidation(tx: TenantTransaction, asked: string, writer: Writer): Promise<void> {
  const entryNumber = parseEntryNumber(asked).entryNumber;
  const before = entryNumber === null ? null : await lockEntryLiquidation(tx, entryNumber);
  if (entryNumber === null || before === null) throw notFound();
  const confirmed = confirmProposal(before.facts);
  if (confirmed === null)
    throw new AppError('liquidation.nothing_proposed', 'No report proposes another liquidation of this entry.');
  const { facts, gap } = confirmed;
  // What else is missing stays missing: only the gap of the liquidation itself is judged anew.
  const isOwnGap = before.needsData === null || before.needsData.startsWith('liquidation.');
  await saveEntryLiquidation(tx, entryNumber, {
    clientId: before.clientId,
    needsData: isOwnGap ? gap : before.needsData,
    facts,
  });
  const { status, liquidatedOn, reliquidatedOn } = before.facts;
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'entry.liquidation_confirmed',
    subject: { kind: 'entry', id: entryNumber },
    details: {
      before: { status, liquidatedOn, reliquidatedOn },
      after: { status: facts.status, liquidatedOn: facts.liquidatedOn, reliquidatedOn: facts.reliquidatedOn },
    },
  });
}
