import type { DeadlineKind } from '@capeline/domain';
import { standIns } from '../people/absences.ts';
import type { TenantTransaction } from '../transactions.ts';
import { DIGEST_KIND, hearing, listeners, recipients } from './recipients.ts';

/** An alert that its recipient has not been mailed. Several alerts of one deadline may be pending; the smallest tier counts. */
export interface PendingAlert {
  readonly recipient: string;
  readonly alertId: string;
  readonly tier: number;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly fileBy: string;
  readonly safeDay: string;
  readonly lastDay: string;
  readonly protestFileBy: string | null;
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
}

// Who joined later is told of what is still open, not of what lapsed before. An acknowledged alert is silent until the next
// tier, except within a week of the day, where only filing, a waiver or counsel ends the ladder.
const speaking = (isWhole: boolean): string => `pending as materialized (
  select a.id as alert_id, a.tier, a.created_at, d.id as deadline_id, d.client_id, c.name as client_name, c.owner_user_id, d.kind,
         d.liquidated_on, d.file_by, d.safe_day, d.last_day, d.entry_count, d.ieepa_duty_cents
    from alert a
    join deadline d on d.organization_id = $1 and d.id = a.deadline_id
    join client c on c.organization_id = $1 and c.id = d.client_id
   where a.organization_id = $1 and a.withdrawn_at is null ${isWhole ? '' : 'and not a.is_settled'}
     and d.status = 'open' and d.entry_count > 0
     and (a.acknowledged_at is null or a.tier <= 7)
)`;

/** What nobody told a person who hears of it. */
const isUntold = `(h.last_day >= $2::date or h.created_at >= h.since)
   and not exists (select from alert_mail am
                    where am.organization_id = $1 and am.alert_id = h.alert_id and am.recipient = h.email)`;

// "offset 0" keeps max() from walking the index on (organization_id, status, file_by) backwards through all open deadlines, once
// per alert (measured with 100,000 of them right after an import: 50 s instead of 1).
const pendingAlerts = (isWhole: boolean): string => `
with recursive ${standIns('$2')}, ${recipients('$2', '$3')}, ${speaking(isWhole)}, ${hearing('recipient')}
select h.email as recipient, h.alert_id as "alertId", h.tier, h.deadline_id as "deadlineId", h.client_id as "clientId",
       h.client_name as "clientName", h.kind, h.file_by as "fileBy", h.safe_day as "safeDay", h.last_day as "lastDay",
       (select max(c.file_by) from (
          select clock.file_by, clock.status from deadline clock
           where clock.organization_id = $1 and clock.client_id = h.client_id and clock.liquidated_on = h.liquidated_on
             and clock.kind in ('protest', 'protest_reliquidation')
          offset 0) c
         where c.status = 'open') as "protestFileBy",
       h.entry_count as "entryCount", h.ieepa_duty_cents as "ieepaDutyCents"
  from hearing h
 where ${isUntold}
 order by h.email, h.tier, h.ieepa_duty_cents desc, h.deadline_id`;

const PENDING_ALERTS = pendingAlerts(false);
const PENDING_AMONG_ALL = pendingAlerts(true);

/** Which alerts are read: those that are not settled, or all, because what settled them may hold no longer. */
export interface AlertScope {
  readonly isWhole: boolean;
}

/** What a digest of this business date would tell, by recipient; nobody appears who has that day's digest already. */
export async function listPendingAlerts(
  tx: TenantTransaction,
  today: string,
  { isWhole }: AlertScope,
): Promise<PendingAlert[]> {
  return tx.query<PendingAlert>(isWhole ? PENDING_AMONG_ALL : PENDING_ALERTS, [tx.organizationId, today, DIGEST_KIND]);
}

// First the rows, then the judgement by a statement of its own: so it sees whatever changed them before, and whoever changes them, or
// their deadline, afterwards waits and unsettles them. What somebody is changing at this moment is settled another time.
const lockAlerts = (isWhole: boolean): string => `
select id from alert
 where organization_id = $1 and withdrawn_at is null ${isWhole ? '' : 'and not is_settled'}
   for no key update skip locked`;

const settle = (isWhole: boolean): string => `
with recursive ${standIns('$2')}, ${listeners}, ${speaking(isWhole)}, ${hearing('listener')}, untold as (
  select distinct h.alert_id from hearing h where ${isUntold}
), judged as materialized (
  select locked.id, untold.alert_id is null as is_settled
    from unnest($3::uuid[]) as locked (id) left join untold on untold.alert_id = locked.id
)
update alert a set is_settled = j.is_settled
  from judged j
 where a.organization_id = $1 and a.id = any($3::uuid[]) and a.id = j.id and a.is_settled <> j.is_settled`;

const SETTLE = settle(false);
const SETTLE_ALL = settle(true);

const HEARERS = `
with recursive ${standIns('$2')}, ${listeners}, said as (
  select concat_ws(' ', user_id, email, since, hears_all) as text from listener
  union all
  select concat_ws(' ', 'for', person_id, owner_id) from stand_in
  union all
  select concat_ws(' ', 'owns', owner_user_id, id) from client where organization_id = $1 and owner_user_id is not null
)
select md5(coalesce(string_agg(text, ',' order by text), '')) as hearers from said`;

/** Who hears of what on `today`, as one text, and whether alerts were settled for exactly these people, on this day or before. */
export async function findHearers(
  tx: TenantTransaction,
  today: string,
): Promise<{ readonly hearers: string; readonly areSettledFor: boolean }> {
  const [row] = await tx.query<{ hearers: string; areSettledFor: boolean }>(
    `select now.hearers, coalesce(s.hearers = now.hearers and s.settled_on <= $2::date, false) as "areSettledFor"
       from (${HEARERS}) now left join alarm_state s on s.organization_id = $1`,
    [tx.organizationId, today],
  );
  return row ?? { hearers: '', areSettledFor: false };
}

/**
 * Settles the alerts that nobody who hears of them lacks on `today`, whether told or silent, so that the next digests pass over them;
 * notes for whom. Run it after the digests, late in the transaction. Who is settled wrongly hears nothing: in doubt an alert is not.
 */
export async function settleAlerts(
  tx: TenantTransaction,
  today: string,
  { isWhole, hearers }: AlertScope & { readonly hearers: string },
): Promise<void> {
  const locked = await tx.query<{ id: string }>(lockAlerts(isWhole), [tx.organizationId]);
  const ids = locked.map(({ id }) => id);
  if (ids.length > 0) await tx.query(isWhole ? SETTLE_ALL : SETTLE, [tx.organizationId, today, ids]);
  await tx.query(
    `update alarm_state set hearers = $2, settled_on = $3::date
      where organization_id = $1 and (hearers, settled_on) is distinct from ($2, $3::date)`,
    [tx.organizationId, hearers, today],
  );
}
