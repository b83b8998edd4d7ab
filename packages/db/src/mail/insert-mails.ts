import type { TenantTransaction } from '../transactions.ts';

/** What a message is a link to: an invitation, or a person who forgot the password. */
export interface MailLink {
  readonly kind: 'invitation' | 'password_reset';
  readonly subjectId: string;
}

export interface NewMail {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly businessDate: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly status: 'queued' | 'not_configured' | 'refused';
  readonly lastError: string | null;
  /** Whose secret link the message carries: it is made when the message leaves, and stands nowhere before. */
  readonly link?: MailLink;
  /** What this message tells. */
  readonly alertIds: readonly string[];
  /** Withdrawn alerts of which this message tells. */
  readonly withdrawnAlertIds?: readonly string[];
  /** Provisional alerts that this message tells, and those of which it tells that they are void. */
  readonly provisional?: { readonly raised: readonly string[]; readonly withdrawn: readonly string[] };
}

const INSERT_MAIL = `
insert into mail_message (organization_id, id, kind, recipient, business_date, message_id, subject, text_body, html_body,
                          status, last_error, created_at, next_attempt_at, link_kind, link_subject)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)
on conflict (organization_id, kind, recipient, business_date) where kind = 'digest' do nothing
returning id`;

async function recordProvisional(tx: TenantTransaction, mail: NewMail, about: 'raised' | 'withdrawn'): Promise<void> {
  const alertIds = mail.provisional?.[about] ?? [];
  if (alertIds.length === 0) return;
  await tx.query(
    `insert into provisional_alert_mail (organization_id, alert_id, recipient, about, mail_id)
     select $1, alert_id, $3, $5, $4 from unnest($2::uuid[]) as told (alert_id)`,
    [tx.organizationId, alertIds, mail.recipient, mail.id, about],
  );
}

/**
 * Keeps a rendered message and which alerts it tells; a digest only unless the recipient has one of that date. Throws a unique
 * violation, and the transaction with it, when one of the alerts was mailed to the recipient before.
 */
export async function insertMail(tx: TenantTransaction, mail: NewMail, now: Date): Promise<boolean> {
  const inserted = await tx.query(INSERT_MAIL, [
    tx.organizationId,
    mail.id,
    mail.kind,
    mail.recipient,
    mail.businessDate,
    mail.messageId,
    mail.subject,
    mail.text,
    mail.html,
    mail.status,
    mail.lastError,
    now,
    mail.link?.kind ?? null,
    mail.link?.subjectId ?? null,
  ]);
  if (inserted.length === 0) return false;
  await tx.query(
    `insert into alert_mail (organization_id, alert_id, recipient, mail_id)
     select $1, alert_id, $3, $4 from unnest($2::uuid[]) as told (alert_id)`,
    [tx.organizationId, mail.alertIds, mail.recipient, mail.id],
  );
  await tx.query(
    `insert into withdrawal_mail (organization_id, alert_id, recipient, mail_id)
     select $1, alert_id, $3, $4 from unnest($2::uuid[]) as told (alert_id)`,
    [tx.organizationId, mail.withdrawnAlertIds ?? [], mail.recipient, mail.id],
  );
  for (const about of ['raised', 'withdrawn'] as const) await recordProvisional(tx, mail, about);
  return true;
}
