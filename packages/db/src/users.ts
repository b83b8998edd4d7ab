import type { SystemTransaction, TenantTransaction } from './transactions.ts';

/** The roles that a member may have; the database holds the same list. */
export type MembershipRole = 'owner' | 'manager' | 'specialist' | 'auditor';

/** A person as sign-in sees them. */
export type SignInUser = { id: string; email: string; name: string; passwordHash: string | null };

/** A firm that a person belongs to. */
export type MembershipOfUser = {
  organizationId: string;
  organizationName: string;
  isSample: boolean;
  role: MembershipRole;
};

/** A member as the firm sees them. */
export type Member = { id: string; userId: string; name: string; email: string; role: MembershipRole };

/** How addresses are stored and compared. */
function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

const SIGN_IN_COLUMNS = 'id, email, name, password_hash as "passwordHash"';

/** The person with that address, whatever its case; null when there is none. */
export async function findUserByEmail(tx: SystemTransaction, email: string): Promise<SignInUser | null> {
  const [row] = await tx.query<SignInUser>(`select ${SIGN_IN_COLUMNS} from app_user where email = $1`, [
    normalizeEmail(email),
  ]);
  return row ?? null;
}

/** The person with that id; null when there is none. */
export async function findUser(tx: SystemTransaction, userId: string): Promise<SignInUser | null> {
  const [row] = await tx.query<SignInUser>(`select ${SIGN_IN_COLUMNS} from app_user where id = $1`, [userId]);
  return row ?? null;
}

/** The firms that a person belongs to and has not left, real ones first, then by age of the membership. */
export function listMembershipsOfUser(tx: SystemTransaction, userId: string): Promise<MembershipOfUser[]> {
  return tx.query<MembershipOfUser>(
    `select m.organization_id as "organizationId", o.name as "organizationName", o.is_sample as "isSample", m.role
       from membership m join organization o on o.id = m.organization_id
      where m.user_id = $1 and m.deactivated_at is null order by o.is_sample, m.created_at, m.organization_id`,
    [userId],
  );
}

/** Stores a password's hash and, when given, the person's name. End the person's other sessions in the same transaction. */
export async function updateSignIn(
  tx: SystemTransaction,
  userId: string,
  changes: { passwordHash: string; name?: string },
): Promise<void> {
  await tx.query('update app_user set password_hash = $2, name = coalesce($3, name) where id = $1', [
    userId,
    changes.passwordHash,
    changes.name ?? null,
  ]);
}

/**
 * Writes a person. The firm sees them only once `insertMembership` is done. An address that exists, in any firm, is a unique
 * violation of `app_user_email_key`: look with `findUserByEmail` first.
 */
export async function insertUser(
  tx: TenantTransaction,
  user: { id: string; email: string; name: string; passwordHash?: string; createdAt: Date },
): Promise<void> {
  await tx.query('insert into app_user (id, email, name, password_hash, created_at) values ($1, $2, $3, $4, $5)', [
    user.id,
    normalizeEmail(user.email),
    user.name,
    user.passwordHash ?? null,
    user.createdAt,
  ]);
}

/** Makes a person a member of the transaction's firm; twice is a unique violation. */
export async function insertMembership(
  tx: TenantTransaction,
  membership: { id: string; userId: string; role: MembershipRole; createdAt: Date },
): Promise<void> {
  await tx.query(
    'insert into membership (organization_id, id, user_id, role, created_at) values ($1, $2, $3, $4, $5)',
    [tx.organizationId, membership.id, membership.userId, membership.role, membership.createdAt],
  );
}

/** The members of the firm by name; who left is not among them. */
export function listMembers(tx: TenantTransaction): Promise<Member[]> {
  return tx.query<Member>(
    `select m.id, m.user_id as "userId", u.name, u.email, m.role
       from membership m join app_user u on u.id = m.user_id
      where m.organization_id = $1 and m.deactivated_at is null order by u.name, m.id`,
    [tx.organizationId],
  );
}
