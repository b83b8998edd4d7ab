import type { TenantTransaction } from '../transactions.ts';

/** When somebody is away; dates are inclusive. */
export type AbsenceRow = {
  id: string;
  userId: string;
  fromOn: string;
  untilOn: string;
  delegateUserId: string | null;
  delegateName: string | null;
};

/**
 * A recursive common table expression `stand_in (owner_id, person_id)`: who hears on the day `today` what somebody else would. A
 * delegate who is away himself is stood in for in turn; two who name each other end nowhere, because rows are found once. A
 * delegate who left the firm stands in for nobody, and what he would hear goes to the managers, who hear everything.
 */
export const standIns = (today: string): string => {
  const isAway = `a.organization_id = $1 and a.ended_at is null and ${today}::date between a.from_on and a.until_on`;
  const delegate = `join membership dm on dm.organization_id = $1 and dm.user_id = a.delegate_user_id and dm.deactivated_at is null`;
  return `stand_in (owner_id, person_id) as (
  select a.user_id, a.delegate_user_id from absence a ${delegate} where ${isAway}
  union
  select s.owner_id, a.delegate_user_id from stand_in s join absence a on a.user_id = s.person_id ${delegate} where ${isAway}
)`;
};

/** True, in SQL, when a person (alias `person`) hears of every client: by role, or for somebody away who does. */
export const hearsAll = (role: string, person: string): string =>
  `(${role} in ('owner', 'manager') or exists (
      select from stand_in s join membership om on om.organization_id = $1 and om.user_id = s.owner_id
       where s.person_id = ${person} and om.deactivated_at is null and om.role in ('owner', 'manager')))`;

/** True, in SQL, when a person answers for what `owner` owns: himself, or for somebody away. */
export const answersFor = (owner: string, person: string): string =>
  `(${owner} = ${person} or exists (select from stand_in s where s.owner_id = ${owner} and s.person_id = ${person}))`;

/** The absences that are not over on `today`, by person. */
export function listAbsences(tx: TenantTransaction, today: string): Promise<AbsenceRow[]> {
  return tx.query<AbsenceRow>(
    `select a.id, a.user_id as "userId", a.from_on as "fromOn", a.until_on as "untilOn",
            a.delegate_user_id as "delegateUserId", u.name as "delegateName"
       from absence a left join app_user u on u.id = a.delegate_user_id
      where a.organization_id = $1 and a.ended_at is null and a.until_on >= $2::date`,
    [tx.organizationId, today],
  );
}

/** Ends what is planned for a person, also what its dates have ended; true when there was something. */
export async function endAbsence(tx: TenantTransaction, userId: string, at: Date): Promise<boolean> {
  const ended = await tx.query(
    'update absence set ended_at = $3 where organization_id = $1 and user_id = $2 and ended_at is null returning id',
    [tx.organizationId, userId, at],
  );
  return ended.length > 0;
}

/** Plans an absence. One that is planned already is a unique violation: end it first. */
export async function insertAbsence(
  tx: TenantTransaction,
  absence: {
    id: string;
    userId: string;
    fromOn: string;
    untilOn: string;
    delegateUserId: string | null;
    createdBy: string | null;
    createdAt: Date;
  },
): Promise<void> {
  const { id, userId, fromOn, untilOn, delegateUserId, createdBy, createdAt } = absence;
  await tx.query(
    `insert into absence (organization_id, id, user_id, from_on, until_on, delegate_user_id, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.organizationId, id, userId, fromOn, untilOn, delegateUserId, createdBy, createdAt],
  );
}

/** Takes somebody out of every absence in which he stands in: then the managers do. */
export async function clearDelegate(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.query(
    `update absence set delegate_user_id = null
      where organization_id = $1 and delegate_user_id = $2 and ended_at is null`,
    [tx.organizationId, userId],
  );
}

/** Those for whom the member with this address stands in on `today`, by name; `untilOn` is the last day of their absence. */
export function listStandInsOf(
  tx: TenantTransaction,
  email: string,
  today: string,
): Promise<{ name: string; untilOn: string }[]> {
  return tx.query<{ name: string; untilOn: string }>(
    `with recursive ${standIns('$2')}
     select away.name, a.until_on as "untilOn"
       from stand_in s
       join app_user person on person.id = s.person_id and person.email = $3
       join app_user away on away.id = s.owner_id
       join absence a on a.organization_id = $1 and a.user_id = s.owner_id and a.ended_at is null
                     and $2::date between a.from_on and a.until_on
      order by away.name, away.id`,
    [tx.organizationId, today, email],
  );
}

/** The people whom a person stands in for on `today`. */
export async function listStoodInFor(tx: TenantTransaction, userId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ ownerId: string }>(
    `with recursive ${standIns('$2')} select owner_id as "ownerId" from stand_in where person_id = $3`,
    [tx.organizationId, today, userId],
  );
  return rows.map(({ ownerId }) => ownerId);
}
