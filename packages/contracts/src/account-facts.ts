import {
  ACE_ACCOUNT_STATES,
  ACH_REFUND_STATES,
  CAPE_FILERS,
  CLIENT_FACT_KINDS,
  type ClientFactKind,
  FACT_KINDS,
  FACT_SOURCES,
  type FactKind,
  type FactValues,
  IMPORTER_RECORD_STATES,
  MAILBOX_HOLDERS,
  NEEDED_REPORTS,
  NUMBER_FACT_KINDS,
  type NumberFactKind,
  type PlainDate,
  TERNARY,
} from '@capeline/domain';
import { z } from 'zod';
import { CheckKind, CheckStatus } from './checks.ts';
import { Evidence } from './entry-facts.ts';
import { CalendarDate, Email, Id, Instant, note, PageQuery, pageOf, shortText } from './primitives.ts';

export const AccountFactKind = z.enum(FACT_KINDS as [FactKind, ...FactKind[]]);
export type AccountFactKind = z.infer<typeof AccountFactKind>;
export const AccountFactSource = z.enum(FACT_SOURCES);
export type AccountFactSource = z.infer<typeof AccountFactSource>;
/** `stale`: too old to rely on; it still says what was so then. */
export const AccountFactState = z.enum(['missing', 'fresh', 'stale']);

const Ternary = z.enum(TERNARY);
const Name = shortText().nullable();
const Day = CalendarDate.nullable();

/** One scope of our authority. */
const Authority = z.strictObject({
  held: Ternary,
  signatory: Name,
  signedByImporter: Ternary,
  signedOn: Day,
  expiresOn: Day,
  /** Asked for with `expiresOn`. */
  expiryReason: Name,
});

/** A value as it is written: days are text. */
type Written<Value> = Value extends PlainDate
  ? string
  : Value extends readonly (infer Item)[]
    ? Written<Item>[]
    : Value extends object
      ? { -readonly [Key in keyof Value]: Written<Value[Key]> }
      : Value;

/** What can be known, kind by kind. Null where nobody looked; `unknown` where somebody was asked and nobody knows. */
export const ACCOUNT_FACT_VALUES = {
  ace_account: z.strictObject({ state: z.enum(ACE_ACCOUNT_STATES), name: Name }),
  account_owner: z.strictObject({ known: z.enum(['yes', 'no']), name: Name, email: Email.nullable() }),
  owner_mailbox: z.strictObject({ holder: z.enum(MAILBOX_HOLDERS) }),
  owner_login: z.strictObject({ canLogIn: Ternary, lastLoginOn: Day }),
  portal_users: z.strictObject({
    proxies: z.number().int().min(0).max(1000).nullable(),
    fullAccess: Ternary,
    inactiveUsers: z.array(shortText()).max(50),
  }),
  cape_visibility: z.strictObject({
    capeTab: Ternary,
    reports: z.partialRecord(z.enum(NEEDED_REPORTS), Ternary),
  }),
  cape_filer: z.strictObject({ filer: z.enum(CAPE_FILERS), brokerName: Name }),
  authority_cape: Authority,
  authority_protest: Authority,
  authority_psc: Authority,
  authority_receive_money: Authority,
  importer_record: z.strictObject({ state: z.enum(IMPORTER_RECORD_STATES), lastEntryOn: Day }),
  contact_email: z.strictObject({ email: Email.nullable(), readByImporter: Ternary }),
  record_names: z.strictObject({ form5106: Name, ace: Name, authority: Name }),
  account_listing: z.strictObject({ listed: Ternary }),
  ach_refund: z.strictObject({ state: z.enum(ACH_REFUND_STATES), usBank: Ternary }),
  notify_party: z.strictObject({ wanted: z.enum(['none', 'party', 'unknown']), onFile: Ternary, partyName: Name }),
} as const satisfies { readonly [Kind in FactKind]: z.ZodType<Written<FactValues[Kind]>> };

const known = <Kind extends FactKind>(kind: Kind) => ({
  value: ACCOUNT_FACT_VALUES[kind],
  source: AccountFactSource,
  /** The day on which it was so: not when it was written down. */
  asOf: CalendarDate,
  note: note(2000).nullable().optional(),
});
const ofClient = <Kind extends ClientFactKind>(kind: Kind) => z.strictObject(known(kind));
const ofNumber = <Kind extends NumberFactKind>(kind: Kind) =>
  // Suffix included: CBP keeps these for each number.
  z.strictObject({ importerNumber: z.string().max(20), ...known(kind) });

