import type { Board } from '@capeline/contracts';
import { addDays, plainDate, weekdayOf } from '@capeline/domain';

export interface WeekBar {
  readonly weekStart: string;
  readonly weekEnd: string;
  readonly canGoCents: number;
  readonly cannotGoCents: number;
  readonly entryCount: number;
}

/** The weeks from this one on, gaps included, always `limit` of them, so that two charts share one axis; the rest is told as one sum. */
export function weekBars(
  weeks: Board['weeks'],
  today: string,
  limit: number,
): { bars: WeekBar[]; later: { cents: number; from: string } | null } {
  const sorted = [...weeks].sort((a, b) => a.weekStart.localeCompare(b.weekStart));
  if (sorted.length === 0) return { bars: [], later: null };
  const byStart = new Map(sorted.map((week) => [week.weekStart, week]));
  const bars: WeekBar[] = [];
  let day = addDays(plainDate(today), 1 - weekdayOf(plainDate(today)));
  while (bars.length < limit) {
    const week = byStart.get(day);
    bars.push({
      weekStart: day,
      weekEnd: addDays(day, 6),
      canGoCents: week?.canGoCents ?? 0,
      cannotGoCents: week?.cannotGoCents ?? 0,
      entryCount: week?.entryCount ?? 0,
    });
    day = addDays(day, 7);
  }
  const rest = sorted.filter(({ weekStart }) => weekStart >= day);
  const cents = rest.reduce((sum, week) => sum + week.canGoCents + week.cannotGoCents, 0);
  return { bars, later: cents > 0 ? { cents, from: day } : null };
}
