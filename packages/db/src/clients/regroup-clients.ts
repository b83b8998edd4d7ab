import { randomUUID } from 'node:crypto';
import type { TenantTransaction } from '../transactions.ts';

/** A merge or a move as it was done. */
export interface Regrouping {
  readonly id: string;
  readonly kind: 'merge' | 'move';
  readonly fromClientId: string;
  readonly intoClientId: string;
  readonly numbers: readonly string[];
  readonly before: Readonly<Record<string, unknown>>;
  readonly undoneAt: Date | null;
}

/** The client that stands for an id today: itself, or the one it was merged into, however often; null for no such client. */
export async function findPresentClient(tx: TenantTransaction, clientId: string): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `with recursive present as (
       select id, merged_into from client where organization_id = $1 and id = $2
       union
       select c.id, c.merged_into from present p join client c on c.organization_id = $1 and c.id = p.merged_into
     )
     select id from present where merged_into is null`,
    [tx.organizationId, clientId],
  );
  return row?.id ?? null;
}

/** The importer numbers of a client, by number. */
export async function listNumbersOf(
  tx: TenantTransaction,
  clientId: string,
): Promise<{ readonly id: string; readonly number: string }[]> {
  return tx.query<{ id: string; number: string }>(
    'select id, number from importer_number where organization_id = $1 and client_id = $2 order by number',
    [tx.organizationId, clientId],
  );
}

/**
 * Gives importer numbers, and every entry that bears one of them, from one client to another; each entry as it stood before goes
 * into its history. Answers how many entries moved and from which liquidation dates. Take `lockEntryFacts` first; deadlines and
 * counts of both clients are the caller's to bring in line.
 */
export async function moveNumbers(
  tx: TenantTransaction,
  move: { readonly numbers: readonly string[]; readonly from: string; readonly into: string; readonly cause: string },
): Promise<{ readonly entryCount: number; readonly dates: string[] }> {
  const { numbers, from, into, cause } = move;
  await tx.query(
    `insert into entry_change (organization_id, entry_number, cause, before)
     select organization_id, entry_number, $4, to_jsonb(e) from entry e
      where e.organization_id = $1 and e.client_id = $2 and e.importer_number = any($3::text[])`,
    [tx.organizationId, from, numbers, cause],
  );
  const moved = await tx.query<{ liquidatedOn: string | null; reliquidatedOn: string | null }>(
    `update entry set client_id = $4
      where organization_id = $1 and client_id = $2 and importer_number = any($3::text[])
     returning liquidated_on as "liquidatedOn", reliquidated_on as "reliquidatedOn"`,
    [tx.organizationId, from, numbers, into],
  );
  await tx.query(
    `update importer_number set client_id = $4 where organization_id = $1 and client_id = $2 and number = any($3::text[])`,
    [tx.organizationId, from, numbers, into],
  );
  const dates = moved.flatMap(({ liquidatedOn, reliquidatedOn }) => [liquidatedOn, reliquidatedOn]);
  return { entryCount: moved.length, dates: [...new Set(dates.filter((date) => date !== null))] };
}

/** Marks a client as taken over by another, or (null) as standing for itself again. */
export async function setMergedInto(
  tx: TenantTransaction,
  clientId: string,
  into: string | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `update client set merged_into = $3, version = version + 1, updated_at = $4 where organization_id = $1 and id = $2`,
    [tx.organizationId, clientId, into, at],
  );
}

/** Keeps what was done and what it takes to undo it; answers its id. */
export async function insertRegrouping(
  tx: TenantTransaction,
  regrouping: Omit<Regrouping, 'id' | 'undoneAt'> & { readonly doneBy: string | null; readonly doneAt: Date },
): Promise<string> {
  const id = randomUUID();
  const { kind, fromClientId, intoClientId, numbers, before, doneBy, doneAt } = regrouping;
  await tx.query(
    `insert into client_regrouping (organization_id, id, kind, from_client_id, into_client_id, numbers, before, done_by, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.organizationId, id, kind, fromClientId, intoClientId, numbers, JSON.stringify(before), doneBy, doneAt],
  );
  return id;
}

/** One merge or move, locked; null when the firm has none of this id. */
export async function lockRegrouping(tx: TenantTransaction, id: string): Promise<Regrouping | null> {
  const [row] = await tx.query<Regrouping>(
    `select id, kind, from_client_id as "fromClientId", into_client_id as "intoClientId", numbers, before,
            undone_at as "undoneAt"
       from client_regrouping where organization_id = $1 and id = $2 for update`,
    [tx.organizationId, id],
  );
  return row ?? null;
}

/** Notes that it was taken back. */
export async function markRegroupingUndone(
  tx: TenantTransaction,
  id: string,
  by: { readonly userId: string | null; readonly at: Date },
): Promise<void> {
  await tx.query('update client_regrouping set undone_by = $3, undone_at = $4 where organization_id = $1 and id = $2', [
    tx.organizationId,
    id,
    by.userId,
    by.at,
  ]);
}
