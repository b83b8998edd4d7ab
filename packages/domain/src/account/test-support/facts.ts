import fc from 'fast-check';
import { addDays, type PlainDate, plainDate } from '../../calendar/plain-date.ts';
import {
  ACE_ACCOUNT_STATES,
  ACH_REFUND_STATES,
  type AccountFact,
  type AnyAccountFact,
  CAPE_FILERS,
  FACT_KINDS,
  FACT_SOURCES,
  type FactKind,
  type FactSource,
  type FactValues,
  IMPORTER_RECORD_STATES,
  isNumberFact,
  MAILBOX_HOLDERS,
  NEEDED_REPORTS,
  TERNARY,
} from '../account-facts.ts';
import type { DeriveContext } from '../derived-check.ts';
import { FACT_RULES } from '../fact-rules.ts';

export const TODAY = plainDate('2026-11-23');
export const NUMBERS = ['21-1702635AB', '21-170263501'] as const;
export const CONTEXT: DeriveContext = { settings: { inactivityDays: 45 }, box28: {}, today: TODAY };

/** The whole answer to each question, with nothing in the way; a case changes what it is about. */
export const GOOD: FactValues = {
  ace_account: { state: 'active', name: 'Example Imports Inc' },
  account_owner: { known: 'yes', name: 'Sample Owner', email: 'owner@importer.example' },
  owner_mailbox: { holder: 'company' },
  owner_login: { canLogIn: 'yes', lastLoginOn: plainDate('2026-11-20') },
  portal_users: { proxies: 1, fullAccess: 'yes', inactiveUsers: [] },
  cape_visibility: {
    capeTab: 'yes',
    reports: { 'ES-003': 'yes', 'ES-022': 'yes', 'REV-603': 'yes', 'REV-613': 'yes', 'REV-615': 'yes' },
  },
  cape_filer: { filer: 'us', brokerName: null },
  authority_cape: signedPaper(),
  authority_protest: signedPaper(),
  authority_psc: signedPaper(),
  authority_receive_money: signedPaper(),
  importer_record: { state: 'active', lastEntryOn: null },
  contact_email: { email: 'customs@importer.example', readByImporter: 'yes' },
  record_names: { form5106: 'EXAMPLE IMPORTS INC', ace: 'Example Imports, Inc.', authority: 'Example Imports Inc' },
  account_listing: { listed: 'yes' },
  ach_refund: { state: 'active', usBank: 'yes' },
  notify_party: { wanted: 'none', onFile: 'no', partyName: null },
};

function signedPaper(): FactValues['authority_cape'] {
  return {
    held: 'yes',
    signatory: 'Sample Officer',
    signedByImporter: 'yes',
    signedOn: plainDate('2026-01-15'),
    expiresOn: null,
    expiryReason: null,
  };
}

interface HowKnown {
  readonly source?: FactSource;
  readonly asOf?: PlainDate;
  readonly importerNumber?: string;
}

/** One fact, seen on 20 November 2026 unless the case says otherwise; what is left out of its value is as it should be. */
export function factOf<Kind extends FactKind>(
  kind: Kind,
  value: Partial<FactValues[Kind]> = {},
  how: HowKnown = {},
): AnyAccountFact {
  const [seen = 'document'] = FACT_RULES[kind].proof;
  const fact: AccountFact<Kind> = {
    kind,
    importerNumber: isNumberFact(kind) ? (how.importerNumber ?? NUMBERS[0]) : null,
    value: { ...GOOD[kind], ...value },
    source: how.source ?? (FACT_RULES[kind].proof.includes('document') ? 'document' : seen),
    asOf: how.asOf ?? plainDate('2026-11-20'),
  };
  return fact as unknown as AnyAccountFact;
}

const ternary = fc.constantFrom(...TERNARY);
const anyDay = fc.integer({ min: -400, max: 0 }).map((days) => addDays(TODAY, days));
const anyLaterDay = fc.integer({ min: -60, max: 400 }).map((days) => addDays(TODAY, days));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyName = fc.constantFrom('Example Imports Inc', 'EXAMPLE IMPORTS, INC.', 'Example Imports LLC');

