import { randomUUID } from 'node:crypto';
import { type AcceptInvitationRequest, AppError, type InvitationView, Password } from '@capeline/contracts';
import {
  type Database,
  deleteSessionsInFirm,
  findInvitationOfLink,
  findOrganization,
  findUserByEmail,
  hasInvitationLink,
  type InvitationRow,
  insertMembership,
  insertUser,
  listMembers,
  lockWaitingInvitation,
  markInvitationAccepted,
  reviveMember,
  type SignInUser,
  type TenantTransaction,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { invalid } from '../clients/reader.ts';
import type { PasswordHasher } from '../sessions/password-hasher.ts';
import { type StartedSession, startSession } from '../sessions/start-session.ts';
import { hashToken } from '../sessions/tokens.ts';

/** One refusal for links that are unknown, used, revoked or expired: nobody learns which. */
function linkInvalid(): AppError {
  return new AppError('auth.link_invalid', 'An invitation works once and for seven days. Ask for a new one.');
}

async function findFirm(database: Database, tokenHash: Buffer): Promise<{ organizationId: string; id: string }> {
  const found = await database.withSystem('invitation: which firm is the link of', (tx) =>
    findInvitationOfLink(tx, tokenHash),
  );
  if (found === null) throw linkInvalid();
  return { organizationId: found.organizationId, id: found.invitationId };
}

async function lockOpen(tx: TenantTransaction, id: string, tokenHash: Buffer, now: Date): Promise<InvitationRow> {
  const row = await lockWaitingInvitation(tx, id);
  // Asked under the invitation's lock: sending it again ends the links that it had.
  if (row === null || row.expiresAt <= now || !(await hasInvitationLink(tx, tokenHash))) throw linkInvalid();
  return row;
}

const findAccount = (database: Database, email: string): Promise<SignInUser | null> =>
  database.withSystem('invitation: has the address an account', (tx) => findUserByEmail(tx, email));

/** What a link invites to, for whoever holds it; uses nothing up. Throws `auth.link_invalid`. */
export async function lookAtInvitation(database: Database, token: string, now: Date): Promise<InvitationView> {
  const tokenHash = hashToken(token);
  const { organizationId, id } = await findFirm(database, tokenHash);
  const { row, firm } = await database.withTenantPg(organizationId, async (tx) => ({
    row: await lockOpen(tx, id, tokenHash, now),
    firm: await findOrganization(tx),
  }));
  const account = await findAccount(database, row.email);
  return {
    organizationName: firm?.name ?? '',
    email: row.email,
    role: row.role,
    invitedBy: row.invitedByName,
    expiresAt: row.expiresAt.toISOString(),
    hasAccount: account !== null,
  };
}

/** A new person's hash, or null for a known person whose password was right. Throws what is wrong with either. */
async function admitPerson(
  account: SignInUser | null,
  request: AcceptInvitationRequest,
  passwords: PasswordHasher,
): Promise<{ name: string; passwordHash: string } | null> {
  if (account !== null) {
    if (await passwords.verify(account.passwordHash, request.password)) return null;
    throw new AppError(
      'auth.invalid_credentials',
      'This address has an account already. Join with its password, or ask for a new one.',
    );
  }
  if (request.name === undefined)
    throw new AppError('invitation.name_required', 'Say how your colleagues should see you.', [
      { pointer: '/name', message: 'Your name, please.' },
    ]);
  const checked = Password.safeParse(request.password);
  if (!checked.success) throw invalid('/password', checked.error.issues[0]?.message ?? 'Choose another password.');
  return { name: request.name, passwordHash: await passwords.hash(request.password) };
}

async function join(
  tx: TenantTransaction,
  row: InvitationRow,
  person: { readonly id: string; readonly fresh: { name: string; passwordHash: string } | null; readonly now: Date },
): Promise<void> {
  const { id, fresh, now } = person;
  if (fresh !== null) await insertUser(tx, { id, email: row.email, ...fresh, createdAt: now });
  const isMember = (await listMembers(tx)).some(({ userId }) => userId === id);
  if (isMember) throw new AppError('invitation.already_member', 'You belong to this firm already: sign in.');
  const isBack = fresh === null && (await reviveMember(tx, { userId: id, role: row.role }));
  if (!isBack) await insertMembership(tx, { id: randomUUID(), userId: id, role: row.role, createdAt: now });
  await markInvitationAccepted(tx, { id: row.id, userId: id, at: now });
  await appendAudit(tx, {
    at: now,
    actor: { kind: 'user', id },
    action: 'invitation.accepted',
    subject: { kind: 'invitation', id: row.id },
    details: { email: row.email, role: row.role, isNewAccount: fresh !== null },
  });
}

/**
 * Accepts an invitation and signs its person in. A new person chooses name and password; a known one joins with the password of his
 * account. Account, membership, the used-up invitation and the event are one transaction: of two at once exactly one gets in. Throws
 * `auth.link_invalid`, `auth.invalid_credentials`, `invitation.name_required`, `request.invalid`.
 */
export async function acceptInvitation(
  database: Database,
  request: AcceptInvitationRequest,
  options: { readonly passwords: PasswordHasher; readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const { passwords, now, absoluteMs } = options;
  const tokenHash = hashToken(request.token);
  const { organizationId, id } = await findFirm(database, tokenHash);
  const { email } = await database.withTenantPg(organizationId, (tx) => lockOpen(tx, id, tokenHash, now));
  const account = await findAccount(database, email);
  const fresh = await admitPerson(account, request, passwords);
  const userId = account?.id ?? randomUUID();
  // Sessions from before somebody left must not come back to life with him.
  await database.withSystem('invitation: end sessions of an earlier membership', (tx) =>
    deleteSessionsInFirm(tx, { userId, organizationId }),
  );
  await database.withTenantPg(organizationId, async (tx) =>
    join(tx, await lockOpen(tx, id, tokenHash, now), { id: userId, fresh, now }),
  );
  return startSession(database, { userId, organizationId }, { method: 'invitation', now, absoluteMs });
}
