import type { ClientSort } from '@capeline/contracts';
import { type PlainDate, pickNextDeadline } from '@capeline/domain';
import type { WeighedDeadline } from '../board/describe-client.ts';
import type { RankedClient } from '../board/ranked-client.ts';

/** Where a client stands in a list sorted by one of its facts. */
export interface SortedPlace {
  readonly value: string | number | null;
  readonly clientId: string;
}

/** True for the orders that look at the deadline which a client's row names. */
export function needsDeadlines(sort: ClientSort): boolean {
  return sort.endsWith('fileBy') || sort.endsWith('ieepaDutyCents');
}

/** Among those to work to on one day, such as all that are late today, the one that ends first comes first. */
function dayOf({ due }: RankedClient, next: WeighedDeadline | null): string | null {
  return due === null || next === null ? null : `${due} ${next.lastDay}`;
}

/** The place of a client in the list that `sort` asks for; `deadlines` are its own that are open, for the orders that need them. */
export function placeOf(
  client: RankedClient,
  sort: ClientSort,
  deadlines: readonly WeighedDeadline[],
  today: PlainDate,
): SortedPlace {
  const { clientId, name, dataAsOf } = client.facts;
  if (sort.endsWith('name')) return { value: name.toLowerCase(), clientId };
  if (sort.endsWith('dataAsOf')) return { value: dataAsOf, clientId };
  const next = pickNextDeadline(deadlines, today);
  return { value: sort.endsWith('fileBy') ? dayOf(client, next) : (next?.ieepaDutyCents ?? null), clientId };
}

/** The order of `sort`, total by the id; a client without the fact comes last either way. */
export function comparePlaces(sort: ClientSort): (a: SortedPlace, b: SortedPlace) => number {
  const direction = sort.startsWith('-') ? -1 : 1;
  return (a, b) => {
    if ((a.value === null) !== (b.value === null)) return a.value === null ? 1 : -1;
    if (a.value !== null && b.value !== null && a.value !== b.value) return a.value < b.value ? -direction : direction;
    return a.clientId < b.clientId ? -direction : a.clientId > b.clientId ? direction : 0;
  };
}
