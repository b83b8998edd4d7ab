import { AppError } from '@capeline/contracts';
import type { LogPosition } from '@capeline/db';

const CURSOR = /^(\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** Writes where the next page of a log begins; opaque to callers. */
export function toLogCursor(position: LogPosition): string {
  return Buffer.from(`${position.createdAt.getTime()}.${position.id}`).toString('base64url');
}

/** Reads a cursor; null when there was none. Throws `request.invalid` for one that this product did not write. */
export function parseLogCursor(cursor: string | undefined): LogPosition | null {
  if (cursor === undefined) return null;
  const match = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  const [, milliseconds, id] = match ?? [];
  const createdAt = new Date(Number(milliseconds));
  if (id === undefined || Number.isNaN(createdAt.getTime())) {
    const message = 'This cursor is not one of ours. Leave it out to begin again.';
    throw new AppError('request.invalid', message, [{ pointer: '/cursor', message }]);
  }
  return { createdAt, id };
}
