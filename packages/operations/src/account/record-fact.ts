import { isDeepStrictEqual } from 'node:util';
import type { RecordFactRequest } from '@capeline/contracts';
import { type FactState, findAccountFact, type TenantTransaction } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { assertVersion } from '../clients/expected-version.ts';
import type { Writer } from '../clients/reader.ts';
import { lockFactLine } from './fact-line.ts';
import { toAccountFact } from './known-facts.ts';
import { refuseFaultyFact, refuseOlderFact } from './refuse-fact.ts';
import { type FactOutcome, saveFact } from './save-fact.ts';

export interface RecordFactInput {
  readonly clientId: string;
  readonly kind: string;
  /** In the shape of the kind. */
  readonly request: RecordFactRequest;
  /** The `If-Match` header; held to the version of the fact, 0 for one that nobody recorded yet. */
  readonly ifMatch: string | undefined;
}

function isSame(known: FactState | null, after: Omit<FactState, 'changeId'>): boolean {
  if (known === null) return false;
  const { changeId: _id, ...before } = known;
  return isDeepStrictEqual(before, after);
}

/**
 * Records what is known of a client's account, in the caller's transaction: fact, history, the checks that follow, and the audit
 * event together or not at all. The same once more changes nothing. Throws `not_found`, `conflict.version`,
 * `fact.older_than_known`, and `request.invalid`, also for passwords and bank numbers.
 */
export async function recordFact(tx: TenantTransaction, input: RecordFactInput, writer: Writer): Promise<FactOutcome> {
  const { request } = input;
  const { value, source, asOf, note } = request;
  const importerNumber = 'importerNumber' in request ? request.importerNumber : undefined;
  const line = await lockFactLine(tx, { ...input, importerNumber });
  const before = await findAccountFact(tx, line);
  const known = before?.state ?? null;
  const after = { value, source, asOf, note: note?.trim() || null };
  refuseFaultyFact(toAccountFact(line.kind, line.importerNumber, after), request, writer.today);
  assertVersion(input.ifMatch, before?.version ?? 0);
  refuseOlderFact(known, plainDate(asOf));
  if (isSame(known, after)) return { line, checks: [] };
  return saveFact(tx, line, { before, after, cause: 'recorded' }, writer);
}
