import type { FactKind, FactSource, FactValues } from '@capeline/domain';

/** One thing that somebody of the sample firm came to know, so many days before the business date. */
export interface SampleFact<Kind extends FactKind = FactKind> {
  readonly kind: Kind;
  readonly daysAgo: number;
  readonly source: FactSource;
  /** Without days: those are relative. */
  readonly value: FactValues[Kind];
  readonly note: string;
}

function fact<Kind extends FactKind>(
  kind: Kind,
  known: { readonly daysAgo: number; readonly source: FactSource; readonly note: string },
  value: FactValues[Kind],
): SampleFact {
  return { kind, value, ...known, note: `Sample: ${known.note}` };
}

const seen = (daysAgo: number, note: string) => ({ daysAgo, source: 'seen_in_ace', note }) as const;
const said = (daysAgo: number, note: string) => ({ daysAgo, source: 'importer_said', note }) as const;

/** What is known of an account; the first clients of the sample take these in turn, facts of numbers for the first number. */
export const SAMPLE_ACCOUNTS: readonly (readonly SampleFact[])[] = [
  [
    fact('ace_account', seen(12, 'shown on a shared screen.'), { state: 'active', name: 'Sample account' }),
    fact('owner_login', seen(12, 'logged in while we looked.'), { canLogIn: 'yes', lastLoginOn: null }),
    fact('portal_users', seen(12, 'two users on the list.'), { proxies: 1, fullAccess: 'yes', inactiveUsers: [] }),
    fact('ach_refund', seen(11, 'the page shows Active.'), { state: 'active', usBank: 'yes' }),
  ],
  [
    fact('ace_account', seen(9, 'shown on a shared screen.'), { state: 'active', name: 'Sample account' }),
    // This number has none, whatever another suffix has.
    fact('ach_refund', seen(9, 'no authorisation for this suffix.'), { state: 'none', usBank: 'unknown' }),
    fact('notify_party', said(9, 'the old freight agent may still be on file.'), {
      wanted: 'party',
      onFile: 'yes',
      partyName: 'Sample Freight Agents',
    }),
  ],
  [
    fact('ace_account', said(16, 'the page says that the account is inactive.'), { state: 'inactive', name: null }),
    fact('account_owner', said(16, 'the owner left in spring.'), {
      known: 'yes',
      name: 'Sample Leaver',
      email: 'leaver@sample-importer.example',
    }),
    fact('owner_mailbox', said(16, 'nobody opens that mailbox any more.'), { holder: 'former_employee' }),
  ],
  [
    fact(
      'importer_record',
      { daysAgo: 6, source: 'abi_query', note: 'importer query of the week.' },
      {
        state: 'inactive_20',
        lastEntryOn: null,
      },
    ),
    fact('account_owner', said(6, 'nobody there remembers.'), { known: 'no', name: null, email: null }),
  ],
  [
    fact(
      'ach_refund',
      { daysAgo: 3, source: 'report', note: 'the report of refunds shows it as returned.' },
      {
        state: 'returned',
        usBank: 'yes',
      },
    ),
    fact('owner_mailbox', said(3, 'they say that it is theirs.'), { holder: 'company' }),
  ],
];
