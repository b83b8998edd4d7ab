import type { DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { isWaiting } from './waiting-alerts.ts';

/** Where a page of a log goes on: the last row of the page before. */
export interface LogPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface AlertRow {
  readonly id: string;
  readonly tier: number;
  readonly foundOn: string;
  readonly createdAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedByName: string | null;
  readonly acknowledgedNote: string | null;
  /** The deadline vanished by the undo of an import. */
  readonly withdrawnAt: Date | null;
  readonly withdrawnByImport: string | null;
  readonly withdrawnByFile: string | null;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly liquidatedOn: string;
  readonly lastDay: string;
  readonly safeDay: string;
  readonly fileBy: string;
  readonly practiceRollDay: string | null;
  readonly status: 'open' | 'done' | 'superseded';
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly rulesVersion: string;
  readonly supersededBy: string | null;
  /** The tightest alert of the deadline that nobody has acknowledged. */
  readonly openAlertTier: number | null;
  readonly mails: readonly AlertMailRow[];
}

export interface AlertMailRow {
  readonly id: string;
  readonly recipient: string;
  readonly status: 'queued' | 'sending' | 'accepted' | 'failed' | 'not_configured' | 'refused';
  readonly acceptedAt: Date | null;
}

/** Where a page of waiting alerts goes on: the days, the deadline and the tier of the last row of the page before. */
export interface WaitingPosition {
  readonly fileBy: string;
  readonly lastDay: string;
  readonly deadlineId: string;
  readonly tier: number;
}

const SELECT_ALERTS = `
select a.id, a.tier, a.found_on as "foundOn", a.created_at as "createdAt", a.acknowledged_at as "acknowledgedAt",
       u.name as "acknowledgedByName", a.acknowledged_note as "acknowledgedNote", a.withdrawn_at as "withdrawnAt",
       a.withdrawn_by_import as "withdrawnByImport", i.file_name as "withdrawnByFile",
       d.id as "deadlineId", d.client_id as "clientId", c.name as "clientName", d.kind, d.liquidated_on as "liquidatedOn",
       d.last_day as "lastDay", d.safe_day as "safeDay", d.file_by as "fileBy", d.practice_roll_day as "practiceRollDay",
       d.status, d.entry_count as "entryCount", d.ieepa_duty_cents as "ieepaDutyCents", d.rules_version as "rulesVersion",
       d.superseded_by as "supersededBy",
       (select min(o.tier) from alert o
         where o.organization_id = $1 and o.deadline_id = d.id and o.acknowledged_at is null and o.withdrawn_at is null) as "openAlertTier"
  from alert a
  join deadline d on d.organization_id = $1 and d.id = a.deadline_id
  join client c on c.organization_id = $1 and c.id = d.client_id
  left join app_user u on u.id = a.acknowledged_by
  left join report_import i on i.organization_id = $1 and i.id = a.withdrawn_by_import
 where a.organization_id = $1`;

const LIST_LOG = `${SELECT_ALERTS}
   and ($3::timestamptz is null or (a.created_at, a.id) < ($3::timestamptz, $4::uuid))
   and (not $5::boolean or a.acknowledged_at is not null)
 order by a.created_at desc, a.id desc
 limit $2`;

// File-by is the day to work to until it has passed; what passed it comes first either way.
const LIST_WAITING = `${SELECT_ALERTS}
   and ${isWaiting('$3')}
   and ($4::date is null or (d.file_by, d.last_day, d.id, a.tier) > ($4::date, $5::date, $6::uuid, $7::int))
 order by d.file_by, d.last_day, d.id, a.tier
 limit $2`;

/** The messages that told each alert, by alert, in the order in which they were written. */
export async function mailsByAlert(
  tx: TenantTransaction,
  table: 'alert_mail' | 'provisional_alert_mail',
  alertIds: readonly string[],
): Promise<Map<string, AlertMailRow[]>> {
  const rows = await tx.query<AlertMailRow & { alertId: string }>(
    `select am.alert_id as "alertId", m.id, m.recipient, m.status, m.accepted_at as "acceptedAt"
       from ${table} am
       join mail_message m on m.organization_id = $1 and m.id = am.mail_id
      where am.organization_id = $1 and am.alert_id = any ($2::uuid[])
        ${table === 'alert_mail' ? '' : "and am.about = 'raised'"}
      order by m.created_at, m.id`,
    [tx.organizationId, alertIds],
  );
  const byAlert = Map.groupBy(rows, ({ alertId }) => alertId);
  return new Map([...byAlert].map(([id, mails]) => [id, mails.map(({ alertId: _alertId, ...mail }) => mail)]));
}

type BareAlert = Omit<AlertRow, 'mails'>;

async function withMails(tx: TenantTransaction, alerts: readonly BareAlert[]): Promise<AlertRow[]> {
  const ids = alerts.map(({ id }) => id);
  const mails = await mailsByAlert(tx, 'alert_mail', ids);
  return alerts.map((alert) => ({ ...alert, mails: mails.get(alert.id) ?? [] }));
}

/** The log of alerts, newest first, each with its deadline and the messages that told it; all, or the acknowledged alone. */
export async function listAlertRows(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly after: LogPosition | null; readonly onlyAcknowledged: boolean },
): Promise<AlertRow[]> {
  const { limit, after, onlyAcknowledged } = page;
  const values = [tx.organizationId, limit, after?.createdAt ?? null, after?.id ?? null, onlyAcknowledged];
  return withMails(tx, await tx.query<BareAlert>(LIST_LOG, values));
}

/**
 * The alerts that wait for somebody while the right still exists on `today`, which is what the board counts: by the day to work to
 * (file-by), then by the last day, so that what is lost first stands first.
 */
export async function listWaitingAlertRows(
  tx: TenantTransaction,
  page: { readonly limit: number; readonly after: WaitingPosition | null; readonly today: string },
): Promise<AlertRow[]> {
  const { limit, after, today } = page;
  const position = [after?.fileBy ?? null, after?.lastDay ?? null, after?.deadlineId ?? null, after?.tier ?? null];
  return withMails(tx, await tx.query<BareAlert>(LIST_WAITING, [tx.organizationId, limit, today, ...position]));
}
