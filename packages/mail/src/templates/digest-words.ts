import { type DeadlineKind, describeDistance, formatDollars, formatLong, type PlainDate } from '@capeline/domain';
import { oneLine } from '../one-line.ts';
import type { DigestDate, DigestModel, DigestProtest, DigestWithdrawal } from './digest-model.ts';
import { type FoldedDates, urgencyOf } from './digest-sections.ts';

export const KIND_WORDS: Readonly<Record<DeadlineKind, string>> = {
  cape_window: 'CAPE',
  protest: 'Protest',
  protest_reliquidation: 'Protest against the reliquidation',
  voluntary_reliquidation: 'Voluntary reliquidation by CBP',
};

export const NO_DUTY_HEADING = 'No IEEPA duty seen in the report';
export const LAPSED_HEADING = 'Last day is over';
export const DUE_FOLDED_HEADING = 'More dates that are due, by client';
export const WITHDRAWN_HEADING = 'Withdrawn by an undone import';
export const WITHDRAWN_NOTICE =
  'No clock is counted for these any more, because the report that brought them was undone. Where the liquidation is real, load a report that shows it.';
export const PROTESTED_HEADING = 'Protested already, no alarm';
export const AID_NOTICE =
  'Dates are aids; the licensed broker decides. Capeline is not CBP, not a broker and not a law firm, and files nothing.';
export const SAMPLE_NOTICE = 'This is the sample firm: its companies and numbers are invented.';

/** Beyond so many a list of days is told by its first and last. */
const DAYS_NAMED = 6;
const PROTESTS_NAMED = 3;
/** So many withdrawn dates stand in a message; the log has them all. */
export const WITHDRAWALS_NAMED = 100;

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

/** "Protest, last day Wed 2 Dec 2026: report.csv was undone"; a date that only would have applied says so. */
export function withdrawalOf({ kind, lastDay, fileName, isProvisional }: DigestWithdrawal): string {
  const mark = isProvisional ? ' (provisional)' : '';
  return `${KIND_WORDS[kind]}${mark}, last day ${formatLong(lastDay)}: “${fileName}” was undone`;
}

/** "and 12 more". */
export function omittedWithdrawalsOf(omitted: number): string | null {
  return omitted > 0 ? `and ${groupThousands(omitted)} more` : null;
}

/** "12 entries · $24,910". */
export function amountOf(date: Pick<DigestDate, 'entryCount' | 'ieepaDutyCents'>): string {
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
  const onFile = onFileOf(date.protestNumbers);
  if (date.protestFileBy === null) return `${condition}: ${onFile ?? 'no open protest date is known'}; ask counsel.`;
  const also = onFile === null ? '' : `; for others ${onFile}`;
  if (date.protestFileBy < today) return `${condition}: the protest date has passed too${also}; ask counsel.`;
  return `${condition}: protest by ${formatLong(date.protestFileBy)}, ${describeDistance(date.protestFileBy, today)}${also}.`;
}

/** "protest 5132-26-176626 is on file", of several the first three; null when the report shows none. */
function onFileOf(numbers: readonly string[]): string | null {
  if (numbers.length === 0) return null;
  const more = numbers.length - PROTESTS_NAMED;
  const named = numbers.slice(0, PROTESTS_NAMED).map((number) => oneLine(number));
  const all = listOf(more > 0 ? [...named, `${groupThousands(more)} more`] : named);
  return numbers.length === 1 ? `protest ${all} is on file` : `protests ${all} are on file`;
}

