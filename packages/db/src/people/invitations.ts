import type { SystemTransaction, TenantTransaction } from '../transactions.ts';
import type { MembershipRole } from '../users.ts';

/** An invitation as its firm sees it; open until it is accepted, revoked or expired. */
export type InvitationRow = {
  id: string;
  email: string;
  role: MembershipRole;
  invitedByName: string | null;
  createdAt: Date;
  expiresAt: Date;
};

const COLUMNS = `i.id, i.email, i.role, u.name as "invitedByName", i.created_at as "createdAt", i.expires_at as "expiresAt"`;
const IS_WAITING = 'i.accepted_at is null and i.revoked_at is null';

/** The invitations that nobody accepted or revoked, expired ones too, newest first. */
export function listWaitingInvitations(tx: TenantTransaction): Promise<InvitationRow[]> {
  return tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i left join app_user u on u.id = i.invited_by
      where i.organization_id = $1 and ${IS_WAITING} order by i.created_at desc, i.id`,
    [tx.organizationId],
  );
}

/** An invitation that nobody accepted or revoked, locked until the transaction ends; null when there is none of this id. */
export async function lockWaitingInvitation(tx: TenantTransaction, id: string): Promise<InvitationRow | null> {
  const [row] = await tx.query<InvitationRow>(
    `select ${COLUMNS} from invitation i left join app_user u on u.id = i.invited_by
      where i.organization_id = $1 and i.id = $2 and ${IS_WAITING} for update of i`,
    [tx.organizationId, id],
  );
  return row ?? null;
}

/** Writes an invitation. A second open one for the address is a unique violation. */
export async function insertInvitation(
  tx: TenantTransaction,
  invitation: {
    id: string;
    email: string;
    role: MembershipRole;
    invitedBy: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  await tx.query(
    `insert into invitation (organization_id, id, email, role, invited_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.organizationId, id, email, role, invitedBy, createdAt, expiresAt],
  );
}

/** Ends an invitation; its links lead nowhere from then on. */
export async function markInvitationRevoked(tx: TenantTransaction, id: string, at: Date): Promise<void> {
  await tx.query('update invitation set revoked_at = $3 where organization_id = $1 and id = $2', [
    tx.organizationId,
    id,
    at,
  ]);
}

/** Notes who accepted. */
export async function markInvitationAccepted(
  tx: TenantTransaction,
  invitation: { id: string; userId: string; at: Date },
): Promise<void> {
  await tx.query('update invitation set accepted_at = $3, accepted_by = $4 where organization_id = $1 and id = $2', [
    tx.organizationId,
    invitation.id,
    invitation.at,
    invitation.userId,
  ]);
}

/** Lets an invitation run until `expiresAt` and ends its former links. */
export async function renewInvitation(tx: TenantTransaction, id: string, expiresAt: Date): Promise<void> {
  await tx.query('delete from invitation_link where organization_id = $1 and invitation_id = $2', [
    tx.organizationId,
    id,
  ]);
  await tx.query('update invitation set expires_at = $3 where organization_id = $1 and id = $2', [
    tx.organizationId,
    id,
    expiresAt,
  ]);
}

/** Keeps one more link of an invitation; `tokenHash` is the SHA-256 of what stands in it. */
export async function insertInvitationLink(
  tx: TenantTransaction,
  link: { invitationId: string; tokenHash: Buffer; createdAt: Date },
): Promise<void> {
  await tx.query(
    'insert into invitation_link (organization_id, token_hash, invitation_id, created_at) values ($1, $2, $3, $4)',
    [tx.organizationId, link.tokenHash, link.invitationId, link.createdAt],
  );
}

/** Which firm's invitation a link is; null when it is unknown. Whether it still holds, the firm's own transaction decides. */
export async function findInvitationOfLink(
  tx: SystemTransaction,
  tokenHash: Buffer,
): Promise<{ organizationId: string; invitationId: string } | null> {
  const [row] = await tx.query<{ organizationId: string; invitationId: string }>(
    `select organization_id as "organizationId", invitation_id as "invitationId" from invitation_link where token_hash = $1`,
    [tokenHash],
  );
  return row ?? null;
}

/** Whether the link was not ended since it was looked up. */
export async function hasInvitationLink(tx: TenantTransaction, tokenHash: Buffer): Promise<boolean> {
  const rows = await tx.query('select from invitation_link where organization_id = $1 and token_hash = $2', [
    tx.organizationId,
    tokenHash,
  ]);
  return rows.length > 0;
}

/** Whether the invitation still holds for that address at `now`; locked until the transaction ends. */
export async function lockInvitationForLink(
  tx: TenantTransaction,
  invitation: { id: string; email: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `select from invitation i
      where i.organization_id = $1 and i.id = $2 and i.email = $3 and i.expires_at > $4 and ${IS_WAITING} for update`,
    [tx.organizationId, invitation.id, invitation.email, invitation.now],
  );
  return rows.length > 0;
}
