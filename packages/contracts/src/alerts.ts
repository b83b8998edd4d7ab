import { z } from 'zod';
import { Deadline, DeadlineKind } from './deadlines.ts';
import { CalendarDate, Cents, Flag, Id, Instant, PageQuery, pageOf } from './primitives.ts';

const MailStatus = z.enum(['queued', 'sending', 'accepted', 'failed', 'not_configured', 'refused']);

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
  /** The mail server took the whole message at least once and never answered. */
  mayHaveArrived: z.boolean(),
  createdAt: Instant,
  acceptedAt: Instant.nullable(),
  alertCount: z.number().int(),
  /** Provisional alerts that it tells, which are not among `alertCount`. */
  provisionalCount: z.number().int(),
});
export type MailSummary = z.infer<typeof MailSummary>;
export const MailPage = pageOf(MailSummary);
export const MailDetail = MailSummary.extend({ textBody: z.string(), htmlBody: z.string() });
export type MailDetail = z.infer<typeof MailDetail>;

/** A message that told an alert. */
const AlertMail = z.object({ id: Id, recipient: z.string(), status: MailStatus, acceptedAt: Instant.nullable() });

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
  mails: z.array(AlertMail),
});
export type Alert = z.infer<typeof Alert>;
export const AlertPage = pageOf(Alert);

/**
 * `GET /api/v1/alerts`, newest first. `acknowledged=false`: those that wait for somebody while the right still exists, as the board
 * counts them, by the day to work to (`fileBy`), then by the last day.
 */
export const AlertQuery = PageQuery.extend({ acknowledged: Flag.optional() });
export type AlertQuery = z.infer<typeof AlertQuery>;

/**
 * A date that would apply if a past date without a status were a liquidation, and that entered a tier. It is no deadline: nobody
 * acknowledges it, and a status ends it. tier -1: it would have lapsed.
 */
export const ProvisionalAlert = z.object({
  id: Id,
  provisional: z.literal(true),
  tier: z.number().int(),
  foundOn: CalendarDate,
  createdAt: Instant,
  clientId: Id,
  clientName: z.string(),
  kind: DeadlineKind,
  /** The past date that the report shows. */
  provisionalOn: CalendarDate,
  lastDay: CalendarDate,
  safeDay: CalendarDate,
  fileBy: CalendarDate,
  citation: z.string(),
  arithmetic: z.string(),
  /** Zero, as the money, once the date has ended. */
  entryCount: z.number().int(),
  ieepaDutyCents: Cents,
  /** Why it warns no more; null while it does. `settled`: a status or a decision came; `withdrawn`: its import was undone. */
  ended: z
    .object({
      at: Instant,
      because: z.enum(['settled', 'withdrawn']),
      importId: Id.nullable(),
      fileName: z.string().nullable(),
    })
    .nullable(),
  mails: z.array(AlertMail),
});
export type ProvisionalAlert = z.infer<typeof ProvisionalAlert>;
export const ProvisionalAlertPage = pageOf(ProvisionalAlert);

/**
 * `GET /api/v1/provisional-alerts`, newest first. `open=true`: the dates that warn now, each once with its tightest tier, by the day to
 * work to, then by the last day.
 */
export const ProvisionalAlertQuery = PageQuery.extend({ open: z.literal('true').optional() });
export type ProvisionalAlertQuery = z.infer<typeof ProvisionalAlertQuery>;
