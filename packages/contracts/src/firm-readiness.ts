import {
  ACE_ACCOUNT_TYPES,
  FIRM_CHECK_KINDS,
  FIRM_STOPS,
  MAX_ACE_INACTIVITY_DAYS,
  MIN_ACE_INACTIVITY_DAYS,
} from '@capeline/domain';
import { z } from 'zod';
import { CheckStatus } from './checks.ts';
import { CalendarDate, FilerCode, Id, Instant, note, shortText } from './primitives.ts';

export const FirmCheckKind = z.enum(FIRM_CHECK_KINDS);
export type FirmCheckKind = z.infer<typeof FirmCheckKind>;
export const AceAccountType = z.enum(ACE_ACCOUNT_TYPES);

const Person = z.object({ id: Id, name: z.string(), initials: z.string() }).nullable();

/** One filer code's, one duty's or the firm's own state within a check. */
export const FirmCheckLine = z.object({
  /** A filer code, a duty, or null for the whole firm. */
  subject: z.string().nullable(),
  label: z.string().nullable(),
  /** False for a filer code that was only seen in a report: it stops nothing yet. */
  confirmed: z.boolean(),
  status: CheckStatus,
  reason: z.string().nullable(),
  accountType: AceAccountType.nullable(),
  evidenceNote: z.string().nullable(),
  verifiedOn: CalendarDate.nullable(),
  expiresOn: CalendarDate.nullable(),
  owner: Person,
  backup: Person,
  nextAction: z.string().nullable(),
  version: z.number().int(),
  updatedAt: Instant.nullable(),
});
export type FirmCheckLine = z.infer<typeof FirmCheckLine>;

export const FirmCheck = z.object({
  kind: FirmCheckKind,
  title: z.string(),
  question: z.string(),
  computed: z.boolean(),
  status: CheckStatus,
  stops: z.array(z.enum(FIRM_STOPS)),
  lines: z.array(FirmCheckLine),
});
export type FirmCheck = z.infer<typeof FirmCheck>;

/** A person with an ACE log-in of his own; no filer codes means all. */
export const FirmUploader = z.object({
  id: Id,
  name: z.string(),
  filerCodes: z.array(z.string()),
  lastLoginOn: CalendarDate.nullable(),
  /** The first day on which that log-in no longer holds. */
  lapsesOn: CalendarDate.nullable(),
  state: z.enum(['unknown', 'live', 'lapsing', 'lapsed']),
  evidenceNote: z.string().nullable(),
  version: z.number().int(),
  updatedAt: Instant,
});
export type FirmUploader = z.infer<typeof FirmUploader>;

/** How old the newest report of a filer code is; `friday` is the last one whose liquidations should be loaded by now. */
export const FilerCodeReport = z.object({
  filerCode: z.string(),
  confirmed: z.boolean(),
  asOf: CalendarDate.nullable(),
  state: z.enum(['none', 'stale', 'friday_missing', 'fresh']),
  friday: CalendarDate,
  dueOn: CalendarDate,
});
export type FilerCodeReport = z.infer<typeof FilerCodeReport>;

const Answer = z.enum(['yes', 'no', 'unknown']);

/** `GET /api/v1/firm-readiness` */
export const FirmReadiness = z.object({
  businessDate: CalendarDate,
  /** Per filer code: can our own CAPE file go up today. */
  canUpload: z.array(z.object({ filerCode: z.string(), confirmed: z.boolean(), answer: Answer })),
  canProtest: Answer,
  ready: z.number().int(),
  total: z.number().int(),
  checks: z.array(FirmCheck),
  uploaders: z.array(FirmUploader),
  reports: z.array(FilerCodeReport),
  inactivity: z.object({ days: z.number().int(), verified: z.boolean(), source: z.string() }),
});
export type FirmReadiness = z.infer<typeof FirmReadiness>;

/** `PATCH /api/v1/firm-readiness` */
export const UpdateFirmReadinessRequest = z.strictObject({
  inactivityDays: z.number().int().min(MIN_ACE_INACTIVITY_DAYS).max(MAX_ACE_INACTIVITY_DAYS),
});

/** `PATCH /api/v1/firm-readiness/checks/{kind}`; `subject` names the filer code or the duty. */
export const RecordFirmCheckRequest = z.strictObject({
  subject: z.string().max(40).optional(),
  status: CheckStatus.exclude(['expired']).optional(),
  accountType: AceAccountType.nullable().optional(),
  evidenceNote: note().nullable().optional(),
  verifiedOn: CalendarDate.nullable().optional(),
  expiresOn: CalendarDate.nullable().optional(),
  ownerId: Id.nullable().optional(),
  backupId: Id.nullable().optional(),
  nextAction: note(500).nullable().optional(),
});
export type RecordFirmCheckRequest = z.infer<typeof RecordFirmCheckRequest>;

/** `POST /api/v1/firm-readiness/uploaders` */
export const AddUploaderRequest = z.strictObject({
  name: shortText(120),
  filerCodes: z.array(FilerCode).max(50).default([]),
  lastLoginOn: CalendarDate.nullable().default(null),
  evidenceNote: note().nullable().default(null),
});
export type AddUploaderRequest = z.infer<typeof AddUploaderRequest>;

/** `PATCH /api/v1/firm-readiness/uploaders/{id}`; `removed: false` takes a removal back. */
export const UpdateUploaderRequest = z.strictObject({
  name: shortText(120).optional(),
  filerCodes: z.array(FilerCode).max(50).optional(),
  lastLoginOn: CalendarDate.nullable().optional(),
  evidenceNote: note().nullable().optional(),
  removed: z.boolean().optional(),
});
export type UpdateUploaderRequest = z.infer<typeof UpdateUploaderRequest>;
