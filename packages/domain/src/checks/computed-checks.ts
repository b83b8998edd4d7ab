import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { CheckStatus } from './check-kinds.ts';
import { worstStatus } from './check-state.ts';

export interface ComputedCheck {
  readonly status: CheckStatus;
  /** Why, in plain words. */
  readonly reason: string;
  readonly nextAction: string | null;
}

export interface ReconciliationFacts {
  /** Entries flagged for reconciliation. */
  readonly flaggedCount: number;
  /** Entries of which no report said whether they are flagged. */
  readonly flagUnknownCount: number;
  /** Flagged entries of which nobody said whether a type 09 is on file. */
  readonly type09UnknownCount: number;
}

export interface DeadlineCoverageFacts {
  /** Entries that may carry IEEPA duty: all, as long as no verified list of headings leaves any out. */
  readonly entryCount: number;
  /** Of those, the ones whose liquidation is unknown or needs data. */
  readonly unknownStateCount: number;
  /** Date of the newest report; null when none was ever loaded. */
  readonly dataAsOf: PlainDate | null;
  readonly datesWithoutOwnerCount: number;
  /** At least one mail channel delivers. */
  readonly channelWorks: boolean;
  /** Alerts for dates within 14 days that nobody acknowledged. */
  readonly unacknowledgedWithin14Count: number;
}

/** A report older than this says nothing about last Friday's liquidations. */
export const FRESH_DATA_DAYS = 7;

/** "1 entry", "3 entries": counts with their noun. */
export function countOf(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** A44: ready only when every entry's flag is known and, for flagged ones, whether a type 09 is on file. */
export function computeReconciliationSplit(facts: ReconciliationFacts): ComputedCheck {
  if (facts.flagUnknownCount > 0) {
    return {
      status: 'unknown',
      reason: `For ${countOf(facts.flagUnknownCount, 'entry', 'entries')} no report says whether they are flagged for reconciliation.`,
      nextAction: 'Add the column Reconciliation Indicator to ES-003 in ACE Reports and load the report again.',
    };
  }
  if (facts.type09UnknownCount > 0) {
    return {
      status: 'unknown',
      reason: `For ${countOf(facts.type09UnknownCount, 'flagged entry', 'flagged entries')} it is unknown whether a type 09 is on file; ES-003 does not say.`,
      nextAction:
        'Ask who files the reconciliations and record for each flagged entry whether a type 09 is on file: without one CAPE comes first, with one CAPE refuses the entry.',
    };
  }
  if (facts.flaggedCount === 0) {
    return { status: 'not_applicable', reason: 'No entry is flagged for reconciliation.', nextAction: null };
  }
  return {
    status: 'ready',
    reason: `${countOf(facts.flaggedCount, 'flagged entry is', 'flagged entries are')} split by whether a type 09 is on file.`,
    nextAction: null,
  };
}

interface Finding {
  readonly status: CheckStatus;
  readonly reason: string;
  readonly nextAction: string;
}

function deadlineFindings(facts: DeadlineCoverageFacts, dataAsOf: PlainDate, today: PlainDate): Finding[] {
  const found: Finding[] = [];
  const add = (status: CheckStatus, reason: string, nextAction: string) => found.push({ status, reason, nextAction });
  if (!facts.channelWorks) {
    add('blocked', 'No alert can be delivered.', 'Set up mail, or repair it, until a test mail arrives.');
  }
  const ageDays = daysBetween(dataAsOf, today);
  if (ageDays > FRESH_DATA_DAYS) {
    add('expired', `The newest report is ${ageDays} days old.`, 'Load an ES-003 that was run after last Friday.');
  }
  if (facts.unacknowledgedWithin14Count > 0) {
    const alerts = countOf(facts.unacknowledgedWithin14Count, 'alert', 'alerts');
    add('in_progress', `${alerts} for dates within 14 days not acknowledged.`, 'Acknowledge the open alerts.');
  }
  if (facts.datesWithoutOwnerCount > 0) {
    const dates = countOf(facts.datesWithoutOwnerCount, 'date has', 'dates have');
    add('in_progress', `${dates} no owner.`, 'Name an owner for every date.');
  }
  if (facts.unknownStateCount > 0) {
    const entries = countOf(facts.unknownStateCount, 'entry has', 'entries have');
    add(
      'unknown',
      `${entries} no known liquidation state.`,
      'Add Liquidation Date and Liquidation Status to ES-003 in ACE Reports and load the report again.',
    );
  }
  return found;
}

/**
 * A45: ready only when every entry that may carry IEEPA duty has a known state from a report at most seven days old, every date an owner and
 * a channel that delivers, and no alert within 14 days waits. It stops nothing and moves no date (A47).
 */
export function computeDeadlinesCalendared(facts: DeadlineCoverageFacts, today: PlainDate): ComputedCheck {
  if (facts.dataAsOf === null) {
    return { status: 'unknown', reason: 'No report was loaded yet.', nextAction: 'Load an ES-003 of your filer code.' };
  }
  const findings = deadlineFindings(facts, facts.dataAsOf, today);
  if (findings.length === 0) {
    const reason =
      facts.entryCount === 0
        ? 'No entry is known.'
        : `All ${countOf(facts.entryCount, 'entry', 'entries')} have a known state; every date is owned and alerted.`;
    return { status: facts.entryCount === 0 ? 'not_applicable' : 'ready', reason, nextAction: null };
  }
  const status = worstStatus(findings.map((finding) => finding.status));
  const first = findings.find((finding) => finding.status === status);
  return { status, reason: findings.map((finding) => finding.reason).join(' '), nextAction: first?.nextAction ?? null };
}
