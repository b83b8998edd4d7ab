import type { EntryWarning } from '@capeline/contracts';
import { findClientOfNumber, insertClient, insertImporterNumber, type TenantTransaction } from '@capeline/db';
import { maskImporterNumber, type ParsedImporterNumber, parseEntryNumber, parseImporterNumber } from '@capeline/domain';
import { invalid, type Writer } from '../clients/reader.ts';

/**
 * Reads an entry number that a person typed. A check digit that does not fit is a warning, because a few real numbers fail it.
 * Throws `request.invalid` for text that is none, or that is one from before October 1986.
 */
export function readEntryNumber(text: string): { readonly entryNumber: string; readonly warnings: EntryWarning[] } {
  const { entryNumber, expectedCheckDigit, problem } = parseEntryNumber(text);
  if (entryNumber === null)
    throw invalid(
      '/entryNumber',
      problem === 'legacy_format'
        ? 'This is an entry number from before October 1986; no IEEPA duty was paid on such an entry.'
        : 'Write three letters or digits, seven digits and a check digit, for example 551-3518786-6.',
    );
  if (problem !== 'check_digit') return { entryNumber, warnings: [] };
  const message = `The check digit should be ${expectedCheckDigit}. Compare the number with ACE; it is kept as typed, but does not go into a CAPE file.`;
  return { entryNumber, warnings: [{ code: 'entry_number.check_digit', message }] };
}

/** Reads an importer number that a person typed. Throws `request.invalid` for text that is none or fits two kinds. */
export function readImporterNumber(text: string): { readonly number: string; readonly warnings: EntryWarning[] } {
  const { importerNumber, problem }: ParsedImporterNumber = parseImporterNumber(text);
  if (importerNumber === null)
    throw invalid(
      '/importerNumber',
      problem === 'ambiguous'
        ? 'Digits alone fit two kinds of number. Write it with its hyphens: 12-3456789AB, 123-45-6789 or 123456-12345.'
        : 'Write it as 12-3456789AB, 123-45-6789 or 123456-12345.',
    );
  if (problem !== 'suffix') return { number: importerNumber, warnings: [] };
  const message = 'The suffix of the importer number has a letter (O, I or Z) that CBP does not use.';
  return { number: importerNumber, warnings: [{ code: 'importer_number.suffix', message }] };
}

/**
 * The client whose importer number this is. A number that nobody knows makes one client, named as given or else by the number
 * masked, and owned by `ownerUserId`, so that an entry that changes its importer keeps an owner. Take `lockEntryFacts` first.
 */
export async function ensureClientOfNumber(
  tx: TenantTransaction,
  number: string,
  made: { readonly name: string | undefined; readonly ownerUserId: string | null },
  writer: Writer,
): Promise<string> {
  const known = await findClientOfNumber(tx, number);
  if (known !== null) return known.clientId;
  const name = made.name ?? maskImporterNumber(number);
  const clientId = await insertClient(tx, { name, ownerUserId: made.ownerUserId, createdAt: writer.now });
  await insertImporterNumber(tx, { number, clientId, reportedName: made.name ?? null });
  return clientId;
}
