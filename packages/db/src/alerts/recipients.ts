import { hearsAll } from '../people/absences.ts';

export const DIGEST_KIND = 'digest';

/**
 * A common table expression `listener (user_id, email, since, hears_all)`: who hears of alerts. It needs `standIns` before it. Owners and
 * managers hear of every client, a client's owner of his, a delegate of what somebody away would hear. The invented colleagues of the
 * sample firm hear nothing.
 */
export const listeners = `listener as materialized (
  select u.id as user_id, u.email, m.created_at as since, ${hearsAll('m.role', 'u.id')} as hears_all
    from membership m
    join app_user u on u.id = m.user_id
    join organization o on o.id = m.organization_id
   where m.organization_id = $1 and m.deactivated_at is null
     and (not o.is_sample or m.role = 'owner')
)`;

/**
 * `listener`, and of them `recipient`: who may get a digest of the day `today` and has none yet; `kind` names the parameter with
 * `DIGEST_KIND`.
 */
export const recipients = (today: string, kind: string): string => `${listeners}, recipient as materialized (
  select l.* from listener l
   where not exists (select from mail_message mm
                      where mm.organization_id = $1 and mm.kind = ${kind} and mm.recipient = l.email
                        and mm.business_date = ${today}::date)
)`;

/**
 * A common table expression `hearing`: each of `people` (`listener` or `recipient`), with email and since, beside each row of `pending
 * (alert_id, owner_user_id, …)` of which he hears. People who answer for clients are joined by these and not compared with every alert.
 */
export const hearing = (people: 'listener' | 'recipient'): string => `answers as (
  select user_id as person_id, user_id as owner_id from ${people} where not hears_all
  union
  select person_id, owner_id from stand_in
), hearing as (
  select r.email, r.since, p.* from ${people} r cross join pending p where r.hears_all
  union all
  select r.email, r.since, p.*
    from ${people} r join answers on answers.person_id = r.user_id join pending p on p.owner_user_id = answers.owner_id
   where not r.hears_all
)`;
