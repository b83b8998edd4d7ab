import type { TenantTransaction } from '../transactions.ts';
import type { Member, MembershipRole } from '../users.ts';

const BY_SENIORITY = `
select m.id, m.user_id as "userId", u.name, u.email, m.role
  from membership m join app_user u on u.id = m.user_id
 where m.organization_id = $1 and m.deactivated_at is null
 order by m.created_at, m.id`;

/** The firm's members, the longest-serving first. */
export function listMembersBySeniority(tx: TenantTransaction): Promise<Member[]> {
  return tx.query<Member>(BY_SENIORITY, [tx.organizationId]);
}

/** The same, all locked until the transaction ends: two changes at once cannot both take the last owner away. */
export function lockMembers(tx: TenantTransaction): Promise<Member[]> {
  return tx.query<Member>(`${BY_SENIORITY} for no key update of m`, [tx.organizationId]);
}

/** Gives a member another role; it holds from his next request on. */
export async function updateMemberRole(tx: TenantTransaction, memberId: string, role: MembershipRole): Promise<void> {
  await tx.query('update membership set role = $3 where organization_id = $1 and id = $2', [
    tx.organizationId,
    memberId,
    role,
  ]);
}

/** Takes a member out of the firm: no session of his answers any more. The row stays for the names in the history. */
export async function markMemberDeactivated(tx: TenantTransaction, memberId: string, at: Date): Promise<void> {
  await tx.query('update membership set deactivated_at = $3 where organization_id = $1 and id = $2', [
    tx.organizationId,
    memberId,
    at,
  ]);
}

/** Takes somebody who left back in, in a new role; false when the person never was a member. */
export async function reviveMember(
  tx: TenantTransaction,
  member: { userId: string; role: MembershipRole },
): Promise<boolean> {
  const revived = await tx.query(
    `update membership set role = $3, deactivated_at = null
      where organization_id = $1 and user_id = $2 and deactivated_at is not null returning id`,
    [tx.organizationId, member.userId, member.role],
  );
  return revived.length > 0;
}

/** Changes the name of one of the firm's members. */
export async function renameMember(tx: TenantTransaction, userId: string, name: string): Promise<void> {
  await tx.query('update app_user set name = $2 where id = $1', [userId, name]);
}

/** The clients that a person answers for, by name. */
export function listClientsOwnedBy(tx: TenantTransaction, userId: string): Promise<{ id: string; name: string }[]> {
  return tx.query<{ id: string; name: string }>(
    'select id, name from client where organization_id = $1 and owner_user_id = $2 order by name, id',
    [tx.organizationId, userId],
  );
}

/** Gives all clients of one person to another and counts their versions up. */
export async function moveClients(
  tx: TenantTransaction,
  move: { fromUserId: string; toUserId: string; at: Date },
): Promise<void> {
  await tx.query(
    `update client set owner_user_id = $3, version = version + 1, updated_at = $4
      where organization_id = $1 and owner_user_id = $2`,
    [tx.organizationId, move.fromUserId, move.toUserId, move.at],
  );
}

/** How many keys that still work a person made for programs: they outlive his leaving, and somebody should know. */
export async function countLivingKeysOf(tx: TenantTransaction, userId: string): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    'select count(*) as n from api_key where organization_id = $1 and created_by = $2 and revoked_at is null',
    [tx.organizationId, userId],
  );
  return row?.n ?? 0;
}
