import { randomUUID } from 'node:crypto';
import type { PlanAbsenceRequest } from '@capeline/contracts';
import { endAbsence, insertAbsence, lockMembers, type Member, type TenantTransaction } from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { invalid, notFound, userIdOf, type Writer } from '../clients/reader.ts';

/** Who is meant: by his membership, or the person himself. */
export type WhoIsAway = { readonly memberId: string } | { readonly userId: string };

function find(members: readonly Member[], who: WhoIsAway): Member {
  const member = members.find(({ id, userId }) => ('memberId' in who ? id === who.memberId : userId === who.userId));
  if (member === undefined) throw notFound();
  return member;
}

function delegateOf(members: readonly Member[], away: Member, delegateId: string | null): string | null {
  if (delegateId === null) return null;
  const delegate = members.find(({ id, userId }) => id === delegateId || userId === delegateId);
  if (delegate === undefined) throw invalid('/delegateId', 'This is no member of your firm.');
  if (delegate.id === away.id) throw invalid('/delegateId', 'Choose somebody else.');
  if (delegate.role === 'auditor') throw invalid('/delegateId', 'An auditor only reads. Choose somebody who can act.');
  return delegate.userId;
}

function assertDates({ from, until }: PlanAbsenceRequest, today: PlainDate): void {
  if (until < from) throw invalid('/until', 'The last day lies before the first.');
  if (until < today) throw invalid('/until', 'These days are over.');
}

/**
 * Plans an absence, in place of what was planned: from the first day to the last, both included, the delegate hears alerts and
 * digests as well and finds the clients under "mine". It ends by its dates. Throws `not_found`, and `request.invalid` for dates or a
 * delegate that cannot be.
 */
export async function planAbsence(
  tx: TenantTransaction,
  who: WhoIsAway,
  plan: PlanAbsenceRequest,
  by: Writer,
): Promise<void> {
  const members = await lockMembers(tx);
  const away = find(members, who);
  assertDates(plan, by.today);
  const delegateUserId = delegateOf(members, away, plan.delegateId);
  const { from: fromOn, until: untilOn } = plan;
  await endAbsence(tx, away.userId, by.now);
  const createdBy = userIdOf(by);
  const id = randomUUID();
  await insertAbsence(tx, { id, userId: away.userId, fromOn, untilOn, delegateUserId, createdBy, createdAt: by.now });
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'member.absence_planned',
    subject: { kind: 'user', id: away.userId },
    details: { fromOn, untilOn, delegateUserId },
  });
}

/** Ends what is planned or runs, at once; nothing planned is nothing done. Throws `not_found` for somebody who is no member. */
export async function cancelAbsence(tx: TenantTransaction, who: WhoIsAway, by: Writer): Promise<void> {
  const away = find(await lockMembers(tx), who);
  if (!(await endAbsence(tx, away.userId, by.now))) return;
  await appendAudit(tx, {
    at: by.now,
    actor: by.actor,
    action: 'member.absence_cancelled',
    subject: { kind: 'user', id: away.userId },
    details: {},
  });
}
