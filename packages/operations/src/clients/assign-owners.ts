import type { AssignOwnersAnswer, AssignOwnersRequest } from '@capeline/contracts';
import { type ClientRow, lockClients, type TenantTransaction, updateClientOwners } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import type { RankCache } from '../board/rank-cache.ts';
import { listMatchingClientIds } from './list-clients.ts';
import { isUuid, type Reader, type Writer } from './reader.ts';
import { resolveMember } from './update-client.ts';

type Result = AssignOwnersAnswer['data'][number];
interface Wish {
  readonly clientId: string;
  readonly ownerUserId: string | null;
  readonly version: number | undefined;
}

async function wishesOf(
  tx: TenantTransaction,
  request: AssignOwnersRequest,
  reader: Reader,
  cache: RankCache,
): Promise<Wish[]> {
  if ('matching' in request) {
    const ownerUserId = await resolveMember(tx, request.ownerId, '/ownerId');
    const ids = await listMatchingClientIds(tx, request.matching, reader, cache);
    return ids.map((clientId) => ({ clientId, ownerUserId, version: undefined }));
  }
  const owners = new Map<string | null, string | null>();
  const wishes: Wish[] = [];
  for (const [index, { clientId, ownerId, version }] of request.assignments.entries()) {
    if (!owners.has(ownerId)) owners.set(ownerId, await resolveMember(tx, ownerId, `/assignments/${index}/ownerId`));
    wishes.push({ clientId, ownerUserId: owners.get(ownerId) ?? null, version });
  }
  return wishes;
}

function judge({ clientId, ownerUserId, version }: Wish, before: ClientRow | undefined): Result {
  if (before === undefined) return { clientId, name: null, outcome: 'not_found', formerOwnerId: null, version: null };
  const about = { clientId, name: before.name, formerOwnerId: before.ownerUserId, version: before.version };
  if (version !== undefined && version !== before.version) return { ...about, outcome: 'changed_meanwhile' };
  if (ownerUserId === before.ownerUserId) return { ...about, outcome: 'unchanged' };
  return { ...about, outcome: 'assigned', version: before.version + 1 };
}

/**
 * Names an owner for many clients at once, in the caller's transaction, and says of each what became of it: nothing is left out in
 * silence. A client that somebody changed since the given version keeps its owner. Throws `request.invalid` for an owner who is no
 * member; then nothing is written.
 */
export async function assignOwners(
  tx: TenantTransaction,
  request: AssignOwnersRequest,
  who: { readonly reader: Reader; readonly writer: Writer; readonly cache: RankCache },
): Promise<AssignOwnersAnswer> {
  const { reader, writer, cache } = who;
  const wishes = await wishesOf(tx, request, reader, cache);
  const ids = wishes.map(({ clientId }) => clientId).filter(isUuid);
  const before = new Map((await lockClients(tx, ids)).map((row) => [row.id, row]));
  const data = wishes.map((wish) => judge(wish, before.get(wish.clientId)));
  const changed = wishes.filter((_, index) => data[index]?.outcome === 'assigned');
  if (changed.length === 0) return { data };
  await updateClientOwners(tx, changed, writer.now);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'client.owners_assigned',
    subject: { kind: 'organization', id: tx.organizationId },
    details: {
      clients: changed.map(({ clientId, ownerUserId }) => ({
        id: clientId,
        before: before.get(clientId)?.ownerUserId ?? null,
        after: ownerUserId,
      })),
    },
  });
  return { data };
}
