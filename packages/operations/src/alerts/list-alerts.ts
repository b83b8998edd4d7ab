import type { Alert, Page } from '@capeline/contracts';
import { type AlertRow, listAlertRows, type TenantTransaction } from '@capeline/db';
import { computeDeadlines, plainDate } from '@capeline/domain';
import { parseLogCursor, toLogCursor } from './log-cursor.ts';

/** Citation and arithmetic are not stored: they follow from kind and day 0. */
function reasonOf(row: AlertRow): { citation: string; arithmetic: string } {
  const event = row.kind === 'protest_reliquidation' ? 'reliquidation' : 'liquidation';
  const deadline = computeDeadlines({ liquidatedOn: plainDate(row.liquidatedOn), event }).find(
    ({ kind }) => kind === row.kind,
  );
  return { citation: deadline?.citation ?? '', arithmetic: deadline?.arithmetic ?? '' };
}

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
      ...reasonOf(row),
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
export async function listAlerts(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<Alert>> {
  const rows = await listAlertRows(tx, { limit: page.limit + 1, after: parseLogCursor(page.cursor) });
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toAlert),
    nextCursor: rows.length > shown.length && last !== undefined ? toLogCursor(last) : null,
  };
}
