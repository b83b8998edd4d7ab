import { randomUUID } from 'node:crypto';
import { enqueue, insertMail, type MailLink, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { messageIdOf, type RenderedMail } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';

/** What composing a message needs of the installation. */
export type MailSender = Pick<MailSettings, 'isConfigured' | 'from' | 'isRehearsal'>;

/**
 * Keeps one message around a secret link, in the caller's transaction, and has it sent if mail is configured. The link is made when
 * the message leaves: everybody in the firm can read the mail log, and nobody there may join or sign in for somebody else.
 */
export async function composeLinkMail(
  tx: TenantTransaction,
  message: {
    readonly recipient: string;
    readonly rendered: RenderedMail;
    readonly link: MailLink;
    readonly businessDate: PlainDate;
    readonly now: Date;
  },
  sender: MailSender,
): Promise<void> {
  const { recipient, rendered, link, businessDate, now } = message;
  const id = randomUUID();
  await insertMail(
    tx,
    {
      id,
      kind: link.kind,
      recipient,
      businessDate,
      messageId: messageIdOf(id, sender.from),
      ...rendered,
      status: sender.isConfigured ? 'queued' : 'not_configured',
      lastError: sender.isConfigured ? null : 'SMTP_URL is not set, so nothing was sent.',
      link,
      alertIds: [],
    },
    now,
  );
  if (sender.isConfigured) await enqueue(tx, 'send-mail', { organizationId: tx.organizationId, mailId: id });
}
