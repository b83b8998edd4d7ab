import { invalid } from './reader.ts';

/** Writes a position as an opaque cursor. */
export function toCursor(position: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
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
  if (Array.isArray(value) && isPosition(value)) return value as unknown as Position;
  throw invalid('/cursor', 'This cursor is not one of ours. Leave it out to begin again.');
}
