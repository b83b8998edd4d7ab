import type { AnyAccountFact, FactKind, Ternary } from '../account-facts.ts';
import { authorityFor } from '../authorities.ts';
import { namesAgree } from '../compare-names.ts';
import { factState } from '../fact-rules.ts';
import type { Precondition } from './route.ts';
import type { RouteSearch } from './route-context.ts';

/** Over several numbers: known to fail for one is no; nobody knows of one is unknown. */
function overNumbers(numbers: readonly string[], answerOf: (number: string) => Ternary): Ternary {
  const answers = numbers.map(answerOf);
  if (answers.includes('no')) return 'no';
  return answers.length === 0 || answers.includes('unknown') ? 'unknown' : 'yes';
}

/** What a fact says now: a yes that has gone stale fulfils nothing, a no stays one until somebody looks again. */
function stillSays({ context }: RouteSearch, fact: AnyAccountFact | undefined, answer: Ternary | undefined): Ternary {
  if (fact === undefined || answer === undefined) return 'unknown';
  const isStale = factState(fact, context.today, context.settings) === 'stale';
  return answer === 'yes' && isStale ? 'unknown' : answer;
}

const condition = (text: string, met: Ternary, fact: FactKind | null): Precondition => ({ text, met, fact });

/** A10: first of all, because verification codes may go to that address. */
export function contactEmailIsRead(search: RouteSearch, numbers: readonly string[]): Precondition {
  const met = overNumbers(numbers, (number) => {
    const fact = search.book.number('contact_email', number);
    return stillSays(search, fact, fact?.value.readByImporter);
  });
  return condition('The importer reads the contact e-mail on CBP Form 5106', met, 'contact_email');
}

/** A11: number, name and structure must agree before a form is sent. */
export function recordsAgree(search: RouteSearch, numbers: readonly string[]): Precondition {
  const met = overNumbers(numbers, (number): Ternary => {
    const fact = search.book.number('record_names', number);
    if (fact === undefined) return 'unknown';
    const { form5106, ace, authority } = fact.value;
    if (!namesAgree([form5106, ace, authority])) return 'no';
    const seen = [form5106, ace, authority].filter((name) => name !== null);
    return seen.length < 2 ? 'unknown' : 'yes';
  });
  return condition(
    'The legal name is written alike on CBP Form 5106, in ACE and on our authority',
    met,
    'record_names',
  );
}

/** An owner who cannot get in can change nothing in the portal. */
export function ownerCanLogIn(search: RouteSearch): Precondition {
  const fact = search.book.client('owner_login');
  const account = search.book.client('ace_account')?.value.state;
  const isShut = account === 'none' || account === 'applied' || account === 'inactive';
  const met = isShut ? 'no' : stillSays(search, fact, fact?.value.canLogIn);
  return condition('The trade account owner can log in', met, 'owner_login');
}

/** A16: the mail must leave from the registered address. */
export function mailboxIsOurs(search: RouteSearch): Precondition {
  const fact = search.book.client('owner_mailbox');
  const holder = fact?.value.holder ?? 'unknown';
  const answer = holder === 'company' ? 'yes' : holder === 'unknown' ? 'unknown' : 'no';
  const met = stillSays(search, fact, answer);
  return condition('Somebody at the company can send from the owner’s registered address', met, 'owner_mailbox');
}

export function ownerAddressIsKnown({ book }: RouteSearch): Precondition {
  const owner = book.client('account_owner');
  const met = owner === undefined ? 'unknown' : owner.value.email === null ? 'no' : 'yes';
  return condition('The owner’s registered address is known', met, 'account_owner');
}

/** Bank data are entered where the number stands under the account. */
export function numberIsListed(search: RouteSearch, number: string): Precondition {
  const fact = search.book.number('account_listing', number);
  const met = stillSays(search, fact, fact?.value.listed);
  return condition('The number stands under the ACE account', met, 'account_listing');
}

/** A28, guard 8: who becomes owner is signed by the importer itself. No fact is kept of it: it is shown with the request. */
export const ownerIsNamedInWriting = (): Precondition =>
  condition('A paper signed by the importer says who becomes trade account owner', 'unknown', null);

/** Guard 8: who is paid is signed by the importer itself. */
export function payeeIsNamedInWriting(search: RouteSearch): Precondition {
  const met = authorityFor('receive_money', search.book, search.context.today);
  return condition('A paper signed by the importer says who may receive the money', met, 'authority_receive_money');
}