const anyAuthority = fc.record({
  held: ternary,
  signatory: maybe(fc.constant('Sample Officer')),
  signedByImporter: ternary,
  signedOn: maybe(anyDay),
  expiresOn: maybe(anyLaterDay),
  expiryReason: maybe(fc.constant('the importer asked for a year')),
});

const VALUES: { readonly [Kind in FactKind]: fc.Arbitrary<FactValues[Kind]> } = {
  ace_account: fc.record({ state: fc.constantFrom(...ACE_ACCOUNT_STATES), name: maybe(anyName) }),
  account_owner: fc.record({
    known: fc.constantFrom('yes' as const, 'no' as const),
    name: maybe(fc.constant('Sample Owner')),
    email: maybe(fc.constant('owner@importer.example')),
  }),
  owner_mailbox: fc.record({ holder: fc.constantFrom(...MAILBOX_HOLDERS) }),
  owner_login: fc.record({ canLogIn: ternary, lastLoginOn: maybe(anyDay) }),
  portal_users: fc.record({
    proxies: maybe(fc.nat(3)),
    fullAccess: ternary,
    inactiveUsers: fc.subarray(['Sample User', 'Other User']),
  }),
  cape_visibility: fc.record({
    capeTab: ternary,
    reports: fc.dictionary(fc.constantFrom(...NEEDED_REPORTS), ternary),
  }),
  cape_filer: fc.record({ filer: fc.constantFrom(...CAPE_FILERS), brokerName: maybe(fc.constant('Other Broker LLC')) }),
  authority_cape: anyAuthority,
  authority_protest: anyAuthority,
  authority_psc: anyAuthority,
  authority_receive_money: anyAuthority,
  importer_record: fc.record({ state: fc.constantFrom(...IMPORTER_RECORD_STATES), lastEntryOn: maybe(anyDay) }),
  contact_email: fc.record({ email: maybe(fc.constant('customs@importer.example')), readByImporter: ternary }),
  record_names: fc.record({ form5106: maybe(anyName), ace: maybe(anyName), authority: maybe(anyName) }),
  account_listing: fc.record({ listed: ternary }),
  ach_refund: fc.record({ state: fc.constantFrom(...ACH_REFUND_STATES), usBank: ternary }),
  notify_party: fc.record({
    wanted: fc.constantFrom('none' as const, 'party' as const, 'unknown' as const),
    onFile: ternary,
    partyName: maybe(fc.constant('Sample Payee Inc')),
  }),
};

/** Any fact of one kind about one number, or about the client. */
export function anyFactOf(kind: FactKind, importerNumber: string): fc.Arbitrary<AnyAccountFact> {
  return fc
    .record({ value: VALUES[kind] as fc.Arbitrary<object>, source: fc.constantFrom(...FACT_SOURCES), asOf: anyDay })
    .map((fact) => ({ kind, importerNumber: isNumberFact(kind) ? importerNumber : null, ...fact }) as AnyAccountFact);
}

/** Any mixture of facts about a client with two numbers, at most one of a kind and number. */
export const anyFacts: fc.Arbitrary<AnyAccountFact[]> = fc
  .tuple(
    ...FACT_KINDS.flatMap((kind) =>
      (isNumberFact(kind) ? NUMBERS : [NUMBERS[0]]).map((number) => fc.option(anyFactOf(kind, number))),
    ),
  )
  .map((facts) => facts.filter((fact) => fact !== null));

const anyCounts = fc.record({ yes: fc.nat(2), no: fc.nat(2), unknown: fc.nat(2) });

/** Any evidence about box 28, one count for each number. */
export const anyBox28: fc.Arbitrary<DeriveContext['box28']> = fc
  .tuple(anyCounts, anyCounts)
  .map(([one, other]) => ({ [NUMBERS[0]]: one, [NUMBERS[1]]: other }));
