import type { TenantTransaction } from '../transactions.ts';

/** What stands on the entries of an import and must go first. */
export interface UndoBlocker {
  readonly kind: 'import' | 'person';
  /** The import's id; null for what people entered. */
  readonly importId: string | null;
  /** The import's file name, or what people did in the words of the history. */
  readonly what: string;
  readonly asOf: string | null;
  readonly at: Date;
  readonly entries: number;
  /** One of them. */
  readonly entryNumber: string;
}

const OWN_ENTRIES = `
  insert into undo_entry
  select entry_number from entry_change where organization_id = $1 and import_id = $2 and cause = 'import'
  union
  select entry_number from entry where organization_id = $1 and first_import_id = $2
  union
  select unnest(entry_numbers) from import_entry_list where organization_id = $1 and import_id = $2 and kind = 'seen'`;

/** Makes `undo_entry`: every entry of which the import said something that was kept. Run it under `lockEntryFacts`. */
export async function findEntriesOfImport(tx: TenantTransaction, importId: string): Promise<void> {
  await tx.query('create temporary table undo_entry (entry_number text primary key) on commit drop');
  await tx.query(OWN_ENTRIES, [tx.organizationId, importId]);
  await tx.query('analyze undo_entry');
}

// An import that repeated the facts stands on them as much as one that changed them: without it they would be newer than their source.
const LATER_IMPORTS = `
  select 'import' as kind, y.id as "importId", y.file_name as what, y.as_of as "asOf", y.committed_at as at, count(*)::int as entries,
    min(t.entry_number) as "entryNumber"
  from report_import y
  cross join lateral (
    select c.entry_number from entry_change c where c.organization_id = $1 and c.import_id = y.id and c.cause = 'import'
    union
    select unnest(l.entry_numbers) from import_entry_list l
     where l.organization_id = $1 and l.import_id = y.id and l.kind = 'seen'
  ) t
  join undo_entry own on own.entry_number = t.entry_number
  where y.organization_id = $1 and y.status = 'committed' and y.change_mark > $2
  group by y.id, y.file_name, y.as_of, y.committed_at, y.change_mark
  order by y.change_mark desc limit $3`;

const HAND_EDITS = `
  select 'person' as kind, null as "importId", c.cause as what, null as "asOf", max(c.changed_at) as at,
    count(distinct c.entry_number)::int as entries, min(c.entry_number) as "entryNumber"
  from undo_entry own
  join entry_change c on c.organization_id = $1 and c.entry_number = own.entry_number
  where c.id > $2 and c.import_id is null
  group by c.cause
  union all
  select 'person', null, 'deadline_' || x.cause, null, max(x.created_at), count(distinct x.entry_number)::int, min(x.entry_number)
  from undo_entry own
  join entry e on e.organization_id = $1 and e.entry_number = own.entry_number and e.first_import_id = $3
  join deadline_exit x on x.organization_id = $1 and x.entry_number = own.entry_number and x.import_id is null
  group by x.cause
  order by at desc`;

const MOST_IMPORTS = 20;

/** Imports committed after `changeMark` and people's changes that touch an entry of `undo_entry`, newest first. */
export async function listUndoBlockers(
  tx: TenantTransaction,
  importId: string,
  changeMark: number,
): Promise<UndoBlocker[]> {
  const imports = await tx.query<UndoBlocker>(LATER_IMPORTS, [tx.organizationId, changeMark, MOST_IMPORTS]);
  const edits = await tx.query<UndoBlocker>(HAND_EDITS, [tx.organizationId, changeMark, importId]);
  return [...imports, ...edits].sort((left, right) => right.at.getTime() - left.at.getTime());
}
