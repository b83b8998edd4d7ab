import type { Invitation } from '@capeline/contracts';
import type { InvitationRow } from '@capeline/db';

/** How long an invitation may be accepted. */
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/** An invitation as the firm's people see it. */
export function describeInvitation(row: InvitationRow, now: Date): Invitation {
  const { id, email, role } = row;
  return {
    id,
    email,
    role,
    invitedBy: row.invitedByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isExpired: row.expiresAt <= now,
  };
}
