import type { AccountFactKind } from '@capeline/contracts';
import { NEEDED_REPORTS } from '@capeline/domain';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One field of a kind of fact, as the form asks for it and the list tells it. */
export type FactField =
  | { readonly type: 'choice'; readonly name: string; readonly label: string; readonly choices: readonly Choice[] }
  | {
      readonly type: 'text' | 'day' | 'count' | 'list';
      readonly name: string;
      readonly label: string;
      readonly hint?: string;
    }
  | { readonly type: 'reports'; readonly name: string; readonly label: string };

const choicesOf = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
export const YES_OR_NO = choicesOf({ yes: 'Yes', no: 'No', unknown: 'Not known' });

const choice = (name: string, label: string, words?: Readonly<Record<string, string>>): FactField => ({
  type: 'choice',
  name,
  label,
  choices: words === undefined ? YES_OR_NO : choicesOf(words),
});
const text = (name: string, label: string, hint?: string): FactField => ({
  type: 'text',
  name,
  label,
  ...(hint !== undefined && { hint }),
});
const day = (name: string, label: string): FactField => ({ type: 'day', name, label });

const AUTHORITY: readonly FactField[] = [
  choice('held', 'Do we hold it?', { yes: 'We hold it', no: 'We do not hold it', unknown: 'Not known' }),
  text('signatory', 'Signed by'),
  choice('signedByImporter', 'Signed by the importer itself'),
  day('signedOn', 'Signed on'),
  day('expiresOn', 'Ends on'),
  text('expiryReason', 'Why it ends then', 'For example a partnership: two years.'),
];

/** The fields of each kind; the first says the most and is told without its label. */
export const FACT_FIELDS: Readonly<Record<AccountFactKind, readonly FactField[]>> = {
  ace_account: [
    choice('state', 'The account', {
      active: 'Active',
      inactive: 'Inactive',
      applied: 'Applied for, not open yet',
      none: 'No account',
      unknown: 'Not known',
    }),
    text('name', 'Name of the account'),
  ],
  account_owner: [
    choice('known', 'Is the owner known?', { yes: 'Known', no: 'Nobody knows' }),
    text('name', 'Name'),
    text('email', 'Address at CBP'),
  ],
  owner_mailbox: [
    choice('holder', 'Who reads it?', {
      company: 'The company',
      former_employee: 'Somebody who left',
      broker: 'A broker',
      unknown: 'Not known',
    }),
  ],
  owner_login: [
    choice('canLogIn', 'Can the owner log in?', { yes: 'Can log in', no: 'Cannot log in', unknown: 'Not known' }),
    day('lastLoginOn', 'Last log-in'),
  ],
  portal_users: [
    choice('fullAccess', 'Has anybody full access?', {
      yes: 'Somebody has full access',
      no: 'Nobody has full access',
      unknown: 'Full access not known',
    }),
    { type: 'count', name: 'proxies', label: 'Proxies' },
    { type: 'list', name: 'inactiveUsers', label: 'Inactive users', hint: 'One a line.' },
  ],
  cape_visibility: [
    choice('capeTab', 'CAPE tab', { yes: 'CAPE tab seen', no: 'No CAPE tab', unknown: 'CAPE tab not known' }),
    { type: 'reports', name: 'reports', label: 'Reports' },
  ],
  cape_filer: [
    choice('filer', 'Who uploads?', {
      us: 'We upload',
      importer: 'The importer uploads',
      other_broker: 'Another broker uploads',
      unknown: 'Not known',
    }),
    text('brokerName', 'Name of that broker'),
  ],
  authority_cape: AUTHORITY,
  authority_protest: AUTHORITY,
  authority_psc: AUTHORITY,
  authority_receive_money: AUTHORITY,
  importer_record: [
    choice('state', 'Status at CBP', {
      active: 'Active',
      inactive_20: '20-Inactive',
      voided: 'Void',
      unknown: 'Not known',
    }),
    day('lastEntryOn', 'Last entry'),
  ],
  contact_email: [
    choice('readByImporter', 'Does the importer read it?', {
      yes: 'The importer reads it',
      no: 'The importer does not read it',
      unknown: 'Not known who reads it',
    }),
    text('email', 'Address', 'Beside the physical address, not the mailing address.'),
  ],
  record_names: [
    text('form5106', 'On CBP Form 5106', 'Letter by letter.'),
    text('ace', 'In ACE'),
    text('authority', 'On the power of attorney'),
  ],
  account_listing: [
    choice('listed', 'Listed under the account?', { yes: 'Listed', no: 'Not listed', unknown: 'Not known' }),
  ],
  ach_refund: [
    choice('state', 'ACH refund', {
      active: 'Active',
      pending_validation: 'Waits for validation',
      entered: 'Entered, not active yet',
      returned: 'A refund came back',
      none: 'None',
      unknown: 'Not known',
    }),
    choice('usBank', 'Bank in the United States'),
  ],
  notify_party: [
    choice('wanted', 'Who shall be paid?', {
      none: 'The importer shall be paid',
      party: 'A notify party shall be paid',
      unknown: 'Not known who shall be paid',
    }),
    choice('onFile', 'A party on file (Form 4811)'),
    text('partyName', 'Name of the party'),
  ],
};

/** What stands in the form while nobody chose: texts empty, choices open. */
export function emptyValue(kind: AccountFactKind): Record<string, unknown> {
  const empty = { choice: null, text: null, day: null, count: null, list: [], reports: {} } as const;
  return Object.fromEntries(FACT_FIELDS[kind].map(({ name, type }) => [name, empty[type]]));
}

/** The fields of which a choice is missing; "not known" is one. */
export function openChoices(kind: AccountFactKind, value: Readonly<Record<string, unknown>>): readonly string[] {
  return FACT_FIELDS[kind]
    .filter(({ type, name }) => type === 'choice' && value[name] === null)
    .map(({ name }) => name);
}

export { NEEDED_REPORTS };
