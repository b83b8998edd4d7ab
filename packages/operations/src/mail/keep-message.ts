import { randomUUID } from 'node:crypto';
import { insertMail, type MailLink, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { messageIdOf, type RenderedMail } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';

/** What composing a message needs of the installation. */
export type MailSender = Pick<MailSettings, 'isConfigured' | 'from' | 'isRehearsal'>;

/** A rendered message that tells no alert. */
export interface Message {
  readonly kind: string;
  readonly recipient: string;
  readonly rendered: RenderedMail;
  readonly link?: MailLink;
  readonly businessDate: PlainDate;
  readonly now: Date;
}

/** Keeps a message with its delivery record, in the caller's transaction, and answers its id; it waits to be sent if mail is configured. */
export async function keepMessage(tx: TenantTransaction, message: Message, sender: MailSender): Promise<string> {
  const { rendered, now, ...what } = message;
  const id = randomUUID();
  await insertMail(
    tx,
    {
      id,
      ...what,
      ...rendered,
      messageId: messageIdOf(id, sender.from),
      status: sender.isConfigured ? 'queued' : 'not_configured',
      lastError: sender.isConfigured ? null : 'SMTP_URL is not set, so nothing was sent.',
      alertIds: [],
    },
    now,
  );
  return id;
}
