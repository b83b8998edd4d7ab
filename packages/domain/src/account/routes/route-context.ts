import type { AnyAccountFact } from '../account-facts.ts';
import type { DeriveContext } from '../derived-check.ts';
import type { FactBook } from '../fact-book.ts';
import { asOfWords } from '../finding.ts';
import type { Precondition, Route, RouteId } from './route.ts';
import type { MadeRequest } from './route-client.ts';
import { ROUTE_TEMPLATES } from './route-templates.ts';

/** What each finder of routes gets. */
export interface RouteSearch {
  readonly book: FactBook;
  readonly importerNumbers: readonly string[];
  readonly requests: readonly MadeRequest[];
  readonly context: DeriveContext;
}

interface Reason {
  readonly text: string;
  readonly fact?: AnyAccountFact | undefined;
}

/** A reason with the fact behind it, if one is known. */
export const because = (text: string, fact?: AnyAccountFact): Reason => ({ text, fact });

/** Puts one client's reasons and preconditions to a route. */
export function routeFor(
  id: RouteId,
  reasons: readonly Reason[],
  preconditions: readonly Precondition[] = [],
  importerNumbers: readonly string[] = [],
): Route {
  const facts = reasons.flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
  return {
    id,
    ...ROUTE_TEMPLATES[id],
    importerNumbers,
    why: reasons.map(({ text, fact }) => (fact === undefined ? `${text}.` : `${text} ${asOfWords(fact)}.`)),
    facts: [...new Set(facts.map(({ kind }) => kind))],
    preconditions,
    waitingVerified: false,
  };
}
