import { AppError } from '@capeline/contracts';
import { findAccountFact, findStateBefore, type TenantTransaction } from '@capeline/db';
import { assertVersion } from '../clients/expected-version.ts';
import type { Writer } from '../clients/reader.ts';
import { type FactAddress, lockFactLine } from './fact-line.ts';
import { type FactOutcome, saveFact } from './save-fact.ts';

/**
 * Takes the newest record of a fact back, in the caller's transaction: what stood before it stands again, or nothing; the history
 * keeps both. Throws `not_found`, `request.invalid`, `conflict.version`, and `fact.nothing_to_take_back`.
 */
export async function takeBackFact(
  tx: TenantTransaction,
  input: FactAddress & { readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<FactOutcome> {
  const line = await lockFactLine(tx, input);
  const before = await findAccountFact(tx, line);
  assertVersion(input.ifMatch, before?.version ?? 0);
  if (before === null || before.state === null)
    throw new AppError('fact.nothing_to_take_back', 'Nothing is known here now, so there is nothing to take back.');
  const after = await findStateBefore(tx, before.state.changeId);
  return saveFact(tx, line, { before, after, cause: 'taken_back' }, writer);
}