/** Body of `PUT /api/v1/clients/{id}/facts/{kind}`, for each kind its own. */
export const RECORD_FACT_REQUESTS = Object.fromEntries([
  ...CLIENT_FACT_KINDS.map((kind) => [kind, ofClient(kind)]),
  ...NUMBER_FACT_KINDS.map((kind) => [kind, ofNumber(kind)]),
]) as { readonly [Kind in ClientFactKind]: ReturnType<typeof ofClient<Kind>> } & {
  readonly [Kind in NumberFactKind]: ReturnType<typeof ofNumber<Kind>>;
};
export type RecordFactRequest<Kind extends FactKind = FactKind> = z.infer<(typeof RECORD_FACT_REQUESTS)[Kind]>;

const AnyValue = z.union(Object.values(ACCOUNT_FACT_VALUES));

/** One thing that can be known of a client or of one of its importer numbers, known or not. */
export const AccountFact = z.object({
  kind: AccountFactKind,
  importerNumber: z.string().nullable(),
  importerNumberMasked: z.string().nullable(),
  state: AccountFactState,
  /** In the shape of its kind; null while `missing`, and so are the next three. */
  value: AnyValue.nullable(),
  source: AccountFactSource.nullable(),
  asOf: CalendarDate.nullable(),
  note: z.string().nullable(),
  /** From this day on the fact is `stale`; null where it does not age. */
  staleOn: CalendarDate.nullable(),
  /** The member who recorded it last, or took it back; null for a key or a program, and for what nobody touched. */
  recordedBy: z.string().nullable(),
  recordedAt: Instant.nullable(),
  version: z.number().int(),
});
export type AccountFact = z.infer<typeof AccountFact>;

/** `GET /api/v1/clients/{id}/facts`: every kind once, those of importer numbers once for each number. */
export const AccountFactList = z.object({ data: z.array(AccountFact) });
export type AccountFactList = z.infer<typeof AccountFactList>;

/** A check whose status follows from the facts and changed with them. */
export const FollowedCheck = z.object({
  kind: CheckKind,
  importerNumberMasked: z.string().nullable(),
  before: CheckStatus,
  after: CheckStatus,
});
export type FollowedCheck = z.infer<typeof FollowedCheck>;

/** Answer of recording a fact and of taking one back. */
export const RecordedFact = z.object({ fact: AccountFact, checks: z.array(FollowedCheck) });
export type RecordedFact = z.infer<typeof RecordedFact>;

const FactStateThen = z.object({
  value: AnyValue,
  source: AccountFactSource,
  asOf: CalendarDate,
  note: z.string().nullable(),
});

/** One change of a fact, newest first in a list. Null: nothing was known. */
export const AccountFactChange = z.object({
  id: Id,
  cause: z.enum(['recorded', 'taken_back', 'client_merged', 'regrouping_undone']),
  before: FactStateThen.nullable(),
  after: FactStateThen.nullable(),
  changedBy: z.string().nullable(),
  changedAt: Instant,
});
export type AccountFactChange = z.infer<typeof AccountFactChange>;
export const AccountFactHistory = pageOf(AccountFactChange);

/** Query of what is about one fact; `importerNumber` where its kind is about one. */
export const FactQuery = z.object({ importerNumber: z.string().max(20).optional() });
export type FactQuery = z.infer<typeof FactQuery>;
export const FactHistoryQuery = PageQuery.extend(FactQuery.shape);
export type FactHistoryQuery = z.infer<typeof FactHistoryQuery>;

/** `POST /api/v1/clients/{id}/box-28`: one statement about box 28 of many entries of an importer number; null is "not known". */
export const AttestBox28Request = z.strictObject({
  importerNumber: z.string().max(20),
  namesParty: z.boolean().nullable(),
  /** Entries under our own confirmed filer codes, or every filer's. */
  filedBy: z.enum(['us', 'anybody']),
  evidence: Evidence,
});
export type AttestBox28Request = z.infer<typeof AttestBox28Request>;

/** How many entries said otherwise before. */
export const AttestedBox28 = z.object({ entryCount: z.number().int() });
export type AttestedBox28 = z.infer<typeof AttestedBox28>;
