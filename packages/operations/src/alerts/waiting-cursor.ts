import type { WaitingPosition } from '@capeline/db';
import { parsePlainDate } from '@capeline/domain';
import { isCount, parseCursor, toCursor } from '../clients/cursor.ts';
import { isUuid } from '../clients/reader.ts';

type Position = readonly [fileBy: string, lastDay: string, deadlineId: string, tier: number];

function isPosition([fileBy, lastDay, deadlineId, tier]: readonly unknown[]): boolean {
  const areDays = [fileBy, lastDay].every((day) => typeof day === 'string' && parsePlainDate(day) !== null);
  return areDays && typeof deadlineId === 'string' && isUuid(deadlineId) && isCount(tier);
}

/** Writes where the next page of a list by the day to work to begins; opaque to callers. */
export function toWaitingCursor({ fileBy, lastDay, deadlineId, tier }: WaitingPosition): string {
  return toCursor([fileBy, lastDay, deadlineId, tier]);
}

/** Reads such a cursor; null when there was none. Throws `request.invalid` for one that this product did not write for such a list. */
export function parseWaitingCursor(cursor: string | undefined): WaitingPosition | null {
  const from = parseCursor<Position>(cursor, isPosition);
  return from === null ? null : { fileBy: from[0], lastDay: from[1], deadlineId: from[2], tier: from[3] };
}
