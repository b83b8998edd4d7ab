import type { Alert, AlertQuery, Page } from '@capeline/contracts';
import { type AlertRow, listAlertRows, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { explainDeadline } from '../deadlines/describe-deadline.ts';
import { parseLogCursor, toLogCursor } from './log-cursor.ts';

function toAlert(row: AlertRow): Alert {
  const acknowledged =
    row.acknowledgedAt === null
      ? null
      : {
          at: row.acknowledgedAt.toISOString(),
          by: row.acknowledgedByName ?? 'An API key',
          note: row.acknowledgedNote,
        };
  return {
    id: row.id,
    tier: row.tier,
    foundOn: row.foundOn,
    createdAt: row.createdAt.toISOString(),
    deadline: {
      id: row.deadlineId,
      clientId: row.clientId,
      clientName: row.clientName,
      kind: row.kind,
      liquidatedOn: row.liquidatedOn,
      lastDay: row.lastDay,
      safeDay: row.safeDay,
      fileBy: row.fileBy,
      practiceRollDay: row.practiceRollDay,
      status: row.status,
      entryCount: row.entryCount,
      ieepaDutyCents: row.ieepaDutyCents,
      ...explainDeadline(row),
      rulesVersion: row.rulesVersion,
      supersededBy: row.supersededBy,
      acknowledged: row.openAlertTier === null ? acknowledged : null,
      openAlertTier: row.openAlertTier,
    },
    acknowledged,
    mails: row.mails.map((mail) => ({ ...mail, acceptedAt: mail.acceptedAt?.toISOString() ?? null })),
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
