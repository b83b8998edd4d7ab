import { AppError, type RecordCheckRequest } from '@capeline/contracts';
import type { CheckRecordRow } from '@capeline/db';
import { type DerivedCheck, effectiveStatus, FACT_RULES, isWorse, type PlainDate } from '@capeline/domain';

/** What of a record says that facts decide its check; `undefined` where they do not. */
export function besideFacts(
  derived: DerivedCheck | undefined,
): Pick<CheckRecordRow, 'basis' | 'factsStatus' | 'reason'> {
  return { basis: 'attested', factsStatus: derived?.status ?? null, reason: derived?.reason ?? null };
}

function refuse(derived: DerivedCheck, pointer: string): AppError {
  const titles = derived.decidedBy.map((kind) => `“${FACT_RULES[kind].title}”`).join(', ');
  const cure = `Record newer facts of ${titles} under Account, or take a wrong one back; the check follows.`;
  return new AppError('check.facts_decide', `${derived.reason} ${cure}`, [{ pointer, message: cure }]);
}

/**
 * How a change goes together with facts that decide the check. `keep`: it says nothing of status and dates. `follow`: it says what
 * the facts say, so that a doubt that somebody recorded before ends. `attest`: it says something worse, which anybody may. Throws
 * `check.facts_decide` for anything better, and for other dates than those of the facts.
 */
export function decideBesideFacts(
  before: CheckRecordRow,
  change: RecordCheckRequest,
  derived: DerivedCheck,
  today: PlainDate,
): 'keep' | 'follow' | 'attest' {
  const { kind, status, verifiedOn, expiresOn } = derived;
  const wanted = change.status ?? before.status;
  if (wanted === status) {
    if (touchesDates(change, derived)) throw refuse(derived, '/verifiedOn');
    return change.status === undefined && before.basis === 'facts' ? 'keep' : 'follow';
  }
  if (wanted === before.status && !touchesDates(change, before)) return 'keep';
  const facts = { kind, status, verifiedOn, expiresOn };
  const asked = { kind, status: wanted, verifiedOn: null, expiresOn: null };
  if (wanted === effectiveStatus(facts, today) || !isWorse(asked, facts, today)) throw refuse(derived, '/status');
  return 'attest';
}

/** Whether a change gives other dates than those that stand. */
function touchesDates(change: RecordCheckRequest, standing: Pick<CheckRecordRow, 'verifiedOn' | 'expiresOn'>): boolean {
  const differs = (given: string | null | undefined, own: string | null) => given !== undefined && given !== own;
  return differs(change.verifiedOn, standing.verifiedOn) || differs(change.expiresOn, standing.expiresOn);
}
