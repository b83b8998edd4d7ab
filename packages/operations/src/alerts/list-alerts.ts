import type { Alert, AlertQuery, Page } from '@capeline/contracts';
import { type AlertRow, listAlertRows, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { describeAcknowledgement, describeDeadline } from '../deadlines/describe-deadline.ts';
import { parseLogCursor, toLogCursor } from './log-cursor.ts';

function toAlert({ id, tier, foundOn, createdAt, deadlineId, mails, ...row }: AlertRow): Alert {
  return {
    id,
    tier,
    foundOn,
    createdAt: createdAt.toISOString(),
    deadline: describeDeadline({ ...row, id: deadlineId }),
    acknowledged: describeAcknowledgement(row),
    mails: mails.map((mail) => ({ ...mail, acceptedAt: mail.acceptedAt?.toISOString() ?? null })),
  };
}

/** The log of alerts, newest first. Throws `request.invalid` for a foreign cursor. */
export async function listAlerts(tx: TenantTransaction, query: AlertQuery, today: PlainDate): Promise<Page<Alert>> {
  const { limit, cursor, acknowledged } = query;
  const rows = await listAlertRows(tx, {
    limit: limit + 1,
    after: parseLogCursor(cursor),
    acknowledged: acknowledged === undefined ? null : acknowledged === 'true',
    today,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toAlert),
    nextCursor: rows.length > shown.length && last !== undefined ? toLogCursor(last) : null,
  };
}
