import { findEntryTag, type TenantTransaction } from '@capeline/db';
import { parseEntryNumber } from '@capeline/domain';
import { notFound } from '../clients/reader.ts';

/** The state of an entry as `ETag` names it. Throws `not_found`. */
export async function readEntryTag(tx: TenantTransaction, text: string): Promise<string> {
  const { entryNumber } = parseEntryNumber(text);
  const tag = entryNumber === null ? null : await findEntryTag(tx, entryNumber);
  if (tag === null) throw notFound();
  return `"${tag}"`;
}
