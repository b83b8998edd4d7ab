import type { PlainDate } from '../calendar/plain-date.ts';
import { type LiquidationGap, type LiquidationStatus, type ReportedLiquidation, startsClock } from './report-status.ts';

/** A change that would move a clock later or stop it: it waits for a person, and until then the earlier date rules. */
export interface LiquidationProposal {
  readonly status: LiquidationStatus;
  /** Null when the report says that the entry is not liquidated any more; with a status that starts no clock, the past date that an undo gives back. */
  readonly date: PlainDate | null;
  readonly reason: 'later_date' | 'no_longer_liquidated';
}

/** What we hold to be true of one entry's liquidation. */
export interface LiquidationFacts {
  readonly status: LiquidationStatus;
  /** The date whose clocks run; the earliest one that any report gave, unless a person confirmed a later one. */
  readonly liquidatedOn: PlainDate | null;
  /** A second date with its own protest clock, limited to what that reliquidation decided; the first clock stays. */
  readonly reliquidatedOn: PlainDate | null;
  readonly scheduledOn: PlainDate | null;
  readonly provisionalOn: PlainDate | null;
  readonly proposed: LiquidationProposal | null;
}

export type LiquidationChange =
  /** Nothing differs. */
  | 'none'
  /** Something unknown is known now; no clock is touched. */
  | 'filled'
  /** Status or schedule differs; no clock is touched. */
  | 'updated'
  /** The first clock date. */
  | 'new'
  /** The clock date moved earlier, at once. */
  | 'earlier'
  /** A second clock was opened by a reliquidation. */
  | 'reliquidated'
  /** A proposal was recorded; the clock stays. */
  | 'later_proposed';

export interface LiquidationMerge {
  readonly next: LiquidationFacts | null;
  readonly changed: LiquidationChange;
}

export interface MergeOptions {
  /** True when facts from a report with a later date are already known for this entry. */
  readonly reportIsOlder: boolean;
}

const NOTHING_KNOWN: LiquidationFacts = {
  status: 'unknown',
  liquidatedOn: null,
  reliquidatedOn: null,
  scheduledOn: null,
  provisionalOn: null,
  proposed: null,
};

/** What is missing before the clocks of these facts can be trusted, or null. */
export function liquidationGap(facts: LiquidationFacts | null): LiquidationGap | null {
  if (facts === null) return 'liquidation.status_missing';
  if (facts.provisionalOn !== null) return 'liquidation.past_date_without_status';
  if (startsClock(facts.status)) return facts.liquidatedOn === null ? 'liquidation.date_missing' : null;
  return facts.status === 'unknown' ? 'liquidation.status_missing' : null;
}

function same(a: LiquidationFacts, b: LiquidationFacts): boolean {
  return (
    a.status === b.status &&
    a.liquidatedOn === b.liquidatedOn &&
    a.reliquidatedOn === b.reliquidatedOn &&
    a.scheduledOn === b.scheduledOn &&
    a.provisionalOn === b.provisionalOn &&
    a.proposed?.status === b.proposed?.status &&
    a.proposed?.date === b.proposed?.date &&
    a.proposed?.reason === b.proposed?.reason
  );
}

function propose(known: LiquidationFacts, proposal: LiquidationProposal): LiquidationMerge {
  const next = { ...known, proposed: proposal };
  return { next, changed: same(known, next) ? 'none' : 'later_proposed' };
}

/** The report gives a date that starts a clock, and a clock date is known. */
function mergeTwoDates(
  known: LiquidationFacts,
  first: PlainDate,
  reported: ReportedLiquidation,
  date: PlainDate,
): LiquidationMerge {
  const second = known.reliquidatedOn;
  const isReliquidation = reported.status === 'reliquidated';
  const settled = { ...known, provisionalOn: null, proposed: null };
  if (date < first) {
    const status = second === null ? reported.status : known.status;
    return { next: { ...settled, status, liquidatedOn: date }, changed: 'earlier' };
  }
  if (date === first || date === second) {
    // The report repeats a date that rules: a proposal that waited has lost its ground.
    const next = { ...settled, status: second === null ? reported.status : known.status };
    return { next, changed: same(known, next) ? 'none' : 'updated' };
  }
  if (isReliquidation && second !== null && date < second) {
    return { next: { ...settled, reliquidatedOn: date }, changed: 'earlier' };
  }
  if (isReliquidation && second === null && known.status !== 'reliquidated') {
    return { next: { ...settled, status: 'reliquidated', reliquidatedOn: date }, changed: 'reliquidated' };
  }
  return propose(known, { status: reported.status, date, reason: 'later_date' });
}

/** The report's status starts clocks: liquidated, reliquidated or deemed. */
function mergeClockStatus(known: LiquidationFacts, reported: ReportedLiquidation): LiquidationMerge {
  if (reported.liquidatedOn === null) {
    // It names no date: it may fill the status, and touches nothing where a date is known.
    const next = startsClock(known.status) ? known : { ...known, status: reported.status };
    return { next, changed: next === known ? 'none' : known.status === 'unknown' ? 'filled' : 'updated' };
  }
  if (known.liquidatedOn !== null) return mergeTwoDates(known, known.liquidatedOn, reported, reported.liquidatedOn);
  const next = { ...NOTHING_KNOWN, status: reported.status, liquidatedOn: reported.liquidatedOn };
  return { next, changed: 'new' };
}

/** The report names no clock: unliquidated, scheduled, extended, suspended, or nothing that we understand. */
function mergeOpenStatus(known: LiquidationFacts, reported: ReportedLiquidation): LiquidationMerge {
  const saysNothing = reported.status === 'unknown';
  if (startsClock(known.status)) {
    if (saysNothing) return { next: known, changed: 'none' };
    return propose(known, { status: reported.status, date: null, reason: 'no_longer_liquidated' });
  }
  const next = {
    ...known,
    status: saysNothing ? known.status : reported.status,
    scheduledOn: saysNothing ? (reported.scheduledOn ?? known.scheduledOn) : reported.scheduledOn,
    provisionalOn: saysNothing ? (reported.provisionalOn ?? known.provisionalOn) : null,
  };
  if (same(known, next)) return { next: known, changed: 'none' };
  return { next, changed: known.status === 'unknown' ? 'filled' : 'updated' };
}

/** An older report only fills what is unknown: a status never heard, or the date of a known liquidation. */
function fillsUnknown(known: LiquidationFacts, reported: ReportedLiquidation): boolean {
  if (known.status === 'unknown') return true;
  return startsClock(known.status) && known.liquidatedOn === null && reported.liquidatedOn !== null;
}

/**
 * Merges what a report says into what is known of one entry. An earlier clock date takes effect at once; a later one, or
 * "no longer liquidated", is a proposal while the earlier rules; a missing column (`reported` null) clears nothing; an
 * older report only fills what is unknown. `merge-cases.ts` is the table that every implementation follows.
 */
export function mergeLiquidation(
  known: LiquidationFacts | null,
  reported: ReportedLiquidation | null,
  options: MergeOptions,
): LiquidationMerge {
  if (reported === null) return { next: known, changed: 'none' };
  const before = known ?? NOTHING_KNOWN;
  if (options.reportIsOlder && !fillsUnknown(before, reported)) return { next: known, changed: 'none' };
  const merged = startsClock(reported.status) ? mergeClockStatus(before, reported) : mergeOpenStatus(before, reported);
  return known === null && merged.changed === 'none' ? { next: before, changed: 'filled' } : merged;
}
