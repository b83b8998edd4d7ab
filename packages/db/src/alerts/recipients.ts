import { hearsAll } from '../people/absences.ts';

export const DIGEST_KIND = 'digest';

/**
 * A common table expression `recipient (user_id, email, since, hears_all)`: who may get a digest of the day `today` and has none yet;
 * `kind` names the parameter with `DIGEST_KIND`. It needs `standIns` before it. Owners and managers hear of every client, a client's
 * owner of his, a delegate of what somebody away would hear. The invented colleagues of the sample firm hear nothing.
 */
export const recipients = (today: string, kind: string): string => `recipient as (
  select u.id as user_id, u.email, m.created_at as since, ${hearsAll('m.role', 'u.id')} as hears_all
    from membership m
    join app_user u on u.id = m.user_id
    join organization o on o.id = m.organization_id
   where m.organization_id = $1 and m.deactivated_at is null
     and (not o.is_sample or m.role = 'owner')
     and not exists (select from mail_message mm
                      where mm.organization_id = $1 and mm.kind = ${kind} and mm.recipient = u.email
                        and mm.business_date = ${today}::date)
)`;
