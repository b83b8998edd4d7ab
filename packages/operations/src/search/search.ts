import type { SearchAnswer } from '@capeline/contracts';
import { findClients, findEntries, type TenantTransaction } from '@capeline/db';
import { formatEntryNumber, maskImporterNumber } from '@capeline/domain';
import { toClientSearch } from '../clients/client-search.ts';
import type { Reader } from '../clients/reader.ts';

const CLIENTS_SHOWN = 6;
const ENTRIES_SHOWN = 6;
/** A filer code and a digit at least: with less, half of the firm would match. */
const ENTRY_PREFIX = /^[0-9A-Z]{3}\d{1,8}$/u;

/** The text as the beginning of an entry number; null when it cannot be one. */
function toEntryPrefix(text: string): string | null {
  const compact = text
    .replaceAll(/[\s-]/gu, '')
    .replace(/^="(.*)"$/u, '$1')
    .toUpperCase();
  return ENTRY_PREFIX.test(compact) ? compact : null;
}

async function findNumbered(tx: TenantTransaction, text: string): Promise<SearchAnswer['entries']> {
  const prefix = toEntryPrefix(text);
  const rows = prefix === null ? [] : await findEntries(tx, prefix, ENTRIES_SHOWN);
  return rows.map((row) => ({ ...row, formatted: formatEntryNumber(row.entryNumber) }));
}

/**
 * The best few clients and entries for what a person typed. Entries are looked for only when `mayReadEntries`; importer numbers are
 * masked for whoever may not read them.
 */
export async function search(
  tx: TenantTransaction,
  text: string,
  reader: Reader & { readonly mayReadEntries: boolean },
): Promise<SearchAnswer> {
  const wanted = toClientSearch(text, reader);
  const clients = wanted === null ? [] : await findClients(tx, wanted, CLIENTS_SHOWN);
  return {
    clients: clients.map(({ numbers, ...client }) => ({
      ...client,
      importerNumbers: numbers.map((number) => ({
        importerNumber: reader.mayReadNumbers ? number : null,
        masked: maskImporterNumber(number),
      })),
    })),
    entries: reader.mayReadEntries ? await findNumbered(tx, text) : [],
  };
}
