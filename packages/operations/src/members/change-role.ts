import { AppError, type Permission, type Role } from '@capeline/contracts';
import { lockMembers, type Member, type TenantTransaction, updateMemberRole } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { notFound, type Writer } from '../clients/reader.ts';
import { assertMayGive } from './may-give.ts';

/** Who changes members, and what he may do. */
export interface MemberKeeper extends Writer {
  readonly granted: readonly Permission[];
}

/** The member of that id among the locked ones. Throws `not_found`. */
export function memberOf(members: readonly Member[], memberId: string): Member {
  const member = members.find(({ id }) => id === memberId);
  if (member === undefined) throw notFound();
  return member;
}

/** Throws `member.last_owner` when the firm would be left without an owner; `members` are locked. */
export function assertOwnerRemains(members: readonly Member[], leaving: Member): void {
  if (leaving.role !== 'owner') return;
  if (members.some(({ id, role }) => role === 'owner' && id !== leaving.id)) return;
  throw new AppError('member.last_owner', 'Make somebody else an owner first.');
}

/**
 * Gives a member another role, in the caller's transaction; it holds from his next request on. Throws `not_found`, `auth.forbidden`
 * (owners are made and unmade by owners alone) and `member.last_owner`.
 */
export async function changeMemberRole(
  tx: TenantTransaction,
  input: { readonly memberId: string; readonly role: Role },
  by: MemberKeeper,
): Promise<void> {
  const members = await lockMembers(tx);
  const member = memberOf(members, input.memberId);
  assertMayGive(by.granted, member.role, input.role);
  if (member.role === input.role) return;
  assertOwnerRemains(members, member);
  await updateMemberRole(tx, member.id, input.role);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'member.role_changed',
    subject: { kind: 'user', id: member.userId },
    details: { before: member.role, after: input.role },
  });
}
