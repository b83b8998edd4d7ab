import type { LogPosition } from '@capeline/db';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { isUuid } from '../clients/reader.ts';

/** Writes where the next page of a log begins; opaque to callers. */
export function toLogCursor({ createdAt, id }: LogPosition): string {
  return toCursor([createdAt.getTime(), id]);
}

/** The end of the year 9999: the last instant that database and program write alike. */
const LAST_INSTANT_MS = 253_402_300_799_999;

function isPosition([milliseconds, id]: readonly unknown[]): boolean {
  if (typeof milliseconds !== 'number' || typeof id !== 'string') return false;
  return milliseconds >= 0 && milliseconds <= LAST_INSTANT_MS && isUuid(id);
}

/** Reads a cursor; null when there was none. Throws `request.invalid` for one that this product did not write. */
export function parseLogCursor(cursor: string | undefined): LogPosition | null {
  const position = parseCursor<readonly [milliseconds: number, id: string]>(cursor, isPosition);
  return position === null ? null : { createdAt: new Date(position[0]), id: position[1] };
}
