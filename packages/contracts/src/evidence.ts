import { CHECK_KINDS, FACT_KINDS } from '@capeline/domain';
import { z } from 'zod';
import { CalendarDate, Flag, Id, Instant, note, PageQuery, pageOf } from './primitives.ts';

/** The kinds of files that are taken, by their media type. */
export const EvidenceMediaType = z.enum(['application/pdf', 'image/png', 'image/jpeg', 'message/rfc822']);
export type EvidenceMediaType = z.infer<typeof EvidenceMediaType>;

const ABOUT = [
  'client',
  ...CHECK_KINDS.map((kind) => `check:${kind}` as const),
  ...FACT_KINDS.map((kind) => `fact:${kind}` as const),
] as const;
/** What a file shows something about: the client as a whole, one of its checks, or one kind of fact. */
export const EvidenceAbout = z.enum(ABOUT);
export type EvidenceAbout = z.infer<typeof EvidenceAbout>;

/** What a message seems to hold that has no place here: told, not refused. */
export const EvidenceWarning = z.enum(['bank_number', 'password']);
export type EvidenceWarning = z.infer<typeof EvidenceWarning>;

/** One file with what it shows, who brought it, and until when it holds. */
export const EvidenceFile = z.object({
  id: Id,
  clientId: Id,
  /** `client`, `check:<kind>` or `fact:<kind>` */
  about: z.string(),
  importerNumber: z.string().nullable(),
  importerNumberMasked: z.string().nullable(),
  fileName: z.string(),
  mediaType: EvidenceMediaType,
  sizeBytes: z.number().int(),
  sha256: z.string(),
  warnings: z.array(EvidenceWarning),
  note: z.string().nullable(),
  expiresOn: CalendarDate.nullable(),
  isExpired: z.boolean(),
  /** Null for an API key. */
  addedBy: z.string().nullable(),
  addedAt: Instant,
  /** Removed evidence can be restored until its content is gone; what it was stays for ever. */
  removed: z.object({ by: z.string().nullable(), at: Instant, isContentGone: z.boolean() }).nullable(),
  version: z.number().int(),
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

export const EvidencePage = pageOf(EvidenceFile);

/** `GET /api/v1/clients/{id}/evidence` */
export const EvidenceQuery = PageQuery.extend({
  about: EvidenceAbout.optional(),
  importerNumber: z.string().max(20).optional(),
  removed: Flag.default('false'),
});
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

/** Form fields beside the file in `POST /api/v1/clients/{id}/evidence`, and no others. */
export const EvidenceFields = z.strictObject({
  about: EvidenceAbout.default('client'),
  importerNumber: z.string().max(20).optional(),
  note: note(1000).optional(),
  expiresOn: CalendarDate.optional(),
});
export type EvidenceFields = z.infer<typeof EvidenceFields>;

/** `PATCH /api/v1/evidence/{id}` */
export const UpdateEvidenceRequest = z.strictObject({
  note: note(1000).nullable().optional(),
  expiresOn: CalendarDate.nullable().optional(),
});
export type UpdateEvidenceRequest = z.infer<typeof UpdateEvidenceRequest>;

/** `GET /api/v1/evidence/{id}/content`; `download=true` saves it instead of showing it. */
export const EvidenceContentQuery = z.object({ download: Flag.default('false') });

/** What a message says, as text: `GET /api/v1/evidence/{id}/message`. */
export const EvidenceMessage = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  cc: z.string().nullable(),
  date: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  attachments: z.array(z.string()),
  /** Not all of it is shown. */
  isCut: z.boolean(),
});
export type EvidenceMessage = z.infer<typeof EvidenceMessage>;
