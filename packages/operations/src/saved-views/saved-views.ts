import { randomUUID } from 'node:crypto';
import { AppError, type SavedView, type SaveViewRequest, type UpdateSavedViewRequest } from '@capeline/contracts';
import {
  deleteSavedView,
  insertSavedView,
  isViewNameTaken,
  listSavedViewRows,
  lockSavedView,
  type SavedViewRow,
  type TenantTransaction,
  updateSavedViewRow,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';
import { isUuid, notFound, type Writer } from '../clients/reader.ts';

/** A member who works with views. */
export interface ViewUser {
  readonly userId: string;
  /** May make and change views that the whole firm sees. */
  readonly mayShare: boolean;
}

const describe = (row: SavedViewRow, { userId, mayShare }: ViewUser): SavedView => ({
  id: row.id,
  page: row.page,
  name: row.name,
  query: row.query,
  shared: row.userId === null,
  mayChange: row.userId === userId || mayShare,
});

function assertMayShare({ mayShare }: ViewUser): void {
  if (!mayShare) throw new AppError('auth.forbidden', 'A view for the whole firm needs the permission clients:write.');
}

const nameTaken = (): AppError =>
  new AppError('saved_view.name_taken', 'Choose another name, or change the view that bears it.', [
    { pointer: '/name', message: 'A view of this name exists.' },
  ]);

const detailsOf = ({ page, name, query, userId }: SavedViewRow) => ({ page, name, query, shared: userId === null });

async function note(
  tx: TenantTransaction,
  action: 'saved_view.made' | 'saved_view.changed' | 'saved_view.removed',
  row: SavedViewRow,
  writer: Writer,
): Promise<void> {
  const subject = { kind: 'saved_view', id: row.id };
  await appendAudit(tx, { at: writer.now, actor: writer.actor, action, subject, details: detailsOf(row) });
}

/** The views that a person sees: his own and the firm's. */
export async function listSavedViews(tx: TenantTransaction, user: ViewUser): Promise<SavedView[]> {
  const rows = await listSavedViewRows(tx, user.userId);
  return rows.map((row) => describe(row, user));
}

/** Keeps a view. Throws `saved_view.name_taken`, and `auth.forbidden` for a shared one of somebody who only reads. */
export async function saveView(
  tx: TenantTransaction,
  request: SaveViewRequest,
  user: ViewUser,
  writer: Writer,
): Promise<SavedView> {
  const { shared, ...view } = request;
  if (shared) assertMayShare(user);
  const row = { ...view, id: randomUUID(), userId: shared ? null : user.userId, createdBy: user.userId };
  if (!(await insertSavedView(tx, { ...row, createdAt: writer.now }))) throw nameTaken();
  await note(tx, 'saved_view.made', row, writer);
  return describe(row, user);
}

async function getChangeable(tx: TenantTransaction, id: string, user: ViewUser): Promise<SavedViewRow> {
  const row = isUuid(id) ? await lockSavedView(tx, id, user.userId) : null;
  if (row === null) throw notFound();
  if (row.userId === null) assertMayShare(user);
  return row;
}

/** Changes a view's name, query or whose it is. Throws `not_found`, `auth.forbidden` and `saved_view.name_taken`. */
export async function updateSavedView(
  tx: TenantTransaction,
  input: { readonly id: string; readonly changes: UpdateSavedViewRequest },
  user: ViewUser,
  writer: Writer,
): Promise<SavedView> {
  const before = await getChangeable(tx, input.id, user);
  const { name = before.name, query = before.query, shared = before.userId === null } = input.changes;
  if (shared) assertMayShare(user);
  const row: SavedViewRow = { ...before, name, query, userId: shared ? null : user.userId };
  if (await isViewNameTaken(tx, row)) throw nameTaken();
  await updateSavedViewRow(tx, row, writer.now);
  await note(tx, 'saved_view.changed', row, writer);
  return describe(row, user);
}

/** Removes a view. Throws `not_found`, and `auth.forbidden` for a shared one of somebody who only reads. */
export async function removeSavedView(
  tx: TenantTransaction,
  id: string,
  user: ViewUser,
  writer: Writer,
): Promise<void> {
  const row = await getChangeable(tx, id, user);
  await deleteSavedView(tx, id);
  await note(tx, 'saved_view.removed', row, writer);
}
