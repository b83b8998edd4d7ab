import { invalid } from './reader.ts';

/** Writes a position as an opaque cursor. */
export function toCursor(position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

const MOST_IN_FOUR_BYTES = 2_147_483_647;
const ENTRY_NUMBER = /^[0-9A-Z]{11}$/u;

/** Whether a cursor holds a number that the database can compare with what counts rows. */
export function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= MOST_IN_FOUR_BYTES;
}

/** Whether a cursor holds an entry number. */
export function isEntryNumber(value: unknown): boolean {
  return typeof value === 'string' && ENTRY_NUMBER.test(value);
}

/** Text that no column can hold is in no place of a list. */
function isStorable(value: unknown): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'));
}

/** Reads a cursor with the given check; null when there was none. Throws `request.invalid` for one that this product did not write. */
export function parseCursor<Position extends readonly unknown[]>(
  cursor: string | undefined,
  isPosition: (value: readonly unknown[]) => boolean,
): Position | null {
  if (cursor === undefined) return null;
  let value: unknown = null;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    value = null; // falls through to the refusal below
  }
  if (Array.isArray(value) && value.every(isStorable) && isPosition(value)) return value as unknown as Position;
  throw invalid('/cursor', 'This cursor is not one of ours. Leave it out to begin again.');
}
