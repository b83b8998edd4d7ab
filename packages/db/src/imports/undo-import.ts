import type { TenantTransaction } from '../transactions.ts';
import { FACTS } from './compare-entries.ts';
import type { UndoCounts } from './report-imports.ts';
import { holdEarlierDates } from './restore-liquidations.ts';

/** What an undo gives back; lines, exits and the mark of a missing entry are not columns of what a report says. */
const RESTORED = ['as_of', 'last_import_id', 'proposed_row', ...FACTS];

// The history holds the entry whole. What was added to the table since then is taken from the entry as it stands.
const FIND_BEFORE = `
  insert into undo_next
  select (jsonb_populate_record(e, c.before)).*
    from entry_change c join entry e on e.organization_id = $1 and e.entry_number = c.entry_number
   where c.organization_id = $1 and c.import_id = $2 and c.cause = 'import'`;

// Since then the number may have moved to another client, which is nothing that the import did.
const KEEP_CLIENTS = `
  update undo_next n set client_id = coalesce(
      case when n.importer_number = e.importer_number then e.client_id end,
      (select i.client_id from importer_number i where i.organization_id = $1 and i.number = n.importer_number), n.client_id)
    from entry e where e.organization_id = $1 and e.entry_number = n.entry_number`;

const KEEP_HISTORY = `
  insert into entry_change (organization_id, entry_number, import_id, cause, before)
  select $1, e.entry_number, $2, 'import_undone', to_jsonb(e)
    from entry e
   where e.organization_id = $1 and (e.first_import_id = $2 or exists (select from undo_next n where n.entry_number = e.entry_number))`;

const RESTORE = `
  update entry e set (${RESTORED.join(', ')}, kept_status, kept_on) = (${RESTORED.map((column) => `n.${column}`).join(', ')}, n.kept_status, n.kept_on)
    from undo_next n where e.organization_id = $1 and e.entry_number = n.entry_number`;

const RESTORE_DATES_OF_REPORT = `
  update entry e set as_of = l.as_of_before
    from (select as_of_before, unnest(entry_numbers) as entry_number from import_entry_list
           where organization_id = $1 and import_id = $2 and kind = 'seen') l
   where e.organization_id = $1 and e.entry_number = l.entry_number and e.as_of = $3 and l.as_of_before < $3`;

const REMOVE_LINES = `
  delete from entry_line l using undo_entry own
   where l.organization_id = $1 and l.entry_number = own.entry_number and l.import_id = $2`;

const REMOVE_EXITS = `
  delete from deadline_exit x using undo_entry own
   where x.organization_id = $1 and x.entry_number = own.entry_number and x.import_id = $2`;

// Another report that lacks the entry, too, keeps the mark alive.
const UNMARK_ABSENT = `
  with marked as (
    select entry_number, as_of from entry where organization_id = $1 and gone_import_id = $2
  ), other as (
    select distinct on (m.entry_number) m.entry_number, y.as_of, y.id
      from report_import y
      join import_entry_list l on l.organization_id = $1 and l.import_id = y.id and l.kind = 'absent'
      cross join lateral unnest(l.entry_numbers) as a(entry_number)
      join marked m on m.entry_number = a.entry_number and m.as_of < y.as_of
     where y.organization_id = $1 and y.status = 'committed' and y.id <> $2
     order by m.entry_number, y.as_of, y.id
  )
  update entry e set gone_since = o.as_of, gone_import_id = o.id
    from marked m left join other o on o.entry_number = m.entry_number
   where e.organization_id = $1 and e.entry_number = m.entry_number
  returning e.client_id as "clientId"`;

const CLIENTS = `
  select distinct e.client_id as "clientId" from undo_entry own
    join entry e on e.organization_id = $1 and e.entry_number = own.entry_number
  union select client_id from undo_next`;

export interface UndoneEntries extends Omit<UndoCounts, 'alertsWithdrawn'> {
  /** Whose deadlines and counts must be brought in line. */
  readonly clientIds: readonly string[];
}

/**
 * Gives the entries of `undo_entry` back the facts, lines and exits that they had before the import, and removes those that it brought;
 * a date that would move later rules on beside a proposal. Everything that changes goes into the history.
 */
export async function undoEntries(
  tx: TenantTransaction,
  undone: { readonly importId: string; readonly asOf: string },
): Promise<UndoneEntries> {
  const { importId, asOf } = undone;
  const firm = tx.organizationId;
  await tx.query('create temporary table undo_next (like entry) on commit drop');
  await tx.query(FIND_BEFORE, [firm, importId]);
  await tx.query(KEEP_CLIENTS, [firm]);
  await tx.query('analyze undo_next');
  const clients = await tx.query<{ clientId: string }>(CLIENTS, [firm]);
  const datesHeld = await holdEarlierDates(tx, importId);
  await tx.query(KEEP_HISTORY, [firm, importId]);
  await tx.query(RESTORE, [firm]);
  await tx.query(RESTORE_DATES_OF_REPORT, [firm, importId, asOf]);
  await tx.query(REMOVE_LINES, [firm, importId]);
  await tx.query(REMOVE_EXITS, [firm, importId]);
  const [restored] = await tx.query<{ count: number }>('select count(*)::int as count from undo_next');
  const removed = await tx.query(
    'delete from entry where organization_id = $1 and first_import_id = $2 returning entry_number',
    [firm, importId],
  );
  const unmarked = await tx.query<{ clientId: string }>(UNMARK_ABSENT, [firm, importId]);
  return {
    entriesRemoved: removed.length,
    entriesRestored: restored?.count ?? 0,
    datesHeld,
    clientIds: [...new Set([...clients, ...unmarked].map(({ clientId }) => clientId))],
  };
}

/** An import as its undo must know it, its row locked; null for none of this id. `changeMark` null: nothing of it can be undone. */
export interface UndoableImport {
  readonly status: string;
  readonly fileName: string;
  readonly asOf: string;
  readonly changeMark: number | null;
}

export async function lockImportForUndo(tx: TenantTransaction, importId: string): Promise<UndoableImport | null> {
  const [row] = await tx.query<UndoableImport>(
    `select status, file_name as "fileName", as_of as "asOf", change_mark as "changeMark"
       from report_import where organization_id = $1 and id = $2 for update`,
    [tx.organizationId, importId],
  );
  return row ?? null;
}

/** Ends the import as undone; the same bytes may come again. `counts` null: it was discarded before anything was committed. */
export async function markImportUndone(
  tx: TenantTransaction,
  importId: string,
  undone: { readonly at: Date; readonly by: string | null; readonly counts: UndoCounts | null },
): Promise<void> {
  await tx.query(
    `update report_import set status = 'undone', undone_at = $3, undone_by = $4, undo_counts = $5::jsonb
      where organization_id = $1 and id = $2`,
    [tx.organizationId, importId, undone.at, undone.by, undone.counts === null ? null : JSON.stringify(undone.counts)],
  );
}
