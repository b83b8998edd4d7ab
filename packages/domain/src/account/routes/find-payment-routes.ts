import { formatLong } from '../../calendar/format-date.ts';
import { addDays } from '../../calendar/plain-date.ts';
import { numberIsListed, ownerCanLogIn, payeeIsNamedInWriting } from './preconditions.ts';
import type { Route } from './route.ts';
import { because, type RouteSearch, routeFor } from './route-context.ts';

/** A paper that ends within so many days is worth renewing now; our own number. */
export const AUTHORITY_RENEWAL_DAYS = 60;

/** A42: each number by itself; another number of the client that is paid says nothing of this one. */
function achRoutes(search: RouteSearch, number: string): Route[] {
  const fact = search.book.number('ach_refund', number);
  if (fact === undefined) return [];
  const conditions = [numberIsListed(search, number), ownerCanLogIn(search)];
  if (fact.value.usBank === 'no') {
    return [routeFor('ach_us_bank', [because('The bank is not in the United States', fact)], conditions, [number])];
  }
  if (fact.value.state === 'returned') {
    return [routeFor('ach_correction', [because('A refund came back', fact)], conditions, [number])];
  }
  if (fact.value.state !== 'none') return [];
  const paid = search.importerNumbers
    .map((other) => search.book.number('ach_refund', other))
    .find((other) => other?.value.state === 'active');
  const reasons = [
    because('No ACH refund authorisation for this number', fact),
    ...(paid === undefined ? [] : [because('Another number of the client has one, which does not count here', paid)]),
  ];
  return [routeFor('ach_enrolment', reasons, conditions, [number])];
}

/** Form 4811: each of the two conditions has its own way; who is paid is signed by the importer (guard 8). */
function notifyPartyRoutes(search: RouteSearch, number: string): Route[] {
  const fact = search.book.number('notify_party', number);
  if (fact === undefined) return [];
  const { wanted, onFile, partyName } = fact.value;
  const party = partyName ?? 'a notify party';
  const counts = search.context.box28[number] ?? { yes: 0, no: 0, unknown: 0 };
  const signed = [payeeIsNamedInWriting(search)];
  const routes: Route[] = [];
  if (wanted === 'party' && onFile === 'no') {
    routes.push(
      routeFor('notify_party_add', [because(`${party} shall be paid and is not on file`, fact)], signed, [number]),
    );
  }
  if (wanted === 'party' && counts.no > 0) {
    const reason = because(`Box 28 of ${counts.no} entries does not name ${party}`, fact);
    routes.push(routeFor('notify_party_box28', [reason], signed, [number]));
  }
  if (wanted === 'none' && onFile === 'yes') {
    const reason = because(`${party} is on file, and the importer shall be paid`, fact);
    routes.push(routeFor('notify_party_revoke', [reason], [], [number]));
  }
  return routes;
}

function authorityRoutes({ book, context }: RouteSearch): Route[] {
  const routes: Route[] = [];
  const filer = book.client('cape_filer');
  if (filer?.value.filer === 'other_broker' || filer?.value.filer === 'importer') {
    const who = filer.value.filer === 'importer' ? 'The importer' : (filer.value.brokerName ?? 'Another broker');
    routes.push(routeFor('who_files', [because(`${who} uploads the declarations`, filer)]));
  }
  const paper = book.client('authority_cape');
  if (paper === undefined) return routes;
  const { held, signedByImporter, expiresOn } = paper.value;
  if (held === 'no' || signedByImporter === 'no') {
    const reason = held === 'no' ? 'We hold no power of attorney' : 'The importer itself did not sign';
    routes.push(routeFor('authority_new', [because(reason, paper)]));
  } else if (expiresOn !== null && expiresOn <= addDays(context.today, AUTHORITY_RENEWAL_DAYS)) {
    const reason = because(`The power of attorney ends on ${formatLong(expiresOn)}`, paper);
    routes.push(routeFor('authority_renewal', [reason]));
  }
  return routes;
}

/** What the money and our own right to file need. */
export function findPaymentRoutes(search: RouteSearch): Route[] {
  return [
    ...search.importerNumbers.flatMap((number) => [...achRoutes(search, number), ...notifyPartyRoutes(search, number)]),
    ...authorityRoutes(search),
  ];
}
