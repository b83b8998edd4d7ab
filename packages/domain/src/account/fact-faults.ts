import type { PlainDate } from '../calendar/plain-date.ts';
import type { AnyAccountFact, AuthorityFact } from './account-facts.ts';

/** What is wrong with a fact that somebody is about to record, with the place by JSON pointer. */
export interface FactFault {
  readonly pointer: string;
  readonly message: string;
}

const AFTER = 'Nobody can have known this on the day of the fact: it lies later.';

function dayFault(pointer: string, day: PlainDate | null, asOf: PlainDate): FactFault[] {
  return day !== null && day > asOf ? [{ pointer, message: AFTER }] : [];
}

function authorityFaults(value: AuthorityFact, asOf: PlainDate): FactFault[] {
  const { signedOn, expiresOn, expiryReason } = value;
  const faults = dayFault('/value/signedOn', signedOn, asOf);
  if (expiresOn !== null && expiryReason === null)
    faults.push({
      pointer: '/value/expiryReason',
      message: 'Say why it ends on that day: whoever renews it must know.',
    });
  if (expiresOn === null && expiryReason !== null)
    faults.push({ pointer: '/value/expiresOn', message: 'Give the day on which it ends, or leave the reason out.' });
  if (expiresOn !== null && signedOn !== null && expiresOn <= signedOn)
    faults.push({ pointer: '/value/expiresOn', message: 'It would end on or before the day on which it was signed.' });
  return faults;
}

function valueFaults(fact: AnyAccountFact): FactFault[] {
  const { asOf } = fact;
  switch (fact.kind) {
    case 'account_owner': {
      const { known, name, email } = fact.value;
      if (known === 'yes' && name === null && email === null)
        return [{ pointer: '/value/name', message: 'Give the name or the address of the account owner.' }];
      if (known === 'no' && (name !== null || email !== null))
        return [{ pointer: '/value/known', message: 'With a name or an address the owner is known.' }];
      return [];
    }
    case 'owner_login':
      return dayFault('/value/lastLoginOn', fact.value.lastLoginOn, asOf);
    case 'importer_record':
      return dayFault('/value/lastEntryOn', fact.value.lastEntryOn, asOf);
    case 'cape_filer':
      return fact.value.brokerName !== null && fact.value.filer !== 'other_broker'
        ? [{ pointer: '/value/brokerName', message: 'A name belongs to another broker only.' }]
        : [];
    case 'authority_cape':
    case 'authority_protest':
    case 'authority_psc':
    case 'authority_receive_money':
      return authorityFaults(fact.value, asOf);
    default:
      return [];
  }
}

/** Everything that contradicts itself in a fact: a day later than the fact's own, an end without a reason. Empty when it may be recorded. */
export function findFactFaults(fact: AnyAccountFact, today: PlainDate): FactFault[] {
  const future = fact.asOf > today ? [{ pointer: '/asOf', message: 'This day has not come yet.' }] : [];
  return [...future, ...valueFaults(fact)];
}
