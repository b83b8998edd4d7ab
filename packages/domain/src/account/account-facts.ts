import type { PlainDate } from '../calendar/plain-date.ts';

/** What somebody who looked can answer. `unknown` means that somebody was asked and nobody knows; no fact at all means that nobody asked. */
export const TERNARY = ['yes', 'no', 'unknown'] as const;
export type Ternary = (typeof TERNARY)[number];

/** The importer's top account in ACE. Cannot create, cannot reactivate and cannot administer are three different failures (A02). */
export const ACE_ACCOUNT_STATES = ['none', 'applied', 'active', 'inactive', 'unknown'] as const;
export type AceAccountState = (typeof ACE_ACCOUNT_STATES)[number];

/** Who reads the mailbox that CBP has on record for the trade account owner. */
export const MAILBOX_HOLDERS = ['company', 'former_employee', 'broker', 'unknown'] as const;
export type MailboxHolder = (typeof MAILBOX_HOLDERS)[number];

/** Status of one importer number in CBP's importer record. */
export const IMPORTER_RECORD_STATES = ['active', 'inactive_20', 'voided', 'unknown'] as const;
export type ImporterRecordState = (typeof IMPORTER_RECORD_STATES)[number];

/** The ACH refund authorisation of one importer number. Paying duties by ACH is another thing. */
export const ACH_REFUND_STATES = ['none', 'entered', 'pending_validation', 'active', 'returned', 'unknown'] as const;
export type AchRefundState = (typeof ACH_REFUND_STATES)[number];

/** The reports that the importer needs to see, by name. */
export const NEEDED_REPORTS = ['ES-003', 'ES-022', 'REV-603', 'REV-613', 'REV-615'] as const;
export type NeededReport = (typeof NEEDED_REPORTS)[number];

/** What a power of attorney may cover; none of them includes another. */
export const AUTHORITY_SCOPES = ['cape', 'protest', 'psc', 'receive_money'] as const;
export type AuthorityScope = (typeof AUTHORITY_SCOPES)[number];

/** Who uploads the importer's declarations. */
export const CAPE_FILERS = ['us', 'importer', 'other_broker', 'unknown'] as const;
export type CapeFiler = (typeof CAPE_FILERS)[number];

/** One scope of our authority. `expiryReason` is asked for with `expiresOn`: a date that nobody can explain cannot be renewed. */
export interface AuthorityFact {
  readonly held: Ternary;
  readonly signatory: string | null;
  /** Signed by the importer itself and not by somebody on its behalf: nobody else makes an owner or a payee (A28, guard 8). */
  readonly signedByImporter: Ternary;
  readonly signedOn: PlainDate | null;
  readonly expiresOn: PlainDate | null;
  readonly expiryReason: string | null;
}

/** What is known of a client's account, by kind of fact. */
export interface ClientFactValues {
  readonly ace_account: { readonly state: AceAccountState; readonly name: string | null };
  /** The trade account owner (TAO). `known: 'no'` is the answer "nobody knows", for which CBP has a look-up. */
  readonly account_owner: { readonly known: 'yes' | 'no'; readonly name: string | null; readonly email: string | null };
  readonly owner_mailbox: { readonly holder: MailboxHolder };
  readonly owner_login: { readonly canLogIn: Ternary; readonly lastLoginOn: PlainDate | null };
  /** Users with full access, proxies included: an active account that nobody can administer is a failure of its own (A02). */
  readonly portal_users: {
    readonly proxies: number | null;
    readonly fullAccess: Ternary;
    readonly inactiveUsers: readonly string[];
  };
  readonly cape_visibility: {
    readonly capeTab: Ternary;
    readonly reports: Readonly<Partial<Record<NeededReport, Ternary>>>;
  };
  readonly cape_filer: { readonly filer: CapeFiler; readonly brokerName: string | null };
  readonly authority_cape: AuthorityFact;
  readonly authority_protest: AuthorityFact;
  readonly authority_psc: AuthorityFact;
  readonly authority_receive_money: AuthorityFact;
}

/** What is known of one importer number, suffix included. */
export interface NumberFactValues {
  readonly importer_record: { readonly state: ImporterRecordState; readonly lastEntryOn: PlainDate | null };
  /** The e-mail beside the physical address on CBP Form 5106; verification codes go there (A10). */
  readonly contact_email: { readonly email: string | null; readonly readByImporter: Ternary };
  /** The legal name as three records write it; they must agree (A11). Null: not looked at. */
  readonly record_names: {
    readonly form5106: string | null;
    readonly ace: string | null;
    readonly authority: string | null;
  };
  readonly account_listing: { readonly listed: Ternary };
  /** Never a bank number: only that it is there, and whether the bank is one that CBP can pay. */
  readonly ach_refund: { readonly state: AchRefundState; readonly usBank: Ternary };
  /** CBP pays a notify party only if it is on file for the number and in box 28 of the entry. Box 28 is counted from the entries. */
  readonly notify_party: {
    readonly wanted: 'none' | 'party' | 'unknown';
    readonly onFile: Ternary;
    readonly partyName: string | null;
  };
}

export type FactValues = ClientFactValues & NumberFactValues;
export type ClientFactKind = keyof ClientFactValues;
export type NumberFactKind = keyof NumberFactValues;
export type FactKind = keyof FactValues;

export const CLIENT_FACT_KINDS = [
  'ace_account',
  'account_owner',
  'owner_mailbox',
  'owner_login',
  'portal_users',
  'cape_visibility',
  'cape_filer',
  'authority_cape',
  'authority_protest',
  'authority_psc',
  'authority_receive_money',
] as const satisfies readonly ClientFactKind[];

export const NUMBER_FACT_KINDS = [
  'importer_record',
  'contact_email',
  'record_names',
  'account_listing',
  'ach_refund',
  'notify_party',
] as const satisfies readonly NumberFactKind[];

export const FACT_KINDS: readonly FactKind[] = [...CLIENT_FACT_KINDS, ...NUMBER_FACT_KINDS];

/** How we know. An importer's word is a claim: it can begin something, and never finish it (guard 7). */
export const FACT_SOURCES = [
  'seen_in_ace',
  'abi_query',
  'cbp_reply',
  'document',
  'report',
  'importer_said',
  'telephone',
] as const;
export type FactSource = (typeof FACT_SOURCES)[number];

/** One thing that is known, with how and since when. */
export interface AccountFact<Kind extends FactKind = FactKind> {
  readonly kind: Kind;
  /** Null for facts about the client as a whole. */
  readonly importerNumber: string | null;
  readonly value: FactValues[Kind];
  readonly source: FactSource;
  /** The day on which it was so. Old facts go stale by rule. */
  readonly asOf: PlainDate;
}

/** Any fact, told apart by its kind. */
export type AnyAccountFact = { readonly [Kind in FactKind]: AccountFact<Kind> }[FactKind];

/** True for one of the seventeen names. */
export function isFactKind(text: string): text is FactKind {
  return (FACT_KINDS as readonly string[]).includes(text);
}

/** True for facts that CBP keeps for each importer number. */
export function isNumberFact(kind: FactKind): kind is NumberFactKind {
  return (NUMBER_FACT_KINDS as readonly string[]).includes(kind);
}
