import type { AccountFact } from '@capeline/contracts';
import type { FactState } from '@capeline/db';
import { type AnyAccountFact, type FactKind, plainDate } from '@capeline/domain';

/** The value of a recorded fact as it is written; it was held to the shape of its kind when it was recorded. */
export function writtenValue({ value }: FactState): NonNullable<AccountFact['value']> {
  return value as NonNullable<AccountFact['value']>;
}

/** A recorded fact as the law's code takes it. */
export function toAccountFact(
  kind: FactKind,
  importerNumber: string,
  state: Pick<FactState, 'value' | 'source' | 'asOf'>,
): AnyAccountFact {
  const { value, source, asOf } = state;
  const number = importerNumber === '' ? null : importerNumber;
  return { kind, importerNumber: number, value, source, asOf: plainDate(asOf) } as AnyAccountFact;
}
