import type { PlainDate } from '../calendar/plain-date.ts';
import type { DeadlineKind } from '../deadlines/kinds.ts';

/** What the board needs to know of an open deadline. */
export interface BoardDeadline {
  readonly kind: DeadlineKind;
  readonly lastDay: PlainDate;
  readonly safeDay: PlainDate;
  readonly fileBy: PlainDate;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
}

/** Voluntary reliquidation limits CBP, not the filer: it is shown, but it is nobody's next deadline. */
export function isOurDeadline(deadline: Pick<BoardDeadline, 'kind'>): boolean {
  return deadline.kind !== 'voluntary_reliquidation';
}

/** True for the protest of a liquidation and that of a reliquidation. */
export function isProtest(deadline: Pick<BoardDeadline, 'kind'>): boolean {
  return deadline.kind === 'protest' || deadline.kind === 'protest_reliquidation';
}

/** The day to work to: file-by, or today once file-by has passed while the right still exists. Null after the last day. */
export function dueOn(deadline: Pick<BoardDeadline, 'lastDay' | 'fileBy'>, today: PlainDate): PlainDate | null {
  if (deadline.lastDay < today) return null;
  return deadline.fileBy < today ? today : deadline.fileBy;
}

function compareDue(a: BoardDeadline, b: BoardDeadline, today: PlainDate): number {
  const moneyFirst = Number(b.ieepaDutyCents > 0) - Number(a.ieepaDutyCents > 0);
  if (moneyFirst !== 0) return moneyFirst;
  const dueA = dueOn(a, today) ?? a.lastDay;
  const dueB = dueOn(b, today) ?? b.lastDay;
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  const protestFirst = Number(isProtest(b)) - Number(isProtest(a));
  if (protestFirst !== 0) return protestFirst;
  if (a.ieepaDutyCents !== b.ieepaDutyCents) return b.ieepaDutyCents - a.ieepaDutyCents;
  // The rest only makes the choice free of the order in which the deadlines come.
  for (const key of ['lastDay', 'fileBy', 'safeDay', 'kind'] as const) {
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  }
  return b.entryCount - a.entryCount;
}

/**
 * The deadline to name first: the earliest day to work to among rights that still exist. Dates without IEEPA duty come
 * after all dates with money, never out of sight: which headings are IEEPA is not verified. CAPE counts to its last day.
 */
export function pickNextDeadline<T extends BoardDeadline>(deadlines: readonly T[], today: PlainDate): T | null {
  let next: T | null = null;
  for (const deadline of deadlines) {
    if (!isOurDeadline(deadline) || deadline.lastDay < today) continue;
    if (next === null || compareDue(deadline, next, today) < 0) next = deadline;
  }
  return next;
}
