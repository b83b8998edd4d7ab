import type { AnyAccountFact } from '../account-facts.ts';
import type { RequestKind } from '../requests/request-kinds.ts';

/** What a person wants though no obstacle asks for it. */
export const ROUTE_WISHES = [
  'new_account',
  'add_sub_accounts',
  'add_identifiers',
  'change_owner',
  'find_owner',
  'exporter_account',
  'protest_filer_account',
] as const;
export type RouteWish = (typeof ROUTE_WISHES)[number];

/** A request that was made, in so far as the next route depends on it. */
export interface MadeRequest {
  readonly kind: RequestKind;
  /** True from the chase date on, while no end was noted. */
  readonly isOverdue: boolean;
  /** Of a look-up: whether CBP named the owner to us or told only him. */
  readonly lookupOutcome: 'owner_named' | 'only_owner_told' | null;
}

/** A client as the pathfinder sees it. */
export interface RouteClient {
  readonly facts: readonly AnyAccountFact[];
  /** All numbers, suffixes included: one or several decides which form it is. */
  readonly importerNumbers: readonly string[];
  readonly requests?: readonly MadeRequest[];
}
