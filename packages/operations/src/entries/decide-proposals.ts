import { AppError, type DecideProposalsRequest, type DecideProposalsResponse } from '@capeline/contracts';
import {
  type EntryLiquidation,
  lockEntryLiquidation,
  refreshClientSummaries,
  refreshDeadlines,
  saveEntryLiquidation,
  type TenantTransaction,
} from '@capeline/db';
import { confirmProposal, type LiquidationProposal, parseEntryNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';

type Decision = DecideProposalsRequest['decision'];

interface Decided {
  readonly decision: Decision;
  readonly entryNumber: string;
  /** What the person saw; undefined when he did not say. */
  readonly proposedDate?: string | null;
  readonly note: string | undefined;
}

interface Waiting {
  readonly entryNumber: string;
  readonly before: EntryLiquidation;
  readonly proposed: LiquidationProposal;
}

async function lockProposal(tx: TenantTransaction, { entryNumber: asked, proposedDate }: Decided): Promise<Waiting> {
  const entryNumber = parseEntryNumber(asked).entryNumber;
  const before = entryNumber === null ? null : await lockEntryLiquidation(tx, entryNumber);
  if (entryNumber === null || before === null) throw notFound();
  const { proposed } = before.facts;
  if (proposed === null)
    throw new AppError('liquidation.nothing_proposed', 'No report proposes another liquidation of this entry.');
  if (proposedDate !== undefined && proposedDate !== proposed.date)
    throw new AppError('conflict.version', `Another date is proposed by now: ${proposed.date ?? 'none any more'}.`);
  return { entryNumber, before, proposed };
}

function after({ before, proposed }: Waiting, decision: Decision): EntryLiquidation {
  // What else is missing stays missing: only the gap of the liquidation itself is judged anew.
  const isOwnGap = before.needsData === null || before.needsData.startsWith('liquidation.');
  const confirmed = decision === 'confirm' ? confirmProposal(before.facts) : null;
  if (confirmed === null) return { ...before, facts: { ...before.facts, proposed: null }, kept: proposed };
  return { ...before, facts: confirmed.facts, needsData: isOwnGap ? confirmed.gap : before.needsData, kept: null };
}

const CAUSES = { confirm: 'liquidation_confirmed', keep: 'liquidation_kept' } as const;

/** Writes one decision with its event; the client's deadlines and counts are the caller's to bring in line. */
async function decide(tx: TenantTransaction, decided: Decided, writer: Writer): Promise<string> {
  const waiting = await lockProposal(tx, decided);
  const { entryNumber, before, proposed } = waiting;
  const next = after(waiting, decided.decision);
  await saveEntryLiquidation(tx, entryNumber, next, CAUSES[decided.decision]);
  const datesOf = ({ facts: { status, liquidatedOn, reliquidatedOn } }: EntryLiquidation) => ({
    status,
    liquidatedOn,
    reliquidatedOn,
  });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: decided.decision === 'confirm' ? 'entry.liquidation_confirmed' : 'entry.liquidation_kept',
    subject: { kind: 'entry', id: entryNumber },
    details: {
      before: datesOf(before),
      after: datesOf(next),
      proposed: { status: proposed.status, date: proposed.date },
      source: before.source,
      note: decided.note ?? null,
    },
  });
  return before.clientId;
}

async function bringInLine(tx: TenantTransaction, clientIds: readonly string[]): Promise<void> {
  await refreshDeadlines(tx, clientIds);
  await refreshClientSummaries(tx, clientIds);
}

/**
 * Decides about the later liquidation date that a report proposed, in the caller's transaction. `confirm`: its clocks run from then on and
 * the earlier ones are superseded. `keep`: the earlier date stays, and the same proposal of another report is no news. Throws `not_found`,
 * and `liquidation.nothing_proposed` when nothing waits.
 */
export async function decideProposal(tx: TenantTransaction, decided: Decided, writer: Writer): Promise<void> {
  await bringInLine(tx, [await decide(tx, decided, writer)]);
}

/** The same decision about many, in one transaction; every one asked for has its own answer, and a refused one leaves the others alone. */
export async function decideProposals(
  tx: TenantTransaction,
  { decision, proposals, note }: DecideProposalsRequest,
  writer: Writer,
): Promise<DecideProposalsResponse> {
  const clientIds = new Set<string>();
  const results: DecideProposalsResponse['results'] = [];
  for (const { entryNumber, proposedDate } of proposals) {
    try {
      clientIds.add(await decide(tx, { decision, entryNumber, proposedDate, note }, writer));
      results.push({ entryNumber, outcome: decision === 'confirm' ? 'confirmed' : 'kept', problem: null });
    } catch (error) {
      // A refusal is said before anything is written; anything else must undo the whole.
      if (!(error instanceof AppError)) throw error;
      results.push({ entryNumber, outcome: 'refused', problem: { code: error.code, detail: error.message } });
    }
  }
  await bringInLine(tx, [...clientIds]);
  return { results };
}
