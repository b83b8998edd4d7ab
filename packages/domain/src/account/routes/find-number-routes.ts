import type { AnyAccountFact } from '../account-facts.ts';
import { namesAgree } from '../compare-names.ts';
import { contactEmailIsRead, recordsAgree } from './preconditions.ts';
import type { Route } from './route.ts';
import { because, type RouteSearch, routeFor } from './route-context.ts';

/** A07: numbers that are missing under the account go into one web form. */
function missingNumbers(search: RouteSearch): Route[] {
  const missing = search.importerNumbers.flatMap((number): AnyAccountFact[] => {
    const fact = search.book.number('account_listing', number);
    return fact?.value.listed === 'no' ? [fact] : [];
  });
  if (missing.length === 0) return [];
  const numbers = missing.flatMap(({ importerNumber }) => importerNumber ?? []);
  const reasons = missing.map((fact) => because('A number does not stand under the ACE account', fact));
  const conditions = [contactEmailIsRead(search, numbers), recordsAgree(search, numbers)];
  return [routeFor('account_web_form_identifiers', reasons, conditions, numbers)];
}

function oneNumber({ book }: RouteSearch, number: string): Route[] {
  const routes: Route[] = [];
  const email = book.number('contact_email', number);
  if (email?.value.readByImporter === 'no') {
    const reason = because('Nobody at the importer reads the contact e-mail on CBP Form 5106', email);
    routes.push(routeFor('contact_email_update', [reason], [], [number]));
  }
  const names = book.number('record_names', number);
  if (names !== undefined && !namesAgree([names.value.form5106, names.value.ace, names.value.authority])) {
    routes.push(routeFor('names_correction', [because('The legal name differs between records', names)], [], [number]));
  }
  const record = book.number('importer_record', number);
  if (record?.value.state === 'inactive_20') {
    routes.push(routeFor('importer_number_reactivation', [because('The number is 20-Inactive', record)], [], [number]));
  }
  if (record?.value.state === 'voided') {
    routes.push(routeFor('void_number', [because('The number is void', record)], [], [number]));
  }
  return routes;
}

/** What mends the record of each importer number; a reactivated log-in mends none of it (A33). */
export function findNumberRoutes(search: RouteSearch): Route[] {
  return [...search.importerNumbers.flatMap((number) => oneNumber(search, number)), ...missingNumbers(search)];
}
