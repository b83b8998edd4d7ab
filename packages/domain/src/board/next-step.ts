import type { RouteId } from '../account/routes/route.ts';
import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';
import type { CheckKind, CheckStatus } from '../checks/check-kinds.ts';
import { countOf, FRESH_DATA_DAYS } from '../checks/computed-checks.ts';
import type { Readiness } from '../readiness/compute-readiness.ts';
import { CHECK_STEPS, type NextStep, type OpenStatus } from './check-steps.ts';
import { type BoardDeadline, isProtest } from './next-deadline.ts';
import { BOARD_NEAR_DAYS } from './rank-client.ts';
import { ROUTE_STEPS } from './route-steps.ts';

export interface NextStepFacts {
  readonly readiness: Readiness;
  /** Effective status of every check, the worst over several importer numbers. */
  readonly statuses: Readonly<Record<CheckKind, CheckStatus>>;
  /** As `pickNextDeadline` gives it. */
  readonly nextDeadline: BoardDeadline | null;
  readonly dataAsOf: PlainDate | null;
  readonly ownerKey: string | null;
  readonly needsDataCount: number;
  /** Filer codes of the client's entries of which nobody said whose they are. */
  readonly codesToDecide?: readonly string[];
  /** The route that cures an obstacle, where the account's facts name one: it says more than the check's own words. */
  readonly routes?: Readonly<Partial<Record<CheckKind, RouteId>>>;
}

const us = (text: string): NextStep => ({ text, waitingOn: 'us' });

function stepForCheck(kind: CheckKind, { statuses, routes }: NextStepFacts): NextStep | null {
  const status = statuses[kind];
  if (status === 'ready' || status === 'not_applicable') return null;
  const open: OpenStatus = status;
  const route = open === 'blocked' || open === 'expired' ? routes?.[kind] : undefined;
  return route === undefined ? CHECK_STEPS[kind][open] : ROUTE_STEPS[route];
}

function firstCheckStep(kinds: readonly CheckKind[], facts: NextStepFacts): NextStep | null {
  for (const kind of kinds) {
    const step = stepForCheck(kind, facts);
    if (step !== null) return step;
  }
  return null;
}

function stepForData(facts: NextStepFacts, today: PlainDate): NextStep | null {
  if (facts.dataAsOf === null) return us('Load the first ES-003 report');
  if (daysBetween(facts.dataAsOf, today) > FRESH_DATA_DAYS) return us('Load Friday’s report');
  if (facts.needsDataCount === 0) return null;
  return us(
    `Load a report with liquidation columns: ${countOf(facts.needsDataCount, 'entry needs', 'entries need')} data`,
  );
}

function isNear(deadline: BoardDeadline | null, today: PlainDate): deadline is BoardDeadline {
  return deadline !== null && daysBetween(today, deadline.fileBy) <= BOARD_NEAR_DAYS;
}

function stepForCodes({ codesToDecide = [] }: NextStepFacts): NextStep | null {
  return codesToDecide.length === 0
    ? null
    : us(`Say in Settings whether filer code ${codesToDecide.join(', ')} is yours`);
}

function stepForCape(facts: NextStepFacts, today: PlainDate): NextStep | null {
  const { nextDeadline, readiness } = facts;
  if (nextDeadline?.kind !== 'cape_window') return null;
  if (readiness.canFile !== 'yes') return firstCheckStep(readiness.stopsFiling, facts) ?? stepForCodes(facts);
  const isLate = nextDeadline.fileBy <= today;
  return us(isLate ? 'Build the CAPE declaration and file today' : 'Build the CAPE declaration');
}

/**
 * The one next step for a client, in plain words, and who has to move. A near protest comes before everything but the
 * owner, because no check stops that clock; then a near CAPE date, data, then what our upload needs, then what the money needs.
 */
export function nextStep(facts: NextStepFacts, today: PlainDate): NextStep {
  if (facts.ownerKey === null) return us('Name an owner');
  const near = isNear(facts.nextDeadline, today) ? facts.nextDeadline : null;
  if (near !== null && isProtest(near)) return us('File a protest, or record the decision not to');
  return (
    (near === null ? null : stepForCape(facts, today)) ??
    stepForData(facts, today) ??
    stepForCape(facts, today) ??
    firstCheckStep(facts.readiness.stopsFiling, facts) ??
    stepForCodes(facts) ??
    firstCheckStep(facts.readiness.stopsPayment, facts) ??
    (facts.nextDeadline === null ? { text: 'Nothing due', waitingOn: null } : us('Decide about the protest'))
  );
}
