import { AppError, type MailDetail, type MailSummary, type Page } from '@capeline/contracts';
import { findMail, listMailRows, type MailRow, type TenantTransaction } from '@capeline/db';
import { parseLogCursor, toLogCursor } from '../alerts/log-cursor.ts';

function toSummary(row: MailRow): MailSummary {
  return {
    id: row.id,
    kind: row.kind,
    recipient: row.recipient,
    businessDate: row.businessDate,
    messageId: row.messageId,
    subject: row.subject,
    status: row.status,
    attempts: row.attempts,
    smtpResponse: row.smtpResponse,
    lastError: row.lastError,
    mayHaveArrived: row.mayHaveArrived,
    createdAt: row.createdAt.toISOString(),
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    alertCount: row.alertCount,
    provisionalCount: row.provisionalCount,
  };
}

/** The delivery log, newest first. Throws `request.invalid` for a foreign cursor. */
export async function listMails(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<MailSummary>> {
  const rows = await listMailRows(tx, { limit: page.limit + 1, after: parseLogCursor(page.cursor) });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toSummary),
    nextCursor: rows.length > shown.length && last !== undefined ? toLogCursor(last) : null,
  };
}

/** One message as it was rendered, with what the mail server said. Throws `not_found`. */
export async function getMail(tx: TenantTransaction, mailId: string): Promise<MailDetail> {
  const row = await findMail(tx, mailId);
  if (row === null) throw new AppError('not_found', 'There is no such message.');
  return { ...toSummary(row), textBody: row.textBody, htmlBody: row.htmlBody };
}
