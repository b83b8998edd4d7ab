import type { UpdateClientRequest } from '@capeline/contracts';
import { findMemberUserId, lockClient, updateClient as saveClient, type TenantTransaction } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { assertVersion } from './expected-version.ts';
import { invalid, isUuid, notFound, type Writer } from './reader.ts';

/** The member whom an id names, for a field of a request; null stays null. Throws `request.invalid` for anybody else. */
export async function resolveMember(tx: TenantTransaction, id: string | null, pointer: string): Promise<string | null> {
  if (id === null) return null;
  const userId = isUuid(id) ? await findMemberUserId(tx, id) : null;
  if (userId === null) throw invalid(pointer, 'This is no member of your firm.');
  return userId;
}

/**
 * Changes a client's name or owner, in the caller's transaction. Nothing is written when nothing differs. Throws `not_found`,
 * `conflict.version`, and `request.invalid` for an owner who is no member.
 */
export async function updateClient(
  tx: TenantTransaction,
  input: { readonly clientId: string; readonly changes: UpdateClientRequest; readonly ifMatch: string | undefined },
  writer: Writer,
): Promise<void> {
  const { clientId, changes } = input;
  const before = isUuid(clientId) ? await lockClient(tx, clientId) : null;
  if (before === null) throw notFound();
  assertVersion(input.ifMatch, before.version);
  const name = changes.name ?? before.name;
  const ownerUserId =
    changes.ownerId === undefined ? before.ownerUserId : await resolveMember(tx, changes.ownerId, '/ownerId');
  if (name === before.name && ownerUserId === before.ownerUserId) return;
  await saveClient(tx, { id: clientId, name, ownerUserId, updatedAt: writer.now });
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.changed',
    subject: { kind: 'client', id: clientId },
    details: {
      before: { name: before.name, ownerUserId: before.ownerUserId },
      after: { name, ownerUserId },
    },
  });
}
