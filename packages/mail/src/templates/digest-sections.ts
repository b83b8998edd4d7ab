import type { AlertTier, DeadlineKind, PlainDate } from '@capeline/domain';
import type { DigestDate } from './digest-model.ts';

export interface DigestClient {
  readonly clientId: string;
  readonly name: string;
  readonly dates: readonly DigestDate[];
}

export interface DigestSection {
  readonly clients: readonly DigestClient[];
  /** Dates that are counted in the summary and stand on the board, but not in the message. */
  readonly omitted: number;
}

/** The dates of one client and kind as one line: all lapsed, or all open. */
export interface FoldedDates {
  readonly kind: DeadlineKind;
  /** The dearest first. */
  readonly dates: readonly DigestDate[];
  /** Each once, the earliest first. */
  readonly lastDays: readonly PlainDate[];
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly entryNumbers: readonly string[];
}

export interface FoldedClient {
  readonly clientId: string;
  readonly name: string;
  readonly kinds: readonly FoldedDates[];
}

/** Many dates by client. */
export interface FoldedSection {
  readonly clients: readonly FoldedClient[];
  /** Dates of clients that the message does not name. */
  readonly omitted: number;
}

/** The digest in reading order. */
export interface DigestSections {
  /** Open dates with IEEPA duty, one by one; of a flood the tightest. */
  readonly due: DigestSection;
  /** The rest of a flood by client, the client whose date comes first at the head. */
  readonly dueFolded: FoldedSection;
  /** A few lapsed dates, one by one; empty when they are folded. */
  readonly lapsed: DigestSection;
  /** Many lapsed dates by client, the dearest client first. */
  readonly folded: FoldedSection;
  /** Open dates of entries in whose lines the report shows no IEEPA duty. */
  readonly withoutDuty: DigestSection;
}

const SECTION_LIMIT = 100;
/** Mail servers refuse messages of many megabytes for good: beyond so many open dates the rest is told by client. */
const DUE_ONE_BY_ONE = 300;
const CLIENTS_OF_A_FLOOD = 1000;
/** A first import may bring years of lapsed dates; beyond so many they are told by client. */
const LAPSED_ONE_BY_ONE = 3;
export const ENTRIES_NAMED_PER_LINE = 20;

/** Tighter is smaller; lapsed is past all tiers. */
export function urgencyOf(tier: AlertTier): number {
  return tier === 'lapsed' ? -1 : tier;
}

function compareDates(left: DigestDate, right: DigestDate): number {
  return (
    urgencyOf(left.tier) - urgencyOf(right.tier) ||
    right.ieepaDutyCents - left.ieepaDutyCents ||
    (left.fileBy < right.fileBy ? -1 : left.fileBy > right.fileBy ? 1 : 0) ||
    (left.deadlineId < right.deadlineId ? -1 : 1)
  );
}

/** Clients in the order of their first date: the tightest tier first, then the most duty. */
function groupByClient(dates: readonly DigestDate[], limit = Number.POSITIVE_INFINITY): DigestSection {
  const groups = new Map<string, { clientId: string; name: string; dates: DigestDate[] }>();
  for (const date of [...dates].sort(compareDates).slice(0, limit)) {
    const group = groups.get(date.clientId);
    if (group === undefined)
      groups.set(date.clientId, { clientId: date.clientId, name: date.clientName, dates: [date] });
    else group.dates.push(date);
  }
  return { clients: [...groups.values()], omitted: Math.max(0, dates.length - limit) };
}

function sumOf(dates: readonly DigestDate[], what: 'entryCount' | 'ieepaDutyCents'): number {
  return dates.reduce((sum, date) => sum + date[what], 0);
}

function foldKind(kind: DeadlineKind, dates: readonly DigestDate[]): FoldedDates {
  return {
    kind,
    dates,
    lastDays: [...new Set(dates.map(({ lastDay }) => lastDay))].sort(),
    entryCount: sumOf(dates, 'entryCount'),
    ieepaDutyCents: sumOf(dates, 'ieepaDutyCents'),
    entryNumbers: dates.flatMap(({ entryNumbers }) => entryNumbers).slice(0, ENTRIES_NAMED_PER_LINE),
  };
}

/** CAPE and protest are rights to the same money, so that they are compared and never added. */
function dearestOf({ kinds }: FoldedClient): number {
  return Math.max(...kinds.map(({ ieepaDutyCents }) => ieepaDutyCents));
}

type Order = (left: FoldedClient, right: FoldedClient) => number;

const dearestFirst: Order = (left, right) => dearestOf(right) - dearestOf(left);

function firstDayOf({ kinds }: FoldedClient): string {
  return kinds
    .flatMap(({ dates }) => dates.map(({ fileBy }) => fileBy))
    .reduce((first, day) => (day < first ? day : first));
}

const nextFirst: Order = (left, right) => {
  const [one, other] = [firstDayOf(left), firstDayOf(right)];
  return one < other ? -1 : one > other ? 1 : 0;
};

function foldByClient(dates: readonly DigestDate[], limit: number, order: Order): FoldedSection {
  const clients = [...Map.groupBy([...dates].sort(compareDates), ({ clientId }) => clientId)].map(
    ([clientId, own]): FoldedClient => ({
      clientId,
      name: own[0]?.clientName ?? '',
      kinds: [...Map.groupBy(own, ({ kind }) => kind)].map(([kind, ofKind]) => foldKind(kind, ofKind)),
    }),
  );
  // Equal clients keep the order of the dates, so that the same dates always give the same message.
  clients.sort(order);
  const rest = clients.slice(limit).flatMap(({ kinds }) => kinds.flatMap((fold) => fold.dates));
  return { clients: clients.slice(0, limit), omitted: rest.length };
}

/** Splits the dates into what is due, what lapsed and what shows no IEEPA duty, each by tier and dollars. */
export function sectionsOf(all: readonly DigestDate[]): DigestSections {
  const open = all.filter((date) => date.tier !== 'lapsed');
  const lapsed = all.filter((date) => date.tier === 'lapsed');
  const areFolded = lapsed.length > LAPSED_ONE_BY_ONE;
  const due = open.filter((date) => date.ieepaDutyCents !== 0).sort(compareDates);
  return {
    due: groupByClient(due.slice(0, DUE_ONE_BY_ONE)),
    dueFolded: foldByClient(due.slice(DUE_ONE_BY_ONE), CLIENTS_OF_A_FLOOD, nextFirst),
    lapsed: groupByClient(areFolded ? [] : lapsed),
    folded: foldByClient(areFolded ? lapsed : [], SECTION_LIMIT, dearestFirst),
    withoutDuty: groupByClient(
      open.filter((date) => date.ieepaDutyCents === 0),
      SECTION_LIMIT,
    ),
  };
}
