import type { Alert, AlertQuery, Page } from '@capeline/contracts';
import { type AlertRow, listAlertRows, listWaitingAlertRows, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { describeAcknowledgement, describeDeadline } from '../deadlines/describe-deadline.ts';
import { parseLogCursor, toLogCursor } from './log-cursor.ts';
import { parseWaitingCursor, toWaitingCursor } from './waiting-cursor.ts';

function describeWithdrawal({ withdrawnAt, withdrawnByImport, withdrawnByFile }: AlertRow): Alert['withdrawn'] {
  if (withdrawnAt === null || withdrawnByImport === null) return null;
  return { at: withdrawnAt.toISOString(), importId: withdrawnByImport, fileName: withdrawnByFile ?? '' };
}

function toAlert(alert: AlertRow): Alert {
  const { id, tier, foundOn, createdAt, deadlineId, mails, ...row } = alert;
  return {
    id,
    tier,
    foundOn,
    createdAt: createdAt.toISOString(),
    deadline: describeDeadline({ ...row, id: deadlineId }),
    acknowledged: describeAcknowledgement(row),
    withdrawn: describeWithdrawal(alert),
    mails: mails.map((mail) => ({ ...mail, acceptedAt: mail.acceptedAt?.toISOString() ?? null })),
  };
}

async function listWaiting(
  tx: TenantTransaction,
  { limit, cursor }: AlertQuery,
  today: PlainDate,
): Promise<Page<Alert>> {
  const rows = await listWaitingAlertRows(tx, { limit: limit + 1, after: parseWaitingCursor(cursor), today });
  return pageOf(rows, limit, toWaitingCursor);
}

function pageOf(rows: readonly AlertRow[], limit: number, cursorAt: (last: AlertRow) => string): Page<Alert> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toAlert),
    nextCursor: rows.length > shown.length && last !== undefined ? cursorAt(last) : null,
  };
}

/**
 * Alerts: those that wait for somebody (`acknowledged=false`) by the day to work to, then by the last day; all others as a log,
 * newest first. Throws `request.invalid` for a foreign cursor, which one of the other order is, too.
 */
export async function listAlerts(tx: TenantTransaction, query: AlertQuery, today: PlainDate): Promise<Page<Alert>> {
  if (query.acknowledged === 'false') return listWaiting(tx, query, today);
  const onlyAcknowledged = query.acknowledged === 'true';
  const after = parseLogCursor(query.cursor);
  const rows = await listAlertRows(tx, { limit: query.limit + 1, after, onlyAcknowledged });
  return pageOf(rows, query.limit, toLogCursor);
}
