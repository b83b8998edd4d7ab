import type { TenantTransaction } from '../transactions.ts';

export interface SavedViewRow {
  readonly id: string;
  readonly page: 'clients' | 'deadlines' | 'entries' | 'imports';
  readonly name: string;
  readonly query: string;
  /** Null: the whole firm's. */
  readonly userId: string | null;
  readonly createdBy: string;
}

const COLUMNS = `id, page, name, query, user_id as "userId", created_by as "createdBy"`;

/** The views that a person sees: his own and the firm's, by page and name. */
export function listSavedViewRows(tx: TenantTransaction, userId: string): Promise<SavedViewRow[]> {
  return tx.query<SavedViewRow>(
    `select ${COLUMNS} from saved_view
      where organization_id = $1 and (user_id is null or user_id = $2) order by page, lower(name), id`,
    [tx.organizationId, userId],
  );
}

/** A view that the person sees, locked until the transaction ends; null for one that is missing or somebody else's. */
export async function lockSavedView(tx: TenantTransaction, id: string, userId: string): Promise<SavedViewRow | null> {
  const [row] = await tx.query<SavedViewRow>(
    `select ${COLUMNS} from saved_view
      where organization_id = $1 and id = $2 and (user_id is null or user_id = $3) for update`,
    [tx.organizationId, id, userId],
  );
  return row ?? null;
}

/** Keeps a new view; false when the page has one of this name in the same hands. */
export async function insertSavedView(
  tx: TenantTransaction,
  view: SavedViewRow & { readonly createdAt: Date },
): Promise<boolean> {
  const { id, page, name, query, userId, createdBy, createdAt } = view;
  const rows = await tx.query(
    `insert into saved_view (organization_id, id, page, name, query, user_id, created_by, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict do nothing returning id`,
    [tx.organizationId, id, page, name, query, userId, createdBy, createdAt],
  );
  return rows.length > 0;
}

/** True when another view of the page bears this name in the same hands. */
export async function isViewNameTaken(tx: TenantTransaction, view: SavedViewRow): Promise<boolean> {
  const rows = await tx.query(
    `select id from saved_view
      where organization_id = $1 and page = $2 and user_id is not distinct from $3 and lower(name) = lower($4) and id <> $5`,
    [tx.organizationId, view.page, view.userId, view.name, view.id],
  );
  return rows.length > 0;
}

/** Writes name, query and whose it is. */
export async function updateSavedViewRow(tx: TenantTransaction, view: SavedViewRow, updatedAt: Date): Promise<void> {
  await tx.query(
    `update saved_view set name = $3, query = $4, user_id = $5, updated_at = $6 where organization_id = $1 and id = $2`,
    [tx.organizationId, view.id, view.name, view.query, view.userId, updatedAt],
  );
}

export async function deleteSavedView(tx: TenantTransaction, id: string): Promise<void> {
  await tx.query('delete from saved_view where organization_id = $1 and id = $2', [tx.organizationId, id]);
}
