import type { Deadline } from '@capeline/contracts';
import { addDays, plainDate, weekdayOf } from '@capeline/domain';

export interface AgendaWeek {
  /** The Monday. */
  readonly weekStart: string;
  readonly deadlines: readonly Deadline[];
  readonly capeCents: number;
  readonly protestCents: number;
}

const mondayOf = (date: string): string => addDays(plainDate(date), 1 - weekdayOf(plainDate(date)));

/** The day to work to: file-by, or today once that has passed while the right still exists. */
const dueDay = ({ fileBy, lastDay }: Deadline, today: string): string =>
  fileBy < today && lastDay >= today ? today : fileBy;

/** Groups deadlines by the week of the day to work to, earliest first. The two rights are summed apart, never together. */
export function agendaWeeks(deadlines: readonly Deadline[], today: string): AgendaWeek[] {
  const weeks = new Map<string, Deadline[]>();
  for (const deadline of [...deadlines].sort((a, b) => dueDay(a, today).localeCompare(dueDay(b, today)))) {
    const start = mondayOf(dueDay(deadline, today));
    weeks.set(start, [...(weeks.get(start) ?? []), deadline]);
  }
  const sum = (list: readonly Deadline[], kinds: readonly string[]) =>
    list.reduce((total, { kind, ieepaDutyCents }) => total + (kinds.includes(kind) ? ieepaDutyCents : 0), 0);
  return [...weeks].map(([weekStart, list]) => ({
    weekStart,
    deadlines: list,
    capeCents: sum(list, ['cape_window']),
    protestCents: sum(list, ['protest', 'protest_reliquidation']),
  }));
}
