import type { LogPosition } from '../alerts/list-alerts.ts';
import type { TenantTransaction } from '../transactions.ts';

/** The delivery record of one message, without its text. */
export interface MailRow {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly businessDate: string;
  readonly messageId: string;
  readonly subject: string;
  readonly status: 'queued' | 'sending' | 'accepted' | 'failed' | 'not_configured' | 'refused';
  readonly attempts: number;
  readonly smtpResponse: string | null;
  readonly lastError: string | null;
  /** The server took the whole message at least once and never answered. */
  readonly mayHaveArrived: boolean;
  readonly createdAt: Date;
  readonly acceptedAt: Date | null;
  readonly alertCount: number;
  /** Provisional alerts that the message tells; they are not among `alertCount`. */
  readonly provisionalCount: number;
}

const COLUMNS = `
  m.id, m.kind, m.recipient, m.business_date as "businessDate", m.message_id as "messageId", m.subject, m.status, m.attempts,
  m.smtp_response as "smtpResponse", m.last_error as "lastError",
  m.unanswered > 0 as "mayHaveArrived", m.created_at as "createdAt", m.accepted_at as "acceptedAt",
  (select count(*) from alert_mail am where am.organization_id = $1 and am.mail_id = m.id) as "alertCount",
  (select count(*) from provisional_alert_mail pm
    where pm.organization_id = $1 and pm.mail_id = m.id and pm.about = 'raised') as "provisionalCount"`;

/** The delivery log, newest first. */
export async function listMailRows(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly after: LogPosition | null },
): Promise<MailRow[]> {
  return tx.query<MailRow>(
    `select ${COLUMNS}
       from mail_message m
      where m.organization_id = $1
        and ($2::timestamptz is null or (m.created_at, m.id) < ($2::timestamptz, $3::uuid))
      order by m.created_at desc, m.id desc
      limit $4`,
    [tx.organizationId, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  );
}

/** One message as it was rendered; null when the firm has none of this id. */
export async function findMail(
  tx: TenantTransaction,
  mailId: string,
): Promise<(MailRow & { textBody: string; htmlBody: string }) | null> {
  const [mail] = await tx.query<MailRow & { textBody: string; htmlBody: string }>(
    `select ${COLUMNS}, m.text_body as "textBody", m.html_body as "htmlBody"
       from mail_message m where m.organization_id = $1 and m.id = $2`,
    [tx.organizationId, mailId],
  );
  return mail ?? null;
}
