import { CHECK_KINDS, CHECK_STATUSES, CHECK_STOPS, FACT_KINDS, type FactKind } from '@capeline/domain';
import { z } from 'zod';
import { CalendarDate, Id, Instant, note, pageOf } from './primitives.ts';

export const CheckKind = z.enum(CHECK_KINDS);
export type CheckKind = z.infer<typeof CheckKind>;
export const CheckStatus = z.enum(CHECK_STATUSES);
export type CheckStatus = z.infer<typeof CheckStatus>;
export const Stops = z.enum(CHECK_STOPS);
export const WaitingOn = z.enum(['us', 'client', 'cbp']);

/** One importer number's state within a check, or the client's own (importerNumber null). */
export const CheckLine = z.object({
  importerNumber: z.string().nullable(),
  importerNumberMasked: z.string().nullable(),
  status: CheckStatus,
  /** How the status came about: a person `attested` it, it follows from the `facts` of the account, or it is `computed` from entries. */
  basis: z.enum(['attested', 'facts', 'computed']),
  /** What the facts of the account alone say; null where they decide nothing. A person may hold something worse against them. */
  factsStatus: CheckStatus.nullable(),
  reason: z.string().nullable(),
  evidenceNote: z.string().nullable(),
  verifiedOn: CalendarDate.nullable(),
  expiresOn: CalendarDate.nullable(),
  owner: z.object({ id: Id, name: z.string(), initials: z.string() }).nullable(),
  nextAction: z.string().nullable(),
  waitingOn: WaitingOn.nullable(),
  waitingSince: CalendarDate.nullable(),
  /** When to ask again; null without somebody who is waited for. */
  chaseOn: CalendarDate.nullable(),
  version: z.number().int(),
  updatedAt: Instant.nullable(),
});
export type CheckLine = z.infer<typeof CheckLine>;

/** One of the eleven, worst of its lines. `GET /api/v1/clients/{id}/checks` answers `{data: Check[]}`. */
export const Check = z.object({
  kind: CheckKind,
  title: z.string(),
  question: z.string(),
  status: CheckStatus,
  computed: z.boolean(),
  perImporterNumber: z.boolean(),
  stops: z.array(Stops),
  needsFirst: z.array(CheckKind),
  /** Kinds of facts that can decide it; empty where a person attests it. */
  facts: z.array(z.enum(FACT_KINDS as [FactKind, ...FactKind[]])),
  nextAction: z.string().nullable(),
  lines: z.array(CheckLine),
});
export type Check = z.infer<typeof Check>;
export const CheckList = z.object({ data: z.array(Check) });

/** `PATCH /api/v1/clients/{id}/checks/{kind}`; `importerNumber` names the line where the check is per number (all of them when left out). */
export const RecordCheckRequest = z.strictObject({
  importerNumber: z.string().max(20).optional(),
  status: CheckStatus.exclude(['expired']).optional(),
  evidenceNote: note().nullable().optional(),
  verifiedOn: CalendarDate.nullable().optional(),
  expiresOn: CalendarDate.nullable().optional(),
  ownerId: Id.nullable().optional(),
  nextAction: note(500).nullable().optional(),
  waitingOn: WaitingOn.nullable().optional(),
  /** When to ask again; needs somebody who is waited for, and another wait ends it. */
  chaseOn: CalendarDate.nullable().optional(),
});
export type RecordCheckRequest = z.infer<typeof RecordCheckRequest>;

const CheckThen = z.object({
  status: CheckStatus,
  basis: z.enum(['attested', 'facts']),
  reason: z.string().nullable(),
  evidenceNote: z.string().nullable(),
  verifiedOn: CalendarDate.nullable(),
  expiresOn: CalendarDate.nullable(),
});

/** One change of a line of a check. */
export const CheckChange = z.object({
  id: Id,
  importerNumberMasked: z.string().nullable(),
  /** Null: nobody had recorded anything. */
  before: CheckThen.nullable(),
  after: CheckThen,
  changedBy: z.string().nullable(),
  changedAt: Instant,
});
export type CheckChange = z.infer<typeof CheckChange>;
/** `GET /api/v1/clients/{id}/checks/{kind}/history`, newest first. */
export const CheckHistory = pageOf(CheckChange);
