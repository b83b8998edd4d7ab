import type { Board } from '@capeline/contracts';
import { addDays, plainDate } from '@capeline/domain';

export interface WeekBar {
  readonly weekStart: string;
  readonly weekEnd: string;
  readonly canGoCents: number;
  readonly cannotGoCents: number;
  readonly entryCount: number;
}

/** Every week from the first to the last that has money, gaps included, at most `limit`; the rest is told as one sum. */
export function weekBars(
  weeks: Board['weeks'],
  limit: number,
): { bars: WeekBar[]; later: { cents: number; from: string } | null } {
  const sorted = [...weeks].sort((a, b) => a.weekStart.localeCompare(b.weekStart));
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) return { bars: [], later: null };
  const byStart = new Map(sorted.map((week) => [week.weekStart, week]));
  const bars: WeekBar[] = [];
  let day = plainDate(first.weekStart);
  while (day <= last.weekStart && bars.length < limit) {
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
