import { type BoardDeadline, dueOn, isOurDeadline, isProtest } from '../board/next-deadline.ts';
import { formatLong } from '../calendar/format-date.ts';
import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { CheckKind, CheckStatus } from '../checks/check-kinds.ts';
import { isDone, type ReadinessAnswer } from '../readiness/compute-readiness.ts';

/** A protest date so near does not wait for an account to be recovered. Our own number. */
export const SLOW_RECOVERY_DAYS = 45;

/** What is looked at: requests that wait, dates that do not. */
export interface RecoveryFacts {
  /** At least one request is past its chase date. */
  readonly hasOverdueRequest: boolean;
  readonly deadlines: readonly BoardDeadline[];
  readonly canFile: ReadinessAnswer;
  /** IEEPA duty on entries whose protest date has passed, in cents. */
  readonly finallyLiquidatedCents: number;
  /** From this amount on the firm asks for counsel; null while it set none. */
  readonly counselThresholdCents: number | null;
}

export interface RecoveryOption {
  readonly id: 'file_under_our_code' | 'protective_protest' | 'counsel';
  /** The rule of the source checklist that it carries. */
  readonly rule: 'A49' | 'A48' | 'A50';
  readonly applies: ReadinessAnswer;
  readonly text: string;
}

export interface SlowRecovery {
  /** The day to work to of the first protest that is near. */
  readonly protestBy: PlainDate;
  /** IEEPA duty on the near protest dates, in cents. */
  readonly dutyCents: number;
  /** Always all three, in the order in which to weigh them. */
  readonly options: readonly [RecoveryOption, RecoveryOption, RecoveryOption];
}

function counsel({ finallyLiquidatedCents, counselThresholdCents }: RecoveryFacts): RecoveryOption {
  const applies =
    counselThresholdCents === null ? 'unknown' : finallyLiquidatedCents >= counselThresholdCents ? 'yes' : 'no';
  const text = {
    yes: 'The duty on entries whose protest date has passed reaches your threshold: ask counsel about the Court of International Trade.',
    no: 'The duty on entries whose protest date has passed lies below your threshold for counsel.',
    unknown: 'Set the amount from which counsel is asked; without it decide here by hand.',
  }[applies];
  return { id: 'counsel', rule: 'A50', applies, text };
}

function fileNow(canFile: ReadinessAnswer): RecoveryOption {
  const text = {
    yes: 'File what is eligible now under our own filer code: it does not need the importer’s log-in.',
    no: 'We cannot file for this client now; see what stops our own upload.',
    unknown: 'Find out first whether we may file for this client: our authority and the reconciliation entries.',
  }[canFile];
  return { id: 'file_under_our_code', rule: 'A49', applies: canFile, text };
}

/**
 * Opens the three options when a request is overdue while a protest date lies within 45 days (A48, A49, A50). Null
 * otherwise. It decides nothing and moves no date: an open protest keeps its entry out of CAPE, so a person weighs (A51).
 */
export function slowRecovery(facts: RecoveryFacts, today: PlainDate): SlowRecovery | null {
  if (!facts.hasOverdueRequest) return null;
  const near = facts.deadlines.flatMap((deadline) => {
    const due = isProtest(deadline) ? dueOn(deadline, today) : null;
    return due !== null && daysBetween(today, due) <= SLOW_RECOVERY_DAYS ? [{ due, deadline }] : [];
  });
  const [first] = near.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  if (first === undefined) return null;
  const text = `File or weigh a protective protest by ${formatLong(first.due)}. While it is open CAPE refuses the entry: first see what can be filed.`;
  return {
    protestBy: first.due,
    dutyCents: near.reduce((sum, { deadline }) => sum + deadline.ieepaDutyCents, 0),
    options: [fileNow(facts.canFile), { id: 'protective_protest', rule: 'A48', applies: 'yes', text }, counsel(facts)],
  };
}

export const REVIEW_TOPICS = ['ownership', 'authority', 'ach', 'deadlines'] as const;
export type ReviewTopic = (typeof REVIEW_TOPICS)[number];

const TOPIC_CHECKS: Readonly<Record<Exclude<ReviewTopic, 'deadlines'>, readonly CheckKind[]>> = {
  ownership: ['tao_login', 'tao_email_control'],
  authority: ['broker_authority'],
  ach: ['ach_refund'],
};

export interface FullReview {
  readonly topics: readonly ReviewTopic[];
  /** Two or more at once: somebody goes through the whole client (A53). */
  readonly isNeeded: boolean;
}

/** A53: which of ownership, authority, ACH and near dates are in trouble at once. What nobody looked at is no trouble yet, and is asked about elsewhere. */
export function fullReview(
  statuses: Readonly<Record<CheckKind, CheckStatus>>,
  deadlines: readonly BoardDeadline[],
  today: PlainDate,
): FullReview {
  const inTrouble = (kind: CheckKind) => !isDone(statuses[kind]) && statuses[kind] !== 'unknown';
  const isNear = (deadline: BoardDeadline) => {
    const due = isOurDeadline(deadline) ? dueOn(deadline, today) : null;
    return due !== null && daysBetween(today, due) <= SLOW_RECOVERY_DAYS;
  };
  const topics = REVIEW_TOPICS.filter((topic) =>
    topic === 'deadlines' ? deadlines.some(isNear) : TOPIC_CHECKS[topic].some(inTrouble),
  );
  return { topics, isNeeded: topics.length >= 2 };
}
