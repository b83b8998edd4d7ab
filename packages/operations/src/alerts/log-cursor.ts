import type { LogPosition } from '@capeline/db';
import { parseCursor, toCursor } from '../clients/cursor.ts';
import { isUuid } from '../clients/reader.ts';

/** Writes where the next page of a log begins; opaque to callers. */
export function toLogCursor({ createdAt, id }: LogPosition): string {
  return toCursor([createdAt.getTime(), id]);
}

function isPosition([milliseconds, id]: readonly unknown[]): boolean {
  if (typeof milliseconds !== 'number' || typeof id !== 'string') return false;
  return !Number.isNaN(new Date(milliseconds).getTime()) && isUuid(id);
}

/** Reads a cursor; null when there was none. Throws `request.invalid` for one that this product did not write. */
export function parseLogCursor(cursor: string | undefined): LogPosition | null {
  const position = parseCursor<readonly [milliseconds: number, id: string]>(cursor, isPosition);
  return position === null ? null : { createdAt: new Date(position[0]), id: position[1] };
}
