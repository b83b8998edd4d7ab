import type { AccountFact } from '@capeline/contracts';
import { listAccountFacts, listNumbersOf, type TenantTransaction } from '@capeline/db';
import { CLIENT_FACT_KINDS, type FactKind, NUMBER_FACT_KINDS } from '@capeline/domain';
import { findPresentId } from '../clients/present-client.ts';
import { notFound, type Reader } from '../clients/reader.ts';
import { describeFact } from './describe-fact.ts';
import { readFactSettings } from './fact-settings.ts';

/**
 * Everything that can be known of a client's account, known or not: each kind once, those of importer numbers once for each number.
 * For a client that was merged what is known of the one that took it over. Throws `not_found`.
 */
export async function listFacts(tx: TenantTransaction, asked: string, reader: Reader): Promise<AccountFact[]> {
  const clientId = await findPresentId(tx, asked);
  if (clientId === null) throw notFound();
  const settings = await readFactSettings(tx);
  const rows = await listAccountFacts(tx, [clientId]);
  const describe = (kind: FactKind, importerNumber: string): AccountFact => {
    const row = rows.find((one) => one.kind === kind && one.importerNumber === importerNumber);
    return describeFact({ kind, importerNumber }, row, reader, settings);
  };
  const numbers = await listNumbersOf(tx, clientId);
  return [
    ...CLIENT_FACT_KINDS.map((kind) => describe(kind, '')),
    ...numbers.flatMap(({ number }) => NUMBER_FACT_KINDS.map((kind) => describe(kind, number))),
  ];
}

/** One of them, for the answer to a change. Throws `not_found`. */
export async function getFact(
  tx: TenantTransaction,
  line: { readonly clientId: string; readonly kind: FactKind; readonly importerNumber: string },
  reader: Reader,
): Promise<AccountFact> {
  const { clientId, kind, importerNumber } = line;
  const rows = await listAccountFacts(tx, [clientId]);
  const row = rows.find((one) => one.kind === kind && one.importerNumber === importerNumber);
  return describeFact({ kind, importerNumber }, row, reader, await readFactSettings(tx));
}
