import { renameMember, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { IdentifiedMember } from '../sessions/identify-session.ts';

/** Changes the person's own name, in the caller's transaction. */
export async function renameSelf(
  tx: TenantTransaction,
  person: Pick<IdentifiedMember, 'userId' | 'userName'>,
  change: { readonly name: string; readonly now: Date },
): Promise<void> {
  if (change.name === person.userName) return;
  await renameMember(tx, person.userId, change.name);
  await appendAudit(tx, {
    at: change.now,
    actor: { kind: 'user', id: person.userId },
    action: 'member.renamed',
    subject: { kind: 'user', id: person.userId },
    details: { before: person.userName, after: change.name },
  });
}