/** "A", "A and B", "A, B and C". */
function listOf(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** Whether the folded dates lapsed; a fold never mixes them with open ones. */
export const isLapsedFold = ({ dates }: FoldedDates): boolean => dates[0]?.tier === 'lapsed';

/** "Protest: 12 dates, file by Mon 28 Dec 2026, in 35 days", or from the first day to the last. */
function dueHeadlineOf({ kind, dates }: FoldedDates, today: PlainDate): string {
  const days = dates.map(({ fileBy }) => fileBy).sort();
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const by =
    first === last
      ? `${formatLong(first)}, ${describeDistance(first, today)}`
      : `from ${formatLong(first)}, ${describeDistance(first, today)}, to ${formatLong(last)}`;
  return `${KIND_WORDS[kind]}: ${countOf(dates.length, 'date', 'dates')}, file by ${by}`;
}

/** The dates of one client and kind: "CAPE: 3 dates, last days Mon 2 Nov 2026, …", or the first and the last of many. */
export function foldedHeadlineOf(fold: FoldedDates, today: PlainDate): string {
  const { kind, lastDays, dates } = fold;
  const [first, last] = [lastDays[0], lastDays.at(-1)];
  const [only] = dates;
  if (dates.length === 1 && only !== undefined) return headlineOf(only, today);
  if (!isLapsedFold(fold)) return dueHeadlineOf(fold, today);
  const count = countOf(dates.length, 'date', 'dates');
  if (lastDays.length > DAYS_NAMED && first !== undefined && last !== undefined)
    return `${KIND_WORDS[kind]}: ${count}, last days from ${formatLong(first)} to ${formatLong(last)}`;
  const noun = lastDays.length === 1 ? 'last day' : 'last days';
  return `${KIND_WORDS[kind]}: ${count}, ${noun} ${listOf(lastDays.map(formatLong))}`;
}

/** What is left of the dates of one client and kind, or would be. */
export function foldedRemainsOf(fold: FoldedDates, today: PlainDate): string {
  const { kind, dates } = fold;
  const condition = isLapsedFold(fold) ? 'What remains' : 'If missed';
  const [only] = dates;
  if (dates.length === 1 && only !== undefined) return remainsOf(only, today);
  if (kind !== 'cape_window') return `${condition}: only counsel can say what is left.`;
  const open = dates.flatMap(({ protestFileBy }) =>
    protestFileBy === null || protestFileBy < today ? [] : [protestFileBy],
  );
  const [first] = [...open].sort();
  const onFile = onFileOf([...new Set(dates.flatMap(({ protestNumbers }) => protestNumbers))]);
  const parts = onFile === null ? [] : [onFile];
  if (first !== undefined) {
    const by = `${formatLong(first)}, ${describeDistance(first, today)}`;
    parts.unshift(
      `protest for ${countOf(open.length, 'date', 'dates')}, ${open.length === 1 ? '' : 'the first '}by ${by}`,
    );
  }
  if (parts.length === 0) return `${condition}: no open protest date is known; ask counsel.`;
  return `${condition}: ${parts.join('; ')}${open.length < dates.length ? '; for the rest ask counsel' : ''}.`;
}

/** "protest 5132-26-176626 · 2 entries". */
export function protestOf({ protestNumber, entryCount }: DigestProtest): string {
  return `protest ${oneLine(protestNumber)} · ${countOf(entryCount, 'entry', 'entries')}`;
}

/** Until when the protest may grow, when that day is near; else null. */
export function addUntilOf({ addUntil }: DigestProtest, today: PlainDate): string | null {
  if (addUntil === null) return null;
  const day = `${formatLong(addUntil)}, ${describeDistance(addUntil, today)}`;
  return `New objections may be added until ${day} (19 U.S.C. 1514(c)(1)); ask counsel.`;
}

/** "and 3 more protests on file", or null when none is left out. */
export function omittedProtestsOf(count: number): string | null {
  return count === 0 ? null : `and ${countOf(count, 'more protest', 'more protests')} on file`;
}

/** "Entries" or "Entry", for what stands behind the colon. */
export function entriesLabelOf({ entryCount }: Pick<DigestDate, 'entryCount'>): string {
  return entryCount === 1 ? 'Entry' : 'Entries';
}

/** "and 7 more", or null when every entry is named. */
export function moreEntriesOf(date: Pick<DigestDate, 'entryCount' | 'entryNumbers'>): string | null {
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

/** "3 dates within 7 days, $123,456", or CAPE and protest apart: they are rights to the same money and never added. */
function countedOf(dates: readonly DigestDate[], when: string): string[] {
  const cape = dates.filter(({ kind }) => kind === 'cape_window');
  const protest = dates.filter(({ kind }) => kind !== 'cape_window');
  const isMixed = cape.length > 0 && protest.length > 0;
  return [
    { own: cape, word: 'CAPE ' },
    { own: protest, word: 'protest ' },
  ].flatMap(({ own, word }) => {
    const noun = isMixed ? word : '';
    if (own.length === 0) return [];
    return [`${countOf(own.length, `${noun}date`, `${noun}dates`)} ${when}, ${formatDollars(sumOf(own))}`];
  });
}

/** "3 dates within 7 days, $123,456; 2 dates lapsed, $1,000": the nearest horizon that holds a date with duty. */
export function summaryOf({
  dates,
  provisional,
  withdrawn,
}: Pick<DigestModel, 'dates' | 'provisional' | 'withdrawn'>): string {
  const lapsed = dates.filter((date) => date.tier === 'lapsed');
  const open = dates.filter((date) => date.tier !== 'lapsed');
  const withDuty = open.filter((date) => date.ieepaDutyCents !== 0);
  const counted = withDuty.length > 0 ? withDuty : open;
  const parts: string[] = [];
  for (const horizon of [7, 14, 30, 60]) {
    const near = counted.filter((date) => urgencyOf(date.tier) <= horizon);
    if (near.length === 0) continue;
    parts.push(...countedOf(near, `within ${horizon} days`));
    break;
  }
  parts.push(...countedOf(lapsed, 'lapsed'));
  const told = provisional.reduce((sum, client) => sum + client.dates.length, 0);
  if (told > 0) parts.push(countOf(told, 'provisional date', 'provisional dates'));
  if (withdrawn.length > 0) parts.push(`${countOf(withdrawn.length, 'date', 'dates')} withdrawn`);
  return parts.join('; ');
}

/** "Capeline: 3 dates within 7 days, $123,456 (Mon 23 Nov 2026)"; one line whatever the firm is called. */
export function subjectOf(model: DigestModel): string {
  const mark = model.isRehearsal ? '[Rehearsal] ' : '';
  return oneLine(`${mark}Capeline: ${summaryOf(model)} (${formatLong(model.businessDate)})`);
}

/** "Not loaded: the liquidations of Fri 20 Nov 2026, filer codes 605, K80. Dates may be missing below." */
export function missingReportsOf({ missingReports }: DigestModel): string | null {
  if (missingReports === null || missingReports.filerCodes.length === 0) return null;
  const { friday, filerCodes } = missingReports;
  const codes = `${filerCodes.length === 1 ? 'filer code' : 'filer codes'} ${filerCodes.join(', ')}`;
  return `Not loaded: the liquidations of ${formatLong(friday)}, ${codes}. Dates may be missing below.`;
}

/** "You stand in for Dana Reyes, away until Fri 27 Nov 2026: …"; null for who stands in for nobody. */
export function standsInOf({ standsInFor }: DigestModel): string | null {
  if (standsInFor.length === 0) return null;
  const away = listOf(standsInFor.map(({ name, until }) => `${oneLine(name)} (away until ${formatLong(until)})`));
  return `You stand in for ${away}: what concerns their clients is told to you here, too.`;
}

/** The sentence that marks everything made while the business date is fixed. */
export function rehearsalNotice(today: PlainDate): string {
  return `Rehearsal: the business date is fixed to ${formatLong(today)}. Nothing here is current.`;
}
