import type { UpdateClientRequest } from '@capeline/contracts';
import {
  type ClientWaiting,
  findMemberUserId,
  lockClient,
  updateClient as saveClient,
  type TenantTransaction,
  updateClientWaiting,
} from '@capeline/db';
import type { PlainDate } from '@capeline/domain';
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

/** The wait after a change: the same one goes on since it began, another begins. Throws `request.invalid`. */
function waitingOf(
  before: ClientWaiting | null,
  wanted: UpdateClientRequest['waiting'],
  today: PlainDate,
): ClientWaiting | null {
  if (wanted === undefined) return before;
  if (wanted === null) return null;
  const { on, chaseOn } = wanted;
  const who = on === 'other' ? wanted.who : null;
  if (on === 'other' && who === null) throw invalid('/waiting/who', 'Say whom the client waits for.');
  const isSameWait = before?.on === on && before.who === who;
  const since = wanted.since ?? (isSameWait ? before.since : today);
  if (since > today) throw invalid('/waiting/since', 'A wait begins today or before.');
  if (chaseOn !== null && chaseOn < since)
    throw invalid('/waiting/chaseOn', 'Ask again on a day after the wait began.');
  return { on, who, since, chaseOn };
}

/**
 * Changes a client's name, owner, or whom it waits for, in the caller's transaction. Nothing is written when nothing differs. Throws `not_found`,
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
  const waiting = waitingOf(before.waiting, changes.waiting, writer.today);
  const isSame = JSON.stringify(waiting) === JSON.stringify(before.waiting);
  if (name === before.name && ownerUserId === before.ownerUserId && isSame) return;
  await saveClient(tx, { id: clientId, name, ownerUserId, updatedAt: writer.now });
  if (!isSame) await updateClientWaiting(tx, clientId, waiting);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.changed',
    subject: { kind: 'client', id: clientId },
    details: {
      before: { name: before.name, ownerUserId: before.ownerUserId, waiting: before.waiting },
      after: { name, ownerUserId, waiting },
    },
  });
}
