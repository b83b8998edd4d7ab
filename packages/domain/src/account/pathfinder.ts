import type { DeriveContext } from './derived-check.ts';
import { openFactBook } from './fact-book.ts';
import { changeOwner, findAccessRoutes, newAccount } from './routes/find-access-routes.ts';
import { findNumberRoutes } from './routes/find-number-routes.ts';
import { findPaymentRoutes } from './routes/find-payment-routes.ts';
import { contactEmailIsRead, recordsAgree } from './routes/preconditions.ts';
import type { Route, RouteId } from './routes/route.ts';
import type { RouteClient, RouteWish } from './routes/route-client.ts';
import { because, type RouteSearch, routeFor } from './routes/route-context.ts';
import { isInForce } from './sources.ts';

function wished(search: RouteSearch, wish: RouteWish): Route {
  const { importerNumbers } = search;
  const byForm = (id: RouteId, reason: string) => {
    const conditions = [contactEmailIsRead(search, importerNumbers), recordsAgree(search, importerNumbers)];
    return routeFor(id, [because(reason)], conditions);
  };
  switch (wish) {
    case 'new_account':
      return newAccount(search);
    case 'add_sub_accounts':
      return byForm('account_web_form_sub_accounts', 'Sub-accounts are to be added');
    case 'add_identifiers':
      return byForm('account_web_form_identifiers', 'Identifiers are to be added to the top account');
    case 'change_owner':
      return changeOwner(search, 'The trade account owner is to change');
    case 'find_owner':
      return routeFor('owner_lookup_mail', [because('Nobody knows the trade account owner')]);
    case 'exporter_account':
      return routeFor('ace_support_account_type', [because('The web form makes no Exporter account')]);
    case 'protest_filer_account':
      return routeFor('ace_support_account_type', [because('The web form makes no Protest Filer account')]);
  }
}

/** A30: what is overdue, and what CBP's tools do not do yet on that day, goes to the telephone. */
function byTelephone(routes: readonly Route[], search: RouteSearch): Route[] {
  if (routes.some(({ id }) => id === 'ace_support_telephone')) return [...routes];
  const { today } = search.context;
  const inForce = routes.filter(({ basis }) => isInForce(basis, today));
  const reasons = [
    ...(inForce.length < routes.length ? [because('CBP’s tool for this is not there yet')] : []),
    ...(search.requests.some(({ isOverdue }) => isOverdue) ? [because('A request is past its chase date')] : []),
  ];
  return reasons.length === 0 ? inForce : [...inForce, routeFor('ace_support_telephone', reasons)];
}

/**
 * The ways out for one client on a day, each with the facts that lead to it, what must be so first, the exact words and
 * clicks, what it does not do, and its source. With a wish, the way to that alone. It changes no status and no date.
 */
export function findRoutes(client: RouteClient, context: DeriveContext, wish?: RouteWish): readonly Route[] {
  const search: RouteSearch = {
    book: openFactBook(client.facts),
    importerNumbers: client.importerNumbers,
    requests: client.requests ?? [],
    context,
  };
  const routes =
    wish === undefined
      ? [...findAccessRoutes(search), ...findNumberRoutes(search), ...findPaymentRoutes(search)]
      : [wished(search, wish)];
  return byTelephone(routes, search);
}
