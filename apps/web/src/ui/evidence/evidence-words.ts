import type { EvidenceFile, EvidenceWarning } from '@capeline/contracts';
import { isCheckKind } from '@capeline/domain';
import { CHECK_NAMES } from '../words.ts';

/** What each kind of file is called. */
export const MEDIA_NAMES: Record<EvidenceFile['mediaType'], string> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'message/rfc822': 'Message',
};

/** What a message seems to hold, and what to do about it. */
export const WARNING_WORDS: Record<EvidenceWarning, string> = {
  bank_number: 'Seems to hold a bank number. Remove it unless you need it.',
  password: 'Seems to hold a password. Remove it, and have the password changed.',
};

/** What evidence is about, in words. */
export function subjectName({ about, importerNumberMasked }: EvidenceFile): string {
  const [, kind = ''] = about.split(':');
  const name = isCheckKind(kind) ? CHECK_NAMES[kind] : kind === '' ? 'The client' : kind.replaceAll('_', ' ');
  return importerNumberMasked === null ? name : `${name}, ${importerNumberMasked}`;
}
