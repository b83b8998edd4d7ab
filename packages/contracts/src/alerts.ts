import { z } from 'zod';
import { Deadline } from './deadlines.ts';
import { CalendarDate, Flag, Id, Instant, PageQuery, pageOf } from './primitives.ts';

export const MailStatus = z.enum(['queued', 'sending', 'accepted', 'failed', 'not_configured', 'refused']);

/** One message as it was rendered and what the mail server said: the proof of delivery. */
export const MailSummary = z.object({
  id: Id,
  kind: z.string(),
  recipient: z.string(),
  businessDate: CalendarDate,
  messageId: z.string(),
  subject: z.string(),
  status: MailStatus,
  attempts: z.number().int(),
  smtpResponse: z.string().nullable(),
  lastError: z.string().nullable(),
  createdAt: Instant,
  acceptedAt: Instant.nullable(),
  alertCount: z.number().int(),
});
export type MailSummary = z.infer<typeof MailSummary>;
export const MailPage = pageOf(MailSummary);
export const MailDetail = MailSummary.extend({ textBody: z.string(), htmlBody: z.string() });
export type MailDetail = z.infer<typeof MailDetail>;

/** A deadline that entered a tier. tier -1: it lapsed. */
export const Alert = z.object({
  id: Id,
  tier: z.number().int(),
  foundOn: CalendarDate,
  createdAt: Instant,
  deadline: Deadline,
  acknowledged: z.object({ at: Instant, by: z.string(), note: z.string().nullable() }).nullable(),
  /** The deadline vanished when this import was undone; the alert stays in the log. */
  withdrawn: z.object({ at: Instant, importId: Id, fileName: z.string() }).nullable(),
  mails: z.array(z.object({ id: Id, recipient: z.string(), status: MailStatus, acceptedAt: Instant.nullable() })),
});
export type Alert = z.infer<typeof Alert>;
export const AlertPage = pageOf(Alert);

/**
 * `GET /api/v1/alerts`, newest first. `acknowledged=false`: those that wait for somebody while the right still exists, as the board
 * counts them, by the day to work to (`fileBy`), then by the last day.
 */
export const AlertQuery = PageQuery.extend({ acknowledged: Flag.optional() });
export type AlertQuery = z.infer<typeof AlertQuery>;
