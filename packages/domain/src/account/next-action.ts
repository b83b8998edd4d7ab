import { CHECK_STEPS, type NextStep } from '../board/check-steps.ts';
import { ROUTE_STEPS } from '../board/route-steps.ts';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import { CHECK_KINDS, type CheckKind, type OpenCheckStatus } from '../checks/check-kinds.ts';
import type { CheckResult } from '../readiness/compute-readiness.ts';
import type { Route, RouteId } from './routes/route.ts';

/** One piece of open work for a client. */
export interface WorkItem {
  readonly check: CheckKind;
  readonly importerNumber: string | null;
  readonly status: OpenCheckStatus;
  readonly step: NextStep;
  /** The routes that cure it, the nearest first. */
  readonly routes: readonly RouteId[];
  /** Open checks that are worth doing first (A29). An order of work and no more: they change no status. */
  readonly after: readonly CheckKind[];
}

type OpenResult = CheckResult & { readonly status: OpenCheckStatus };

const isOpen = (result: CheckResult): result is OpenResult =>
  result.status !== 'ready' && result.status !== 'not_applicable';

const touches = (number: string | null, other: string | null): boolean =>
  number === null || other === null || number === other;

/** How many open checks stand before this one, one after the other. The links have no circle: a test holds that. */
function depthOf(result: OpenResult, open: readonly OpenResult[]): number {
  const before = prerequisitesOf(result, open);
  return before.length === 0 ? 0 : 1 + Math.max(...before.map((one) => depthOf(one, open)));
}

function prerequisitesOf({ kind, importerNumber }: OpenResult, open: readonly OpenResult[]): readonly OpenResult[] {
  const { needsFirst } = CHECK_DEFINITIONS[kind];
  return open.filter((one) => needsFirst.includes(one.kind) && touches(importerNumber, one.importerNumber));
}

/** Our own upload first, then the money, then what only the importer's own upload needs, then what stops nothing. */
function urgencyOf(kind: CheckKind): number {
  const { stops } = CHECK_DEFINITIONS[kind];
  if (stops.includes('our_upload')) return 0;
  if (stops.includes('payment')) return 1;
  return stops.length > 0 ? 2 : 3;
}

function routesFor({ kind, importerNumber, status }: OpenResult, routes: readonly Route[]): readonly RouteId[] {
  if (status !== 'blocked' && status !== 'expired') return [];
  return routes
    .filter(({ cures }) => cures.includes(kind))
    .filter(({ importerNumbers }) => importerNumber === null || importerNumbers.includes(importerNumber))
    .map(({ id }) => id);
}

/**
 * The open work of one client in the order in which it can be done: what has nothing open before it, then what stops more.
 * The status of each check is handed through as it came; only what is blocked or expired is given a route.
 */
export function orderWork(results: readonly CheckResult[], routes: readonly Route[]): readonly WorkItem[] {
  const open = results.filter(isOpen);
  const placed = open.map((result) => ({ result, depth: depthOf(result, open), urgency: urgencyOf(result.kind) }));
  const place = (kind: CheckKind) => CHECK_KINDS.indexOf(kind);
  placed.sort(
    (a, b) =>
      a.depth - b.depth ||
      a.urgency - b.urgency ||
      place(a.result.kind) - place(b.result.kind) ||
      ((a.result.importerNumber ?? '') < (b.result.importerNumber ?? '') ? -1 : 1),
  );
  return placed.map(({ result }) => {
    const ways = routesFor(result, routes);
    const [nearest] = ways;
    return {
      check: result.kind,
      importerNumber: result.importerNumber,
      status: result.status,
      step: nearest === undefined ? CHECK_STEPS[result.kind][result.status] : ROUTE_STEPS[nearest],
      routes: ways,
      after: [...new Set(prerequisitesOf(result, open).map(({ kind }) => kind))],
    };
  });
}

/** The route to show beside each check, where one cures it: what `nextStep` of the board says instead of the check's own words. */
export function routeByCheck(routes: readonly Route[]): Readonly<Partial<Record<CheckKind, RouteId>>> {
  const nearest: Partial<Record<CheckKind, RouteId>> = {};
  for (const { cures, id } of routes) {
    for (const check of cures) nearest[check] ??= id;
  }
  return nearest;
}
