import { formatLong } from '../calendar/format-date.ts';
import { addDays } from '../calendar/plain-date.ts';
import type { AccountFact } from './account-facts.ts';
import { namesAgree } from './compare-names.ts';
import type { DeriveContext, DerivedCheck } from './derived-check.ts';
import type { FactBook } from './fact-book.ts';
import { conclude, type Finding, found, inFavour } from './finding.ts';
import { IDLE_NUMBER_DAYS } from './number-fact-rules.ts';

function nameWords({ form5106, ace, authority }: AccountFact<'record_names'>['value']): string {
  const quoted = (name: string | null) => (name === null ? 'not looked at' : `“${name}”`);
  return `CBP Form 5106 ${quoted(form5106)}, ACE ${quoted(ace)}, power of attorney ${quoted(authority)}`;
}

/** A40, A11: the number must stand under the account, and the names of the records may not differ. Agreeing names alone decide nothing. */
export function deriveNumberListed(book: FactBook, number: string, context: DeriveContext): DerivedCheck | null {
  const listing = book.number('account_listing', number);
  const names = book.number('record_names', number);
  const findings: Finding[] = [];
  if (listing?.value.listed === 'yes') {
    findings.push(inFavour(listing, 'The number stands under the ACE account', context.today));
  } else if (listing?.value.listed === 'no') {
    findings.push(found(listing, 'blocked', 'The number does not stand under the ACE account'));
  } else if (listing !== undefined) {
    findings.push(found(listing, 'unknown', 'Nobody knows whether the number stands under the ACE account'));
  }
  if (names !== undefined && !namesAgree([names.value.form5106, names.value.ace, names.value.authority])) {
    findings.push(found(names, 'blocked', `The legal name differs: ${nameWords(names.value)}`));
  }
  return conclude('ior_numbers_listed', number, findings, context.settings);
}

/** A10: verification codes go to this address; if nobody reads it, no account form can be finished. */
export function deriveContactEmail(book: FactBook, number: string, context: DeriveContext): DerivedCheck | null {
  const fact = book.number('contact_email', number);
  if (fact === undefined) return null;
  const { email, readByImporter } = fact.value;
  const address = email === null ? 'The contact e-mail on CBP Form 5106' : `The contact e-mail ${email}`;
  const finding =
    readByImporter === 'no'
      ? found(fact, 'blocked', `${address} is not read by the importer: verification codes would go nowhere`)
      : readByImporter === 'unknown'
        ? found(fact, 'unknown', `Nobody knows whether the importer reads ${address.replace('The', 'the')}`)
        : email === null
          ? found(fact, 'in_progress', `${address} is said to be read, but nobody noted which address it is`)
          : inFavour(fact, `${address} is read by the importer`, context.today);
  return conclude('importer_contact_email', number, [finding], context.settings);
}

function recordFinding(fact: AccountFact<'importer_record'>, context: DeriveContext): Finding {
  const { state, lastEntryOn } = fact.value;
  const last = lastEntryOn === null ? '' : `, last entry ${formatLong(lastEntryOn)}`;
  switch (state) {
    case 'inactive_20':
      return found(fact, 'blocked', `The number is 20-Inactive and can be reactivated${last}`);
    case 'voided':
      return found(fact, 'blocked', `The number is void: reactivation does not bring it back${last}`);
    case 'unknown':
      return found(fact, 'unknown', 'Nobody knows the status of the importer number');
    case 'active':
      return inFavour(fact, `The number is active${last}`, context.today);
  }
}

/** 20-Inactive and void are two obstacles with two cures. An active number is looked at again a year after its last entry. */
export function deriveNumberActive(book: FactBook, number: string, context: DeriveContext): DerivedCheck | null {
  const fact = book.number('importer_record', number);
  if (fact === undefined) return null;
  const derived = conclude('importer_number_active', number, [recordFinding(fact, context)], context.settings);
  const { lastEntryOn } = fact.value;
  if (derived === null || derived.expiresOn === null || lastEntryOn === null) return derived;
  const idleOn = addDays(lastEntryOn, IDLE_NUMBER_DAYS);
  const isEarlier = idleOn > fact.asOf && idleOn < derived.expiresOn;
  return isEarlier ? { ...derived, expiresOn: idleOn } : derived;
}
