import type { DeadlineKind } from '@capeline/domain';
import { answersFor, hearsAll, standIns } from '../people/absences.ts';
import type { TenantTransaction } from '../transactions.ts';
import { DIGEST_KIND } from './recipients.ts';

/** A withdrawn alert that its recipient has not been told of. Several of one deadline may be pending. */
export interface PendingWithdrawal {
  readonly recipient: string;
  readonly alertId: string;
  readonly deadlineId: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly kind: DeadlineKind;
  readonly fileBy: string;
  readonly lastDay: string;
  readonly importId: string;
  readonly fileName: string;
}

// Who was mailed the alert must hear that it is void, whatever became of his role; the others hear of it as of any alert.
const PENDING_WITHDRAWALS = `
with recursive ${standIns('$2')}
select u.email as recipient, a.id as "alertId", d.id as "deadlineId", c.id as "clientId", c.name as "clientName", d.kind,
       d.file_by as "fileBy", d.last_day as "lastDay", i.id as "importId", i.file_name as "fileName"
  from alert a
  join deadline d on d.organization_id = $1 and d.id = a.deadline_id
  join client c on c.organization_id = $1 and c.id = d.client_id
  join report_import i on i.organization_id = $1 and i.id = a.withdrawn_by_import
  join membership m on m.organization_id = $1 and m.deactivated_at is null
  join organization o on o.id = $1 and (not o.is_sample or m.role = 'owner')
  join app_user u on u.id = m.user_id
 where a.organization_id = $1 and a.withdrawn_at is not null
   and (${hearsAll('m.role', 'u.id')} or ${answersFor('c.owner_user_id', 'u.id')}
        or exists (select from alert_mail told
                    where told.organization_id = $1 and told.alert_id = a.id and told.recipient = u.email))
   and a.withdrawn_at >= m.created_at
   and not exists (select from withdrawal_mail told
                    where told.organization_id = $1 and told.alert_id = a.id and told.recipient = u.email)
   and not exists (select from mail_message mm
                    where mm.organization_id = $1 and mm.kind = $3 and mm.recipient = u.email and mm.business_date = $2::date)
 order by u.email, c.name, d.last_day, d.kind, d.id, a.id`;

/** What a digest of this business date would tell of withdrawn alerts, by recipient; nobody appears who has that day's digest already. */
export async function listPendingWithdrawals(tx: TenantTransaction, today: string): Promise<PendingWithdrawal[]> {
  return tx.query<PendingWithdrawal>(PENDING_WITHDRAWALS, [tx.organizationId, today, DIGEST_KIND]);
}
