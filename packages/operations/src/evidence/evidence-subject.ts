import type { EvidenceAbout } from '@capeline/contracts';
import { CHECK_DEFINITIONS, isCheckKind, NUMBER_FACT_KINDS, parseImporterNumber } from '@capeline/domain';
import { invalid } from '../clients/reader.ts';

/** Whether what evidence is about is told apart by importer number. Evidence about a client may name one, too. */
function isPerNumber(about: EvidenceAbout): boolean {
  if (about === 'client') return true;
  const [what = '', kind = ''] = about.split(':');
  if (what === 'check') return isCheckKind(kind) && CHECK_DEFINITIONS[kind].perImporterNumber;
  return (NUMBER_FACT_KINDS as readonly string[]).includes(kind);
}

/**
 * The importer number that evidence is about, as it is stored: '' for the whole client. Throws `request.invalid` where none can be
 * meant, and for a number that is not the client's.
 */
export function resolveNumber(about: EvidenceAbout, asked: string | undefined, numbers: readonly string[]): string {
  if (asked === undefined) return '';
  if (!isPerNumber(about))
    throw invalid('/importerNumber', 'This is about the whole client. Leave the importer number out.');
  const number = parseImporterNumber(asked).importerNumber ?? asked.trim();
  if (numbers.includes(number)) return number;
  throw invalid('/importerNumber', 'This is no importer number of the client.');
}
