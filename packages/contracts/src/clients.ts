import { z } from 'zod';
import { CheckKind, WaitingOn } from './checks.ts';
import { DeadlineKind } from './deadlines.ts';
import { CalendarDate, Cents, Id, PageQuery, pageOf, shortText, sortBy } from './primitives.ts';

/** Two answers per client, never one. `unknown` is never yes. */
export const Readiness = z.object({
  canFile: z.enum(['yes', 'no', 'unknown']),
  canBePaid: z.enum(['yes', 'no', 'unknown']),
  ready: z.number().int(),
  total: z.literal(11),
  stopsFiling: z.array(CheckKind),
  stopsImporterUpload: z.array(CheckKind),
  stopsPayment: z.array(CheckKind),
});
export type Readiness = z.infer<typeof Readiness>;

export const NextDeadline = z.object({
  id: Id,
  kind: DeadlineKind,
  liquidatedOn: CalendarDate,
  fileBy: CalendarDate,
  safeDay: CalendarDate,
  lastDay: CalendarDate,
  entryCount: z.number().int(),
  ieepaDutyCents: Cents,
  /** What remains if this date is missed, in plain words. */
  ifMissed: z.string(),
});
export type NextDeadline = z.infer<typeof NextDeadline>;

const ClientImporterNumber = z.object({
  id: Id,
  importerNumber: z.string().nullable(),
  masked: z.string(),
  kind: z.enum(['ein', 'ssn', 'cbp_assigned']),
  reportedName: z.string().nullable(),
  entryCount: z.number().int().optional(),
});

/** Whom a client waits for beside its checks; `who` names somebody where `on` is `other`. */
export const ClientWaiting = z.object({
  on: z.enum(['client', 'cbp', 'us', 'other']),
  who: z.string().nullable(),
  since: CalendarDate,
  /** When to ask again. */
  chaseOn: CalendarDate.nullable(),
});
export type ClientWaiting = z.infer<typeof ClientWaiting>;

/** A client as the board and `GET /api/v1/clients` show it. */
export const Client = z.object({
  id: Id,
  name: z.string(),
  filerCodes: z.array(z.string()),
  /**
   * Of these codes: those that nobody decided about, those of other filers, whose entries we never file in CAPE, and our own that are
   * known to be unable to upload now (`GET /firm-readiness` says why).
   */
  filers: z.object({
    undecided: z.array(z.string()),
    others: z.array(z.string()),
    closed: z.array(z.string()),
  }),
  importerNumbers: z.array(ClientImporterNumber),
  entryCount: z.number().int(),
  ieepaEntryCount: z.number().int(),
  ieepaDutyCents: Cents,
  needsDataCount: z.number().int(),
  proposalCount: z.number().int(),
  /** Entries that a newer report lacked; they keep their clocks. */
  goneCount: z.number().int(),
  dataAsOf: CalendarDate.nullable(),
  owner: z.object({ id: Id, name: z.string(), initials: z.string() }).nullable(),
  nextDeadline: NextDeadline.nullable(),
  readiness: Readiness,
  rank: z.object({ group: z.number().int().min(1).max(4), pinned: z.boolean(), reasons: z.array(z.string()) }),
  nextStep: z.object({ text: z.string(), waitingOn: WaitingOn.nullable(), waitingSince: CalendarDate.nullable() }),
  /** Null: nobody noted that the client waits for somebody. */
  waiting: ClientWaiting.nullable(),
  version: z.number().int(),
});
export type Client = z.infer<typeof Client>;
export const ClientPage = pageOf(Client).extend({ total: z.number().int() });

/** Chips of the board. */
export const ClientFilter = z.enum([
  'all',
  'mine',
  'no_owner',
  'protest_14',
  'cape_14',
  'stale',
  /** Whom we wait for is to be asked again: the chase date of the client, or of one of its checks, has come. */
  'chase_due',
  'stops_filing',
  'stops_payment',
]);
export type ClientFilter = z.infer<typeof ClientFilter>;
/** Left out: the order of the board. `fileBy` is the first day to work to, `ieepaDutyCents` the duty of `nextDeadline`. */
export const ClientSort = sortBy('name', 'fileBy', 'ieepaDutyCents', 'dataAsOf');
export type ClientSort = z.infer<typeof ClientSort>;
export const ClientQuery = PageQuery.extend({
  sort: ClientSort.optional(),
  filter: ClientFilter.default('all'),
  search: z.string().trim().max(100).optional(),
});
export type ClientQuery = z.infer<typeof ClientQuery>;

/** A right on the client page: one kind of clock over all its dates. */
export const Right = z.object({
  kind: z.enum(['cape', 'protest']),
  entryCount: z.number().int(),
  ieepaDutyCents: Cents,
  next: NextDeadline.nullable(),
  lapsedEntryCount: z.number().int(),
  lapsedDutyCents: Cents,
});
export const ClientDetail = Client.extend({
  rights: z.array(Right),
  /** Unliquidated IEEPA entries: no clock runs yet. */
  notYetLiquidated: z.object({ entryCount: z.number().int(), ieepaDutyCents: Cents }),
  /** Entries with a past date and no status, and the first day to work to if CBP had liquidated then; in no right and no count. */
  provisional: z
    .object({
      entryCount: z.number().int(),
      ieepaDutyCents: Cents,
      earliestFileBy: CalendarDate,
      /** Of the clock of `earliestFileBy`; when it has passed, that clock would have lapsed. */
      earliestLastDay: CalendarDate,
    })
    .nullable(),
  openDeadlineCount: z.number().int(),
});
export type ClientDetail = z.infer<typeof ClientDetail>;

/** One owner for many clients: each by its id, or all that a filter and a search leave. A version that is given must be the present one. */
export const AssignOwnersRequest = z.union([
  z.strictObject({
    assignments: z
      .array(z.strictObject({ clientId: Id, ownerId: Id.nullable(), version: z.number().int().optional() }))
      .min(1)
      .max(2000)
      .refine((list) => new Set(list.map(({ clientId }) => clientId)).size === list.length, 'Name each client once.'),
  }),
  z.strictObject({
    matching: z.strictObject({
      filter: ClientFilter.default('all'),
      search: z.string().trim().max(100).optional(),
    }),
    ownerId: Id.nullable(),
  }),
]);
export type AssignOwnersRequest = z.infer<typeof AssignOwnersRequest>;

/** What became of each client, in the order asked for: nothing is left out in silence. */
export const AssignOwnersAnswer = z.object({
  data: z.array(
    z.object({
      clientId: Id,
      name: z.string().nullable(),
      outcome: z.enum(['assigned', 'unchanged', 'changed_meanwhile', 'not_found']),
      formerOwnerId: Id.nullable(),
      version: z.number().int().nullable(),
    }),
  ),
});
export type AssignOwnersAnswer = z.infer<typeof AssignOwnersAnswer>;

export const UpdateClientRequest = z.strictObject({
  name: shortText().optional(),
  ownerId: Id.nullable().optional(),
  /** Null: waits for nobody any more. Without `since` it begins today, or when it began, if it is still the same wait. */
  waiting: z
    .strictObject({
      on: ClientWaiting.shape.on,
      who: shortText(120).nullable().default(null),
      since: CalendarDate.optional(),
      chaseOn: CalendarDate.nullable().default(null),
    })
    .nullable()
    .optional(),
});
export type UpdateClientRequest = z.infer<typeof UpdateClientRequest>;
