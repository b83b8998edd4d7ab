import type { MergeCandidate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** Every client as the search for doubles sees it. */
export interface MergeCandidateRow extends MergeCandidate {
  readonly ownerUserId: string | null;
  readonly ownerName: string | null;
}

/** Every client of the firm with its numbers, by id. */
export function listMergeCandidates(tx: TenantTransaction): Promise<MergeCandidateRow[]> {
  return tx.query<MergeCandidateRow>(
    `select c.id, c.name, coalesce(s.entry_count, 0) as "entryCount", coalesce(n.numbers, '{}') as "importerNumbers",
            c.owner_user_id as "ownerUserId", u.name as "ownerName"
       from client c
       left join client_summary s on s.organization_id = $1 and s.client_id = c.id
       left join app_user u on u.id = c.owner_user_id
       left join (select client_id, array_agg(number order by number) as numbers from importer_number
                   where organization_id = $1 group by client_id) n on n.client_id = c.id
      where c.organization_id = $1 and c.merged_into is null order by c.id`,
    [tx.organizationId],
  );
}

/** Pairs of clients of which a person said that they are two. */
export function listMergeDismissals(tx: TenantTransaction): Promise<{ readonly a: string; readonly b: string }[]> {
  return tx.query<{ a: string; b: string }>(
    'select client_a as a, client_b as b from merge_dismissal where organization_id = $1',
    [tx.organizationId],
  );
}

/** Keeps that two clients are two. Both must be the firm's. */
export async function insertMergeDismissal(
  tx: TenantTransaction,
  pair: { readonly ids: readonly [string, string]; readonly by: string | null; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into merge_dismissal (organization_id, client_a, client_b, dismissed_by, dismissed_at)
     values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $4, $5) on conflict do nothing`,
    [tx.organizationId, ...pair.ids, pair.by, pair.at],
  );
}

/** Forgets that two clients are two; false when nobody had said so. */
export async function deleteMergeDismissal(tx: TenantTransaction, ids: readonly [string, string]): Promise<boolean> {
  const rows = await tx.query(
    `delete from merge_dismissal
      where organization_id = $1 and client_a = least($2::uuid, $3::uuid) and client_b = greatest($2::uuid, $3::uuid)
      returning client_a`,
    [tx.organizationId, ...ids],
  );
  return rows.length > 0;
}

/** What was said of one client holds for the one that takes it over. */
export async function carryMergeDismissals(tx: TenantTransaction, from: string, into: string): Promise<void> {
  await tx.query(
    `insert into merge_dismissal (organization_id, client_a, client_b, dismissed_by, dismissed_at)
     select organization_id, least($3::uuid, other), greatest($3::uuid, other), dismissed_by, dismissed_at
       from (select *, case when client_a = $2 then client_b else client_a end as other from merge_dismissal
              where organization_id = $1 and $2 in (client_a, client_b)) d
      where other <> $3
     on conflict do nothing`,
    [tx.organizationId, from, into],
  );
}
