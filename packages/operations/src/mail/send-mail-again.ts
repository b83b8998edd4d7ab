import { AppError, type MailDetail } from '@capeline/contracts';
import { enqueue, requeueMail, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { Writer } from '../clients/reader.ts';
import type { MailSender } from './keep-message.ts';
import { getMail } from './list-mails.ts';

/**
 * Has a message that was given up, or kept back while no mail was set up, sent once more, in the caller's transaction: as it was written
 * and under its Message-ID, so that a mailbox that has it already can tell. Throws `not_found`, and `mail.not_sendable` for any other
 * message and while no mail is set up.
 */
export async function sendMailAgain(
  tx: TenantTransaction,
  mailId: string,
  by: Writer & { readonly mail: Pick<MailSender, 'isConfigured'> },
): Promise<MailDetail> {
  const before = await getMail(tx, mailId);
  if (!by.mail.isConfigured)
    throw new AppError('mail.not_sendable', 'No mail leaves this server: SMTP_URL is not set.');
  if (!(await requeueMail(tx, { mailId, now: by.now })))
    throw new AppError('mail.not_sendable', 'It was accepted, is on its way, or must not leave. Load it again.');
  await enqueue(tx, 'send-mail', { organizationId: tx.organizationId, mailId });
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'mail.resent',
    subject: { kind: 'mail', id: mailId },
    details: { recipient: before.recipient, mayHaveArrived: before.mayHaveArrived },
  });
  return getMail(tx, mailId);
}
