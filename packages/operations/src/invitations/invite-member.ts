import { randomUUID } from 'node:crypto';
import {
  AppError,
  type Invitation,
  type InviteRequest,
  type IssuedInvitation,
  type Permission,
} from '@capeline/contracts';
import {
  findOrganization,
  type InvitationRow,
  insertInvitation,
  insertInvitationLink,
  listMembers,
  listWaitingInvitations,
  lockMembers,
  lockWaitingInvitation,
  markInvitationRevoked,
  renewInvitation,
  type TenantTransaction,
} from '@capeline/db';
import { renderInvitation } from '@capeline/mail';
import { appendAudit } from '../audit/append-audit.ts';
import { isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';
import { composeLinkMail } from '../mail/compose-link-mail.ts';
import { linkUrl } from '../mail/fill-link.ts';
import type { MailSender } from '../mail/keep-message.ts';
import { assertMayGive } from '../members/may-give.ts';
import { issueToken } from '../sessions/tokens.ts';
import { describeInvitation, INVITATION_MS } from './describe-invitation.ts';

/** Who invites, what he may do, and where links lead. */
export interface Inviter extends Writer {
  readonly granted: readonly Permission[];
  readonly appUrl: string;
  readonly mail: MailSender;
}

/** The sample's invented owner is anybody who looks at it: real accounts and mails must not come of that. */
async function nameOfRealFirm(tx: TenantTransaction): Promise<string> {
  const firm = await findOrganization(tx);
  if (firm === null) throw notFound();
  if (firm.isSample) throw new AppError('sample.no_people', 'Set up a firm of your own and invite people there.');
  return firm.name;
}

async function issue(tx: TenantTransaction, row: InvitationRow, by: Inviter): Promise<IssuedInvitation> {
  const firmName = await nameOfRealFirm(tx);
  const { token, tokenHash } = issueToken();
  await insertInvitationLink(tx, { invitationId: row.id, tokenHash, createdAt: by.now });
  const rendered = renderInvitation({
    firmName,
    invitedBy: row.invitedByName,
    role: row.role,
    isRehearsal: by.mail.isRehearsal,
  });
  const link = { kind: 'invitation', subjectId: row.id } as const;
  await composeLinkMail(tx, { recipient: row.email, rendered, link, businessDate: by.today, now: by.now }, by.mail);
  return {
    ...describeInvitation(row, by.now),
    link: linkUrl(by.appUrl, 'invitation', token),
    isMailed: by.mail.isConfigured,
  };
}

async function refuseKnown(tx: TenantTransaction, email: string, now: Date): Promise<void> {
  if ((await listMembers(tx)).some((member) => member.email === email))
    throw new AppError('invitation.already_member', 'Change the role of the member instead.');
  const open = (await listWaitingInvitations(tx)).find((one) => one.email === email);
  if (open === undefined) return;
  if (open.expiresAt > now)
    throw new AppError('invitation.already_open', 'Send the invitation again, or revoke it first.');
  await markInvitationRevoked(tx, open.id, now);
}

/**
 * Invites an address into the firm, in the caller's transaction: mails one link and answers another, once. Throws
 * `auth.forbidden` for a role that the inviter may not give, `invitation.already_member`, `invitation.already_open`, and
 * `sample.no_people`.
 */
export async function inviteMember(
  tx: TenantTransaction,
  request: InviteRequest,
  by: Inviter,
): Promise<IssuedInvitation> {
  assertMayGive(by.granted, request.role);
  // Two at once wait here for each other, so that the second is told of the first.
  const members = await lockMembers(tx);
  const email = request.email.trim().toLowerCase();
  await refuseKnown(tx, email, by.now);
  const userId = userIdOf(by);
  const row: InvitationRow = {
    id: randomUUID(),
    email,
    role: request.role,
    invitedByName: members.find((member) => member.userId === userId)?.name ?? null,
    createdAt: by.now,
    expiresAt: new Date(by.now.getTime() + INVITATION_MS),
  };
  await insertInvitation(tx, { ...row, invitedBy: userId });
  const issued = await issue(tx, row, by);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'invitation.sent',
    subject: { kind: 'invitation', id: row.id },
    details: { email, role: row.role },
  });
  return issued;
}

async function lockOwn(tx: TenantTransaction, id: string, by: Inviter): Promise<InvitationRow> {
  const row = isUuid(id) ? await lockWaitingInvitation(tx, id) : null;
  if (row === null) throw notFound();
  assertMayGive(by.granted, row.role);
  return row;
}

/** Sends an invitation again for another seven days; its former links lead nowhere from then on. Throws `not_found`. */
export async function resendInvitation(tx: TenantTransaction, id: string, by: Inviter): Promise<IssuedInvitation> {
  const row = { ...(await lockOwn(tx, id, by)), expiresAt: new Date(by.now.getTime() + INVITATION_MS) };
  await renewInvitation(tx, id, row.expiresAt);
  const issued = await issue(tx, row, by);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'invitation.resent',
    subject: { kind: 'invitation', id },
    details: { email: row.email, role: row.role },
  });
  return issued;
}

/** Ends an invitation. Throws `not_found` when it was accepted or revoked. */
export async function revokeInvitation(tx: TenantTransaction, id: string, by: Inviter): Promise<void> {
  const row = await lockOwn(tx, id, by);
  await markInvitationRevoked(tx, id, by.now);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'invitation.revoked',
    subject: { kind: 'invitation', id },
    details: { email: row.email, role: row.role },
  });
}

/** The invitations that nobody accepted or revoked, expired ones too. */
export async function listInvitations(tx: TenantTransaction, now: Date): Promise<Invitation[]> {
  return (await listWaitingInvitations(tx)).map((row) => describeInvitation(row, now));
}
