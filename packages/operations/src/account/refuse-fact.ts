import { AppError, type RecordFactRequest } from '@capeline/contracts';
import type { FactState } from '@capeline/db';
import { type AnyAccountFact, findFactFaults, type PlainDate } from '@capeline/domain';
import { refuseSecrets } from '../checks/refuse-secrets.ts';

/** Every text within a value by its JSON pointer. */
function textsOf(value: unknown, pointer: string): [pointer: string, text: string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${pointer}/${key}`));
}

/** Refuses passwords and bank numbers in any text of a fact, and what contradicts itself. Throws `request.invalid`. */
export function refuseFaultyFact(fact: AnyAccountFact, request: RecordFactRequest, today: PlainDate): void {
  refuseSecrets({ ...Object.fromEntries(textsOf(request.value, '/value')), '/note': request.note });
  const faults = findFactFaults(fact, today);
  if (faults.length > 0)
    throw new AppError('request.invalid', 'Correct what the issues name and send it again.', [...faults]);
}

/** Refuses what was known before what stands: a newer fact never goes for an older one. Throws `fact.older_than_known`. */
export function refuseOlderFact(known: FactState | null, asOf: PlainDate): void {
  if (known === null || known.asOf <= asOf) return;
  const message = `What stands is of ${known.asOf} and newer than this. If it is wrong, take it back first; then record this.`;
  throw new AppError('fact.older_than_known', message, [{ pointer: '/asOf', message }]);
}
