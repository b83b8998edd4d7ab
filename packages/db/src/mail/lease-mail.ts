import type { TenantTransaction } from '../transactions.ts';
import type { MailLink } from './insert-mails.ts';

/** A message in the hands of one worker until `leaseUntil`; the token fences what it records afterwards. */
export interface LeasedMail {
  readonly id: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Counts this attempt. */
  readonly attempts: number;
  /** Earlier attempts in which the server took the whole message and never answered. */
  readonly unanswered: number;
  readonly createdAt: Date;
  /** Since when it waits to be taken: since it was written, or since somebody had it sent again. */
  readonly waitsSince: Date;
  readonly isSample: boolean;
  /** The secret link that must be made and put into the message before it leaves; null for all others. */
  readonly link: MailLink | null;
}

/**
 * A message (alias `m`) that nobody holds and whose time has come, in SQL. No pause is longer than an hour: a time beyond that was
 * written while the clock ran ahead, and waiting for it would be waiting for days. A lease is believed all the same, because the
 * message may be on its way at this very moment.
 */
export const isDue = (m: string, now: string): string =>
  `((${m}.status = 'queued' and (${m}.next_attempt_at <= ${now}::timestamptz
                              or ${m}.next_attempt_at > ${now}::timestamptz + interval '61 minutes'))
    or (${m}.status = 'sending' and ${m}.lease_until <= ${now}::timestamptz))`;

// "sending" with a lease that ran out: its worker died, perhaps after the server's accept. It is sent again under the same Message-ID.
const LEASE_MAIL = `
update mail_message m
   set status = 'sending', attempts = m.attempts + 1, lease_token = $3, lease_until = $5
  from organization o
 where m.organization_id = $1 and m.id = $2 and o.id = m.organization_id
   and ${isDue('m', '$4')}
returning m.id, m.recipient, m.message_id as "messageId", m.subject, m.text_body as text, m.html_body as html, m.attempts,
          m.unanswered,
          m.created_at as "createdAt", coalesce(m.sent_again_at, m.created_at) as "waitsSince", o.is_sample as "isSample",
          case when m.link_kind is not null then json_build_object('kind', m.link_kind, 'subjectId', m.link_subject) end as link`;

/** Takes a message that is due; null when it is sent, not due yet, in other hands, or another firm's. */
export async function leaseMail(
  tx: TenantTransaction,
  input: { mailId: string; token: string; now: Date; leaseUntil: Date },
): Promise<LeasedMail | null> {
  const [mail] = await tx.query<LeasedMail>(LEASE_MAIL, [
    tx.organizationId,
    input.mailId,
    input.token,
    input.now,
    input.leaseUntil,
  ]);
  return mail ?? null;
}

/** What became of an attempt. */
export type MailResult =
  | { readonly status: 'accepted'; readonly at: Date; readonly response: string }
  | {
      readonly status: 'queued';
      readonly error: string;
      readonly nextAttemptAt: Date;
      /** The server took the whole message and never answered: it may have arrived. */
      readonly isUnanswered: boolean;
    }
  | { readonly status: 'failed'; readonly error: string; readonly isUnanswered: boolean }
  | { readonly status: 'refused' | 'not_configured'; readonly error: string };

/**
 * Records the result under the lease's token; false when the lease was lost meanwhile, and then nothing is changed. That the server
 * took the message is a fact whoever holds the lease: it is recorded then, too, so that nobody sends it once more.
 */
export async function recordMailResult(
  tx: TenantTransaction,
  input: { mailId: string; token: string; result: MailResult },
): Promise<boolean> {
  const { result } = input;
  const recorded = await tx.query(
    `update mail_message
        set status = $4, lease_token = null, lease_until = null,
            smtp_response = coalesce($5, smtp_response), accepted_at = $6,
            last_error = $7, next_attempt_at = coalesce($8, next_attempt_at), unanswered = unanswered + $9::int
      where organization_id = $1 and id = $2
        and ((lease_token = $3 and status = 'sending') or ($4 = 'accepted' and status in ('sending', 'queued')))
      returning id`,
    [
      tx.organizationId,
      input.mailId,
      input.token,
      result.status,
      result.status === 'accepted' ? result.response : null,
      result.status === 'accepted' ? result.at : null,
      result.status === 'accepted' ? null : result.error,
      result.status === 'queued' ? result.nextAttemptAt : null,
      'isUnanswered' in result && result.isUnanswered ? 1 : 0,
    ],
  );
  return recorded.length > 0;
}

/** Puts a message that was given up, or kept back, among those that wait, due at once; false when it is neither. */
export async function requeueMail(
  tx: TenantTransaction,
  input: { readonly mailId: string; readonly now: Date },
): Promise<boolean> {
  const requeued = await tx.query(
    `update mail_message set status = 'queued', next_attempt_at = $3, sent_again_at = $3
      where organization_id = $1 and id = $2 and status in ('failed', 'not_configured') returning id`,
    [tx.organizationId, input.mailId, input.now],
  );
  return requeued.length > 0;
}
