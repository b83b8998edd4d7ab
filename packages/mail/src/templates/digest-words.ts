import { type DeadlineKind, describeDistance, formatDollars, formatLong, type PlainDate } from '@capeline/domain';
import { oneLine } from '../one-line.ts';
import type { DigestDate, DigestModel } from './digest-model.ts';
import { urgencyOf } from './digest-sections.ts';

const KIND_WORDS: Readonly<Record<DeadlineKind, string>> = {
  cape_window: 'CAPE',
  protest: 'Protest',
  protest_reliquidation: 'Protest against the reliquidation',
  voluntary_reliquidation: 'Voluntary reliquidation by CBP',
};

export const NO_DUTY_HEADING = 'No IEEPA duty seen in the report';
export const LAPSED_HEADING = 'Last day is over';
export const AID_NOTICE =
  'Dates are aids; the licensed broker decides. Capeline is not CBP, not a broker and not a law firm, and files nothing.';
export const SAMPLE_NOTICE = 'This is the sample firm: its companies and numbers are invented.';

function groupThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** "1 entry", "12 entries". */
export function countOf(count: number, one: string, many: string): string {
  return `${groupThousands(count)} ${count === 1 ? one : many}`;
}

/** "Protest: file by Mon 28 Dec 2026, in 35 days", or the past form of a lapsed date. */
export function headlineOf(date: DigestDate, today: PlainDate): string {
  const kind = KIND_WORDS[date.kind];
  if (date.tier === 'lapsed')
    return `${kind}: the last day was ${formatLong(date.lastDay)}, ${describeDistance(date.lastDay, today)}`;
  const distance = describeDistance(date.fileBy, today);
  return date.fileBy < today
    ? `${kind}: file-by was ${formatLong(date.fileBy)}, ${distance}`
    : `${kind}: file by ${formatLong(date.fileBy)}, ${distance}`;
}

/** "12 entries · $24,910". */
export function amountOf(date: DigestDate): string {
  return `${countOf(date.entryCount, 'entry', 'entries')} · ${formatDollars(date.ieepaDutyCents)}`;
}

/** The plain count where it differs from the working date; null where it is the same day. */
export function lastDayOf(date: DigestDate, today: PlainDate): string | null {
  if (date.tier === 'lapsed' || date.lastDay === date.fileBy) return null;
  return `The last day by plain count is ${formatLong(date.lastDay)}, ${describeDistance(date.lastDay, today)}.`;
}

/** What is left when this date passes; never a promise about the law. */
export function remainsOf(date: DigestDate, today: PlainDate): string {
  const condition = date.tier === 'lapsed' ? 'What remains' : 'If missed';
  if (date.kind !== 'cape_window') return `${condition}: only counsel can say what is left.`;
  if (date.protestFileBy === null) return `${condition}: no open protest date is known; ask counsel.`;
  if (date.protestFileBy < today) return `${condition}: the protest date has passed too; ask counsel.`;
  return `${condition}: protest by ${formatLong(date.protestFileBy)}, ${describeDistance(date.protestFileBy, today)}.`;
}

/** "and 7 more", or null when every entry is named. */
export function moreEntriesOf(date: DigestDate): string | null {
  const more = date.entryCount - date.entryNumbers.length;
  if (more <= 0) return null;
  return date.entryNumbers.length === 0 ? countOf(more, 'entry', 'entries') : `and ${groupThousands(more)} more`;
}

/** "and 12 more dates, on the board", or null when none is left out. */
export function omittedOf(count: number): string | null {
  return count === 0 ? null : `and ${countOf(count, 'more date', 'more dates')}, on the board`;
}

function sumOf(dates: readonly DigestDate[]): number {
  return dates.reduce((sum, date) => sum + date.ieepaDutyCents, 0);
}

/** "3 dates within 7 days, $123,456; 2 dates lapsed, $1,000": the nearest horizon that holds a date with duty. */
export function summaryOf(dates: readonly DigestDate[]): string {
  const lapsed = dates.filter((date) => date.tier === 'lapsed');
  const open = dates.filter((date) => date.tier !== 'lapsed');
  const withDuty = open.filter((date) => date.ieepaDutyCents !== 0);
  const counted = withDuty.length > 0 ? withDuty : open;
  const parts: string[] = [];
  for (const horizon of [7, 14, 30, 60]) {
    const near = counted.filter((date) => urgencyOf(date.tier) <= horizon);
    if (near.length === 0) continue;
    parts.push(`${countOf(near.length, 'date', 'dates')} within ${horizon} days, ${formatDollars(sumOf(near))}`);
    break;
  }
  if (lapsed.length > 0)
    parts.push(`${countOf(lapsed.length, 'date', 'dates')} lapsed, ${formatDollars(sumOf(lapsed))}`);
  return parts.join('; ');
}

/** "Capeline: 3 dates within 7 days, $123,456 (Mon 23 Nov 2026)"; one line whatever the firm is called. */
export function subjectOf(model: DigestModel): string {
  const mark = model.isRehearsal ? '[Rehearsal] ' : '';
  return oneLine(`${mark}Capeline: ${summaryOf(model.dates)} (${formatLong(model.businessDate)})`);
}

/** The sentence that marks everything made while the business date is fixed. */
export function rehearsalNotice(today: PlainDate): string {
  return `Rehearsal: the business date is fixed to ${formatLong(today)}. Nothing here is current.`;
}
