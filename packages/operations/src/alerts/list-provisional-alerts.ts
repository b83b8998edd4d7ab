import type { Page, ProvisionalAlert, ProvisionalAlertQuery } from '@capeline/contracts';
import {
  listOpenProvisionalAlertRows,
  listProvisionalAlertRows,
  type ProvisionalAlertRow,
  type TenantTransaction,
} from '@capeline/db';
import { explainDeadline } from '../deadlines/describe-deadline.ts';
import { parseLogCursor, toLogCursor } from './log-cursor.ts';
import { parseWaitingCursor, toWaitingCursor } from './waiting-cursor.ts';

function describeEnd({ endedAt, endedByImport, endedByFile }: ProvisionalAlertRow): ProvisionalAlert['ended'] {
  if (endedAt === null) return null;
  const because = endedByImport === null ? 'settled' : 'withdrawn';
  return { at: endedAt.toISOString(), because, importId: endedByImport, fileName: endedByFile };
}

function toProvisionalAlert(row: ProvisionalAlertRow): ProvisionalAlert {
  const {
    deadlineId: _deadlineId,
    createdAt,
    endedAt: _at,
    endedByImport: _import,
    endedByFile: _file,
    mails,
    ...alert
  } = row;
  return {
    ...alert,
    provisional: true,
    createdAt: createdAt.toISOString(),
    ...explainDeadline({ kind: row.kind, liquidatedOn: row.provisionalOn, lastDay: row.lastDay }),
    ended: describeEnd(row),
    mails: mails.map((mail) => ({ ...mail, acceptedAt: mail.acceptedAt?.toISOString() ?? null })),
  };
}

/**
 * Alerts of past dates without a status: those that warn now (`open`) by the day to work to, or all as a log, newest first. Throws
 * `request.invalid` for a foreign cursor, which one of the other order is, too.
 */
export async function listProvisionalAlerts(
  tx: TenantTransaction,
  { limit, cursor, open }: ProvisionalAlertQuery,
): Promise<Page<ProvisionalAlert>> {
  const rows =
    open === 'true'
      ? await listOpenProvisionalAlertRows(tx, { limit: limit + 1, after: parseWaitingCursor(cursor) })
      : await listProvisionalAlertRows(tx, { limit: limit + 1, after: parseLogCursor(cursor) });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > shown.length ? last : undefined;
  return {
    data: shown.map(toProvisionalAlert),
    nextCursor: next === undefined ? null : open === 'true' ? toWaitingCursor(next) : toLogCursor(next),
  };
}
