import type { DeadlineKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { type AlertMailRow, type LogPosition, mailsByAlert, type WaitingPosition } from './list-alerts.ts';

export interface ProvisionalAlertRow {
  readonly id: string;
  readonly tier: number;
  readonly foundOn: string;
  readonly createdAt: Date;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly provisionalOn: string;
  readonly lastDay: string;
  readonly safeDay: string;
  readonly fileBy: string;
  /** Zero, as the money, once the date has ended. */
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** When no entry gave the date any more; null while it warns. */
  readonly endedAt: Date | null;
  /** The undone import that took the date along; null when a status or a decision ended it. */
  readonly endedByImport: string | null;
  readonly endedByFile: string | null;
  readonly mails: readonly AlertMailRow[];
}

const SELECT = `
select a.id, a.tier, a.found_on as "foundOn", a.created_at as "createdAt", d.id as "deadlineId", d.client_id as "clientId",
       c.name as "clientName", d.kind, d.provisional_on as "provisionalOn", d.last_day as "lastDay", d.safe_day as "safeDay",
       d.file_by as "fileBy", d.entry_count as "entryCount", d.ieepa_duty_cents as "ieepaDutyCents", d.ended_at as "endedAt",
       d.ended_by_import as "endedByImport", i.file_name as "endedByFile"
  from provisional_alert a
  join provisional_deadline d on d.organization_id = $1 and d.id = a.deadline_id
  join client c on c.organization_id = $1 and c.id = d.client_id
  left join report_import i on i.organization_id = $1 and i.id = d.ended_by_import
 where a.organization_id = $1`;

const LIST_LOG = `${SELECT}
   and ($3::timestamptz is null or (a.created_at, a.id) < ($3::timestamptz, $4::uuid))
 order by a.created_at desc, a.id desc
 limit $2`;

// A date that warns stands once, with its tightest tier.
const LIST_OPEN = `${SELECT}
   and d.status = 'open'
   and not exists (select from provisional_alert tighter
                    where tighter.organization_id = $1 and tighter.deadline_id = d.id and tighter.tier < a.tier)
   and ($3::date is null or (d.file_by, d.last_day, d.id, a.tier) > ($3::date, $4::date, $5::uuid, $6::int))
 order by d.file_by, d.last_day, d.id, a.tier
 limit $2`;

type BareRow = Omit<ProvisionalAlertRow, 'mails'>;

async function withMails(tx: TenantTransaction, rows: readonly BareRow[]): Promise<ProvisionalAlertRow[]> {
  const ids = rows.map(({ id }) => id);
  const mails = await mailsByAlert(tx, 'provisional_alert_mail', ids);
  return rows.map((row) => ({ ...row, mails: mails.get(row.id) ?? [] }));
}

/** The log of provisional alerts, newest first, each with the messages that told it. */
export async function listProvisionalAlertRows(
  tx: TenantTransaction,
  { limit, after }: { readonly limit: number; readonly after: LogPosition | null },
): Promise<ProvisionalAlertRow[]> {
  const values = [tx.organizationId, limit, after?.createdAt ?? null, after?.id ?? null];
  return withMails(tx, await tx.query<BareRow>(LIST_LOG, values));
}

/** The provisional dates that warn now, lapsed ones too: by the day to work to (file-by), then by the last day. */
export async function listOpenProvisionalAlertRows(
  tx: TenantTransaction,
  { limit, after }: { readonly limit: number; readonly after: WaitingPosition | null },
): Promise<ProvisionalAlertRow[]> {
  const position = [after?.fileBy ?? null, after?.lastDay ?? null, after?.deadlineId ?? null, after?.tier ?? null];
  return withMails(tx, await tx.query<BareRow>(LIST_OPEN, [tx.organizationId, limit, ...position]));
}
