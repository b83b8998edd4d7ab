import type { DeadlineKind } from '@capeline/domain';
import { standIns } from '../people/absences.ts';
import type { TenantTransaction } from '../transactions.ts';
import { DIGEST_KIND, hearing, recipients } from './recipients.ts';

/** A provisional alert that its recipient has not been mailed. Several of one date may be pending; the smallest tier counts. */
export interface PendingProvisional {
  readonly recipient: string;
  readonly alertId: string;
  readonly tier: number;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly provisionalOn: string;
  readonly fileBy: string;
  readonly safeDay: string;
  readonly lastDay: string;
}

// Who joined later is told of what could still be open, not of what would have lapsed before. Nothing is acknowledged here: a status ends it.
// What would have lapsed comes last, since a message names the first few dates of a client.
const PENDING = `
with recursive ${standIns('$2')}, ${recipients('$2', '$3')}, pending as materialized (
  select a.id as alert_id, a.tier, a.created_at, d.id as deadline_id, d.client_id, c.name as client_name, c.owner_user_id, d.kind,
         d.provisional_on, d.file_by, d.safe_day, d.last_day, d.ieepa_duty_cents
    from provisional_alert a
    join provisional_deadline d on d.organization_id = $1 and d.id = a.deadline_id and d.status = 'open'
    join client c on c.organization_id = $1 and c.id = d.client_id
   where a.organization_id = $1
), ${hearing('recipient')}
select h.email as recipient, h.alert_id as "alertId", h.tier, h.deadline_id as "deadlineId", h.client_id as "clientId",
       h.client_name as "clientName", h.kind, h.provisional_on as "provisionalOn", h.file_by as "fileBy", h.safe_day as "safeDay",
       h.last_day as "lastDay"
  from hearing h
 where (h.last_day >= $2::date or h.created_at >= h.since)
   and not exists (select from provisional_alert_mail told
                    where told.organization_id = $1 and told.alert_id = h.alert_id and told.recipient = h.email and told.about = 'raised')
 order by h.email, h.tier < 0, h.tier, h.ieepa_duty_cents desc, h.deadline_id`;

/** What a digest of this business date would tell of past dates without a status, by recipient; nobody appears who has that day's digest. */
export async function listPendingProvisional(tx: TenantTransaction, today: string): Promise<PendingProvisional[]> {
  return tx.query<PendingProvisional>(PENDING, [tx.organizationId, today, DIGEST_KIND]);
}

/** A provisional alert that was told and that the undo of an import took back. Several of one date may be pending. */
export interface PendingProvisionalWithdrawal {
  readonly recipient: string;
  readonly alertId: string;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly lastDay: string;
  readonly importId: string;
  readonly fileName: string;
}

// Only who was told must hear that it is void: unlike a deadline it never was a fact.
const WITHDRAWN = `
with recursive ${standIns('$2')}, ${recipients('$2', '$3')}
select r.email as recipient, a.id as "alertId", d.id as "deadlineId", c.id as "clientId", c.name as "clientName", d.kind,
       d.last_day as "lastDay", i.id as "importId", i.file_name as "fileName"
  from provisional_deadline d
  join provisional_alert a on a.organization_id = $1 and a.deadline_id = d.id
  join client c on c.organization_id = $1 and c.id = d.client_id
  join report_import i on i.organization_id = $1 and i.id = d.ended_by_import
  join provisional_alert_mail told on told.organization_id = $1 and told.alert_id = a.id and told.about = 'raised'
  join recipient r on r.email = told.recipient
 where d.organization_id = $1 and d.ended_by_import is not null
   and not exists (select from provisional_alert_mail heard
                    where heard.organization_id = $1 and heard.alert_id = a.id and heard.recipient = r.email and heard.about = 'withdrawn')
 order by r.email, c.name, d.last_day, d.kind, d.id, a.id`;

/** What a digest of this business date would tell of withdrawn provisional alerts, by recipient. */
export async function listPendingProvisionalWithdrawals(
  tx: TenantTransaction,
  today: string,
): Promise<PendingProvisionalWithdrawal[]> {
  return tx.query<PendingProvisionalWithdrawal>(WITHDRAWN, [tx.organizationId, today, DIGEST_KIND]);
}

/** How many entries of a client show one past date without a status; money in cents. */
export interface ProvisionalGroup {
  readonly clientId: string;
  readonly provisionalOn: string;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
}

/** The past dates without a status of the clients, each with the entries behind it, by date. */
export async function listProvisionalGroups(
  tx: TenantTransaction,
  clientIds: readonly string[],
): Promise<ProvisionalGroup[]> {
  return tx.query<ProvisionalGroup>(
    `select client_id as "clientId", provisional_on as "provisionalOn", count(*)::int as "entryCount",
            coalesce(sum(ieepa_duty_cents), 0)::bigint as "ieepaDutyCents"
       from entry
      where organization_id = $1 and provisional_on is not null and client_id = any($2::uuid[])
      group by 1, 2 order by 1, 2`,
    [tx.organizationId, clientIds],
  );
}
