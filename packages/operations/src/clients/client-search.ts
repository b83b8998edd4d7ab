import type { ClientSearch } from '@capeline/db';
import type { Reader } from './reader.ts';

/** Fewer characters than these would match half of all numbers. */
const MIN_NUMBER_LENGTH = 4;

/** What to search clients for; importer numbers only when the text is long enough to be part of one. Null without a text. */
export function toClientSearch(text: string | undefined, reader: Pick<Reader, 'mayReadNumbers'>): ClientSearch | null {
  if (text === undefined || text === '') return null;
  const compact = text.toUpperCase().replaceAll('-', '');
  const isNumber = compact.length >= MIN_NUMBER_LENGTH && /^[0-9A-Z]+$/u.test(compact);
  return { text, number: isNumber ? compact : null, withPersons: reader.mayReadNumbers };
}
