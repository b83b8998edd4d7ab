import { enqueue, type MailLink, type TenantTransaction } from '@capeline/db';
import { keepMessage, type MailSender, type Message } from './keep-message.ts';

/**
 * Keeps one message around a secret link, in the caller's transaction, and has it sent if mail is configured. The link is made when
 * the message leaves: everybody in the firm can read the mail log, and nobody there may join or sign in for somebody else.
 */
export async function composeLinkMail(
  tx: TenantTransaction,
  message: Omit<Message, 'kind' | 'link'> & { readonly link: MailLink },
  sender: MailSender,
): Promise<void> {
  const mailId = await keepMessage(tx, { ...message, kind: message.link.kind }, sender);
  if (sender.isConfigured) await enqueue(tx, 'send-mail', { organizationId: tx.organizationId, mailId });
}
