import { formatLong } from '../calendar/format-date.ts';
import type { PlainDate } from '../calendar/plain-date.ts';
import { type BoardDeadline, isProtest } from './next-deadline.ts';

export interface WhatRemains {
  readonly route: 'protest' | 'counsel' | 'nothing_to_file' | 'unknown';
  /** Safe day of the remaining right; null when none is dated. */
  readonly until: PlainDate | null;
  readonly text: string;
}

/**
 * What remains for the same entries if this date is missed. After CAPE the protest, by its safe day, while it is open;
 * after the protest only counsel (court action). `sameLiquidation` are the deadlines of the same liquidation date.
 */
export function ifMissed(
  deadline: Pick<BoardDeadline, 'kind'>,
  sameLiquidation: readonly BoardDeadline[],
  today: PlainDate,
): WhatRemains {
  if (isProtest(deadline)) return { route: 'counsel', until: null, text: 'counsel only' };
  if (deadline.kind === 'voluntary_reliquidation') {
    return { route: 'nothing_to_file', until: null, text: 'nothing to file: this date limits CBP' };
  }
  const protests = sameLiquidation.filter(isProtest);
  if (protests.length === 0) return { route: 'unknown', until: null, text: 'no protest date known: check it in ACE' };
  let open: BoardDeadline | null = null;
  for (const protest of protests) {
    if (protest.lastDay >= today && (open === null || protest.safeDay < open.safeDay)) open = protest;
  }
  if (open === null) return { route: 'counsel', until: null, text: 'counsel only' };
  return { route: 'protest', until: open.safeDay, text: `protest until ${formatLong(open.safeDay)}` };
}
