import type { ClientSort } from '@capeline/contracts';
import type { RankedClient } from '../board/ranked-client.ts';

/** Where a client stands in a list sorted by one of its facts. */
export interface SortedPlace {
  readonly value: string | number | null;
  readonly clientId: string;
}

/** The duty of the first day to work to, of the right that is first on that day; null when no clock runs. */
function dutyOnFirstDay({ facts, due }: RankedClient): number | null {
  if (due === null) return null;
  if (facts.protestDue === due) return facts.protestCents;
  if (facts.capeDue === due) return facts.capeCents;
  return facts.laterProtestCents ?? facts.laterCapeCents;
}

function factOf(client: RankedClient, sort: ClientSort): string | number | null {
  switch (sort.replace('-', '')) {
    case 'name':
      return client.facts.name.toLowerCase();
    case 'fileBy':
      return client.due;
    case 'dataAsOf':
      return client.facts.dataAsOf;
    default:
      return dutyOnFirstDay(client);
  }
}

/** The place of a client in the list that `sort` asks for. */
export function placeOf(client: RankedClient, sort: ClientSort): SortedPlace {
  return { value: factOf(client, sort), clientId: client.facts.clientId };
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
