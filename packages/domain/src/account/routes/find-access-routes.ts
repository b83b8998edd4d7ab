import type { AnyAccountFact } from '../account-facts.ts';
import { factState, isSeen } from '../fact-rules.ts';
import {
  contactEmailIsRead,
  mailboxIsOurs,
  ownerAddressIsKnown,
  ownerCanLogIn,
  ownerIsNamedInWriting,
  recordsAgree,
} from './preconditions.ts';
import type { Route } from './route.ts';
import { because, type RouteSearch, routeFor } from './route-context.ts';

/** A04, A05: one number has a form of its own. */
export function newAccount(search: RouteSearch, fact?: AnyAccountFact): Route {
  const { importerNumbers } = search;
  const isSingle = importerNumbers.length <= 1;
  const reasons = [
    because('The importer has no account in ACE', fact),
    because(
      isSingle ? 'The client has one importer number' : `The client has ${importerNumbers.length} importer numbers`,
    ),
  ];
  const conditions = [contactEmailIsRead(search, importerNumbers), recordsAgree(search, importerNumbers)];
  return routeFor(
    isSingle ? 'importer_account_application' : 'account_web_form_new',
    reasons,
    conditions,
    importerNumbers,
  );
}

/** A20, A27: in the portal where the owner can log in, by web form where not. */
export function changeOwner(search: RouteSearch, reason: string, fact?: AnyAccountFact): Route {
  const canLogIn = ownerCanLogIn(search);
  if (canLogIn.met === 'yes') {
    return routeFor('owner_change_in_portal', [because(reason, fact)], [canLogIn, ownerIsNamedInWriting()]);
  }
  const conditions = [contactEmailIsRead(search, search.importerNumbers), ownerIsNamedInWriting()];
  return routeFor('account_web_form_owner', [because(reason, fact)], conditions);
}

/** A21, A26: a look-up that named nobody is not sent again; the owner is changed instead. */
function unknownOwner(search: RouteSearch, fact: AnyAccountFact): Route[] {
  const isUnanswered = search.requests.some(
    ({ kind, isOverdue, lookupOutcome }) =>
      kind === 'tao_lookup' && (lookupOutcome === 'only_owner_told' || (isOverdue && lookupOutcome === null)),
  );
  if (!isUnanswered) return [routeFor('owner_lookup_mail', [because('Nobody knows the trade account owner', fact)])];
  const reason = 'The look-up named nobody to us';
  return [changeOwner(search, reason, fact), routeFor('ace_support_telephone', [because(reason, fact)])];
}

/** Why the owner is taken to be locked out; undefined while nothing says so. */
function lockedOut({ book, context }: RouteSearch): readonly [string, AnyAccountFact] | undefined {
  const account = book.client('ace_account');
  if (account?.value.state === 'inactive') return ['The ACE account is inactive', account];
  const login = book.client('owner_login');
  if (login === undefined) return undefined;
  if (login.value.canLogIn === 'no') return ['The trade account owner cannot log in', login];
  const isUsed = login.value.canLogIn === 'yes' || login.value.lastLoginOn !== null;
  const hasLapsed = isUsed && factState(login, context.today, context.settings) === 'stale';
  return hasLapsed ? ['The last log-in is so old that the account may be locked', login] : undefined;
}

/** A15, A16, A20: who can write from the registered address mails; who has lost it as well telephones. */
function ownerRoutes(search: RouteSearch): Route[] {
  const mailbox = search.book.client('owner_mailbox');
  const holder = mailbox?.value.holder;
  const isLost = holder === 'former_employee' || holder === 'broker';
  const lostTo = holder === 'broker' ? 'a broker' : 'somebody who left';
  const locked = lockedOut(search);
  const conditions = [mailboxIsOurs(search), ownerAddressIsKnown(search)];
  if (locked === undefined) {
    return isLost ? [changeOwner(search, `The owner’s mailbox belongs to ${lostTo}`, mailbox)] : [];
  }
  const reasons = [because(...locked)];
  if (!isLost) return [routeFor('owner_reactivation_mail', reasons, conditions)];
  reasons.push(because(`The owner’s mailbox belongs to ${lostTo}`, mailbox));
  const unsure = because('Whether the form changes the owner of an inactive account is not confirmed: telephone first');
  return [
    routeFor('lost_mailbox_telephone', reasons, [ownerIsNamedInWriting()]),
    routeFor(
      'account_web_form_owner',
      [...reasons, unsure],
      [contactEmailIsRead(search, search.importerNumbers), ownerIsNamedInWriting()],
    ),
  ];
}

/** A31, A32, A43: what the owner alone does for others. */
function userRoutes(search: RouteSearch): Route[] {
  const routes: Route[] = [];
  const users = search.book.client('portal_users');
  const visibility = search.book.client('cape_visibility');
  const owner = [ownerCanLogIn(search)];
  if (users !== undefined && users.value.inactiveUsers.length > 0) {
    const names = users.value.inactiveUsers.join(', ');
    routes.push(routeFor('user_reactivation_in_portal', [because(`Users who are locked: ${names}`, users)], owner));
  }
  if (users?.value.fullAccess === 'no') {
    const reason = because('Nobody has full access to the account', users);
    const isShut = owner.some(({ met }) => met === 'no');
    routes.push(isShut ? changeOwner(search, reason.text, users) : routeFor('full_access_in_portal', [reason], owner));
  }
  if (visibility !== undefined) {
    const { capeTab, reports } = visibility.value;
    const missing = [
      ...(capeTab === 'no' ? ['CAPE tab'] : []),
      ...Object.entries(reports).flatMap(([name, answer]) => (answer === 'no' ? [name] : [])),
    ];
    const fact = visibility;
    if (missing.length > 0) {
      routes.push(routeFor('rights_in_portal', [because(`Not visible: ${missing.join(', ')}`, fact)], owner));
    }
  }
  return routes;
}

/** The ways into the account and to the rights in it. */
export function findAccessRoutes(search: RouteSearch): Route[] {
  const account = search.book.client('ace_account');
  if (account?.value.state === 'none') return [newAccount(search, account), ...userRoutes(search)];
  if (account?.value.state === 'applied') return userRoutes(search);
  const owner = search.book.client('account_owner');
  const login = search.book.client('owner_login');
  const isInUse = login !== undefined && isSeen(login) && ownerCanLogIn(search).met === 'yes';
  const isKnown = owner?.value.known !== 'no' || (isInUse && mailboxIsOurs(search).met === 'yes');
  const toOwner = isKnown || owner === undefined ? ownerRoutes(search) : unknownOwner(search, owner);
  return [...toOwner, ...userRoutes(search)];
}
