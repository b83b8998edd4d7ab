import { AppError, type DeactivatedMember, type MemberHoldings } from '@capeline/contracts';
import {
  clearDelegate,
  countLivingKeysOf,
  type Database,
  deleteSessionsInFirm,
  endAbsence,
  listChecksOwnedBy,
  listClientsOwnedBy,
  listMembersBySeniority,
  lockMembers,
  type Member,
  markMemberDeactivated,
  moveClients,
  saveCheckRecord,
  type TenantTransaction,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { invalid, userIdOf } from '../clients/reader.ts';
import { assertOwnerRemains, type MemberKeeper, memberOf } from './change-role.ts';
import { countFirmChecksOf, handOverFirmChecks } from './hand-over-firm-checks.ts';
import { assertMayGive } from './may-give.ts';

/** Who takes over when nobody is named: the longest-serving manager, else owner. `members` stand in the order they came. */
function successorOf(members: readonly Member[], leaving: Member): Member | null {
  const others = members.filter(({ id }) => id !== leaving.id);
  return others.find(({ role }) => role === 'manager') ?? others.find(({ role }) => role === 'owner') ?? null;
}

const named = (member: Member | null): { id: string; name: string } | null =>
  member === null ? null : { id: member.id, name: member.name };

/** What a member answers for, and who takes over unless somebody is named. Throws `not_found`. */
export async function listHoldings(tx: TenantTransaction, memberId: string): Promise<MemberHoldings> {
  const members = await listMembersBySeniority(tx);
  const member = memberOf(members, memberId);
  return {
    clients: await listClientsOwnedBy(tx, member.userId),
    checkCount: (await listChecksOwnedBy(tx, member.userId)).length,
    firmCheckCount: await countFirmChecksOf(tx, member.userId),
    apiKeyCount: await countLivingKeysOf(tx, member.userId),
    fallsTo: named(successorOf(members, member)),
  };
}

function heirOf(members: readonly Member[], leaving: Member, wanted: string | null): Member | null {
  if (wanted === null) return successorOf(members, leaving);
  const heir = members.find(({ id }) => id === wanted && id !== leaving.id);
  if (heir === undefined) throw invalid('/handOverTo', 'Choose another member of your firm.');
  if (heir.role === 'auditor') throw invalid('/handOverTo', 'An auditor only reads. Choose somebody who can act.');
  return heir;
}

async function moveChecks(tx: TenantTransaction, from: string, to: string, by: MemberKeeper): Promise<number> {
  const checks = await listChecksOwnedBy(tx, from);
  for (const { clientId, ...before } of checks) {
    const after = { ...before, ownerUserId: to, version: before.version + 1 };
    await saveCheckRecord(tx, { clientId, before, after, changedBy: userIdOf(by), changedAt: by.now });
  }
  return checks.length;
}

/** Gives everything that a person answers for to his heir; with nobody to take over it stays where it is. */
async function handOver(tx: TenantTransaction, from: string, heir: Member | null, by: MemberKeeper) {
  if (heir === null) return { checkCount: 0, firmCheckCount: 0 };
  const to = heir.userId;
  await moveClients(tx, { fromUserId: from, toUserId: to, at: by.now });
  const checkCount = await moveChecks(tx, from, to, by);
  const change = { changedBy: userIdOf(by), changedAt: by.now };
  return { checkCount, firmCheckCount: await handOverFirmChecks(tx, { from, to }, change) };
}

/**
 * Takes a member out of the firm, in the caller's transaction, and gives what he answered for to the member named, else to the
 * manager: nothing is left without an owner, and absences in which he stands in fall to the managers. No session of his answers from the commit on; end their rows with `endSessionsInFirm`.
 * Throws `not_found`, `auth.forbidden`, `member.last_owner`, `member.not_yourself`, and `request.invalid` for an heir who is none.
 */
export async function deactivateMember(
  tx: TenantTransaction,
  input: { readonly memberId: string; readonly handOverTo: string | null },
  by: MemberKeeper,
): Promise<DeactivatedMember & { readonly userId: string }> {
  const members = await lockMembers(tx);
  const member = memberOf(members, input.memberId);
  if (member.userId === userIdOf(by)) throw new AppError('member.not_yourself', 'Let another owner or manager do it.');
  assertMayGive(by.granted, member.role);
  assertOwnerRemains(members, member);
  const clients = await listClientsOwnedBy(tx, member.userId);
  const heir = heirOf(members, member, input.handOverTo);
  const { checkCount, firmCheckCount } = await handOver(tx, member.userId, heir, by);
  await endAbsence(tx, member.userId, by.now);
  await clearDelegate(tx, member.userId);
  await markMemberDeactivated(tx, member.id, by.now);
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'member.deactivated',
    subject: { kind: 'user', id: member.userId },
    details: {
      role: member.role,
      handedTo: heir?.userId ?? null,
      clientIds: clients.map(({ id }) => id),
      checkCount,
      firmCheckCount,
    },
  });
  const clientCount = clients.length;
  const handedTo = clientCount + checkCount + firmCheckCount > 0 ? named(heir) : null;
  return { userId: member.userId, clientCount, checkCount, firmCheckCount, handedTo };
}

/**
 * Removes the sessions of somebody who left. They answer nobody since he did, so nothing is open should this fail; a later return ends
 * them too.
 */
export async function endSessionsInFirm(
  database: Database,
  person: { readonly userId: string; readonly organizationId: string },
): Promise<void> {
  await database.withSystem('member left: remove the sessions', (tx) => deleteSessionsInFirm(tx, person));
}
