import type { FollowedCheck } from '@capeline/contracts';
import { type FactChange, type FactState, saveAccountFact, type TenantTransaction } from '@capeline/db';
import { maskImporterNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { userIdOf, type Writer } from '../clients/reader.ts';
import type { FactLine } from './fact-line.ts';
import { followFacts } from './follow-checks.ts';

/** What changed: the fact, and the checks that follow from it. */
export interface FactOutcome {
  readonly line: FactLine;
  readonly checks: readonly FollowedCheck[];
}

/** A state as the trail keeps it. */
function toTrail(state: Omit<FactState, 'changeId'> | null) {
  return state === null ? null : { value: state.value, source: state.source, asOf: state.asOf, note: state.note };
}

/** Writes the change of one fact with its history, the checks that follow from it, and the audit event; lock the client first. */
export async function saveFact(
  tx: TenantTransaction,
  line: FactLine,
  change: Pick<FactChange, 'before' | 'after'> & { readonly cause: 'recorded' | 'taken_back' },
  writer: Writer,
): Promise<FactOutcome> {
  const { before, after, cause } = change;
  await saveAccountFact(tx, { ...line, ...change, changedBy: userIdOf(writer), changedAt: writer.now });
  const checks = (await followFacts(tx, [line.clientId], writer)).get(line.clientId) ?? [];
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: cause === 'recorded' ? 'account_fact.recorded' : 'account_fact.taken_back',
    subject: { kind: 'client', id: line.clientId },
    details: {
      fact: line.kind,
      importerNumber: line.importerNumber === '' ? null : maskImporterNumber(line.importerNumber),
      before: toTrail(before?.state ?? null),
      after: toTrail(after),
      version: (before?.version ?? 0) + 1,
      checks,
    },
  });
  return { line, checks };
}
