import { CAPE_REFUSED_TYPES, type DeadlineKind } from '@capeline/domain';
import { answersFor, standIns } from '../people/absences.ts';
import type { TenantTransaction } from '../transactions.ts';
import { DIGEST_KIND, recipients } from './recipients.ts';

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
// "offset 0" keeps max() from walking the index on (organization_id, status, file_by) backwards through all open deadlines, once
// per alert (measured with 100,000 of them right after an import: 50 s instead of 1).
const PENDING_ALERTS = `
with recursive ${standIns('$2')}, ${recipients('$2', '$3')}
select r.email as recipient, a.id as "alertId", a.tier, d.id as "deadlineId", c.id as "clientId", c.name as "clientName",
       d.kind, d.file_by as "fileBy", d.safe_day as "safeDay", d.last_day as "lastDay",
       (select max(p.file_by) from (
          select clock.file_by, clock.status from deadline clock
           where clock.organization_id = $1 and clock.client_id = d.client_id and clock.liquidated_on = d.liquidated_on
             and clock.kind in ('protest', 'protest_reliquidation')
          offset 0) p
         where p.status = 'open') as "protestFileBy",
       d.entry_count as "entryCount", d.ieepa_duty_cents as "ieepaDutyCents"
  from recipient r
  join alert a on a.organization_id = $1
  join deadline d on d.organization_id = $1 and d.id = a.deadline_id
  join client c on c.organization_id = $1 and c.id = d.client_id
 where (r.hears_all or ${answersFor('c.owner_user_id', 'r.user_id')})
   and d.status = 'open' and d.entry_count > 0 and a.withdrawn_at is null
   and (a.acknowledged_at is null or a.tier <= 7)
   and (d.last_day >= $2::date or a.created_at >= r.since)
   and not exists (select from alert_mail am
                    where am.organization_id = $1 and am.alert_id = a.id and am.recipient = r.email)
 order by r.email, a.tier, d.ieepa_duty_cents desc, d.id`;

/** What a digest of this business date would tell, by recipient; nobody appears who has that day's digest already. */
export async function listPendingAlerts(tx: TenantTransaction, today: string): Promise<PendingAlert[]> {
  return tx.query<PendingAlert>(PENDING_ALERTS, [tx.organizationId, today, DIGEST_KIND]);
}

// An entry joins by client and date, and by what the date is to it: a liquidation opens every clock but the second protest, a
// reliquidation whose first date is unknown CAPE and the second protest, one beside a known first date only the latter. Two
// branches, so that the first can walk the index of liquidation dates; sorted in a collation of its own, so that it never walks
// the primary key instead. CAPE never had an entry whose type it refuses.
const ENTRIES_OF_DEADLINES = `
select d.id as "deadlineId", e.entry_number as "entryNumber"
  from unnest($2::uuid[]) as wanted (id)
  join deadline d on d.organization_id = $1 and d.id = wanted.id
 cross join lateral (
   select joined.entry_number
     from (
       select e.entry_number, e.entry_type
         from entry e
        where d.kind <> 'protest_reliquidation' and e.organization_id = $1 and e.client_id = d.client_id
          and e.liquidated_on = d.liquidated_on and e.liquidation_status in ('liquidated', 'reliquidated', 'deemed')
          and (d.kind = 'cape_window' or e.liquidation_status <> 'reliquidated' or e.reliquidated_on is not null)
       union all
       select e.entry_number, e.entry_type
         from entry e
        where d.kind = 'protest_reliquidation' and e.organization_id = $1 and e.client_id = d.client_id
          and d.liquidated_on = case when e.liquidation_status = 'reliquidated' and e.reliquidated_on is null
                                     then e.liquidated_on else e.reliquidated_on end
     ) joined
    where (d.kind <> 'cape_window' or joined.entry_type is null or joined.entry_type <> all ($4::text[]))
      and not exists (select from deadline_exit x
                       where x.organization_id = $1 and x.entry_number = joined.entry_number
                         and x.kind = d.kind and x.liquidated_on = d.liquidated_on)
    order by joined.entry_number collate "C"
    limit $3) e
 order by d.id, e.entry_number collate "C"`;

/** The first `limit` entry numbers of each deadline, by number; entries that left it are not among them. */
export async function listEntryNumbersOf(
  tx: TenantTransaction,
  deadlineIds: readonly string[],
  limit: number,
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ deadlineId: string; entryNumber: string }>(ENTRIES_OF_DEADLINES, [
    tx.organizationId,
    deadlineIds,
    limit,
    CAPE_REFUSED_TYPES,
  ]);
  const numbers = new Map<string, string[]>();
  for (const { deadlineId, entryNumber } of rows) {
    const known = numbers.get(deadlineId);
    if (known === undefined) numbers.set(deadlineId, [entryNumber]);
    else known.push(entryNumber);
  }
  return numbers;
}
