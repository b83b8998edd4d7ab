import type { TenantPgTransaction } from '../transactions.ts';
import { compareKnownEntries, FACTS, gapOf, LINES_HASH } from './compare-entries.ts';
import type { ReportedColumns } from './reported-columns.ts';
import { rowsHash } from './standing-entries.ts';

const INSERT_NEW = `
  with added as (
    insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, entry_type, entry_date,
      entry_summary_date, port_code, control_status, liquidation_status, liquidated_on, scheduled_on, provisional_on,
      reconciliation_flagged, protest_number, protest_status, ieepa_duty_cents, line_count, lines_hash, needs_data,
      as_of, first_import_id, last_import_id, rows_hash)
    select $1, s.entry_number, s.filer_code, n.client_id, s.importer_number, s.entry_type, s.entry_date,
      s.entry_summary_date, s.port_code, s.control_status, s.liquidation_status, s.liquidated_on, s.scheduled_on,
      s.provisional_on, s.reconciliation_flagged, s.protest_number, s.protest_status,
      case when s.problem is null then s.ieepa_duty_cents end, case when s.problem is null then s.row_count else 0 end,
      case when s.problem is null then ${LINES_HASH} end, coalesce(s.problem, ${gapOf('s')}), $2, $3, $3,
      case when s.problem is null then ${rowsHash('s')} end
    from staged_entry s
    join importer_number n on n.organization_id = $1 and n.number = s.importer_number
    where not exists (select from known_entry k where k.entry_number = s.entry_number)
    order by s.entry_number
    returning entry_number, client_id, lines_hash, ieepa_duty_cents
  )
  insert into touched_entry select entry_number, client_id, lines_hash is not null, true, ieepa_duty_cents from added`;

const WRITE_CHANGES = `
  insert into entry_change (organization_id, entry_number, import_id, cause, before)
  select $1, e.entry_number, $2, 'import', to_jsonb(e)
    from entry_next x join entry e on e.organization_id = $1 and e.entry_number = x.entry_number where x.is_changed`;

const UPDATE_KNOWN = `
  update entry e set (as_of, last_import_id, proposed_row, ${FACTS.join(', ')}) = (x.as_of, x.last_import_id, x.proposed_row, ${FACTS.map((column) => `x.${column}`).join(', ')})
    from entry_next x
   where e.organization_id = $1 and e.entry_number = x.entry_number and (x.is_changed or x.as_of <> e.as_of)`;

/** An entry that was read in full and is the same now stands by these rows. */
const KEEP_ROWS = `
  update entry e set rows_hash = ${rowsHash('s')}
    from known_entry k join staged_entry s on s.entry_number = k.entry_number
   where e.organization_id = $1 and e.entry_number = k.entry_number and k.is_same and s.rows_a is not null
     and e.rows_hash is distinct from ${rowsHash('s')}`;

/** An entry that a newer report repeats is as new as that report. */
const MOVE_AS_OF = `
  with moved as (
    update entry e set as_of = $2 from known_entry k
     where e.organization_id = $1 and e.entry_number = k.entry_number and k.is_same and e.as_of < $2
    returning e.client_id
  )
  insert into seen_client select distinct client_id from moved`;

const INSERT_LINES = `
  insert into entry_line (organization_id, entry_number, import_id, row_no, line_number, ordinal, hts, country_of_origin,
    goods_value_cents, duty_cents, is_ieepa)
  select $1, l.entry_number, $2, l.row_no, l.line_number, l.ordinal, l.hts, l.country_of_origin, l.goods_value_cents,
    l.duty_cents, l.is_ieepa
  from staged_line l join touched_entry t on t.entry_number = l.entry_number and t.has_new_lines
  order by l.entry_number, l.row_no`;

const PROTEST_EXITS = `
  insert into deadline_exit (organization_id, entry_number, kind, liquidated_on, cause, note, import_id)
  select $1, e.entry_number, 'protest', e.liquidated_on, 'protested', 'protest ' || s.protest_number, $2
    from staged_entry s join entry e on e.organization_id = $1 and e.entry_number = s.entry_number
   where s.protest_number is not null and s.problem is null and e.liquidated_on is not null
  on conflict do nothing
  returning entry_number as "entryNumber"`;

export interface EntryMergeCounts {
  readonly entriesCreated: number;
  readonly entriesUpdated: number;
  readonly entriesUnchanged: number;
  readonly rowsAccepted: number;
}

async function createMergeTables(tx: TenantPgTransaction): Promise<void> {
  await tx.client.query(`create temporary table seen_client (client_id uuid) on commit drop;
    create temporary table touched_entry (entry_number text, client_id uuid, has_new_lines boolean, is_new boolean, cents bigint) on commit drop`);
}

async function countMerge(tx: TenantPgTransaction): Promise<EntryMergeCounts> {
  const [counts] = await tx.query<EntryMergeCounts & { stored: number }>(
    `select created as "entriesCreated", updated as "entriesUpdated", stored + standing - created - updated as "entriesUnchanged",
       accepted + repeated as "rowsAccepted", stored
     from (select count(*) filter (where is_new) as created from touched_entry) a,
       (select count(*) filter (where is_changed) as updated from entry_next) b,
       (select count(*) as standing, coalesce(sum(row_count), 0)::bigint as repeated from standing_entry) s,
       (select count(*) as stored, coalesce(sum(s.row_count) filter (where s.problem is null), 0)::bigint as accepted
          from staged_entry s where s.problem is null or exists
            (select from entry e where e.organization_id = $1 and e.entry_number = s.entry_number)) c`,
    [tx.organizationId],
  );
  if (counts === undefined) throw new Error('The counts of an import are missing.');
  const { entriesCreated, entriesUpdated, entriesUnchanged, rowsAccepted } = counts;
  return { entriesCreated, entriesUpdated, entriesUnchanged, rowsAccepted };
}

/**
 * Merges `staged_entry` and `staged_line` into entries, lines, history and exits: new entries are added, known ones
 * compared and only those that move written. `touched_entry` holds afterwards what is new or changed.
 */
export async function mergeEntries(
  tx: TenantPgTransaction,
  report: { readonly importId: string; readonly asOf: string; readonly columns: ReportedColumns },
): Promise<EntryMergeCounts> {
  const { importId, asOf, columns } = report;
  const firm = tx.organizationId;
  await compareKnownEntries(tx, { importId, asOf, columns });
  await createMergeTables(tx);
  await tx.query(WRITE_CHANGES, [firm, importId]);
  await tx.query(UPDATE_KNOWN, [firm]);
  await tx.query(MOVE_AS_OF, [firm, asOf]);
  await tx.query(KEEP_ROWS, [firm]);
  await tx.query(INSERT_NEW, [firm, asOf, importId]);
  await tx.query(
    `insert into touched_entry
     select entry_number, client_id, has_new_lines, false from entry_next where is_changed
     union all
     select entry_number, client_before, false, false from entry_next where is_changed and client_before <> client_id`,
  );
  await tx.client.query('analyze touched_entry (entry_number, has_new_lines)');
  await tx.query(INSERT_LINES, [firm, importId]);
  const exits = await tx.query<{ entryNumber: string }>(PROTEST_EXITS, [firm, importId]);
  if (exits.length > 0) {
    await tx.query(
      `insert into touched_entry select e.entry_number, e.client_id, false, false from entry e
        where e.organization_id = $1 and e.entry_number = any($2)`,
      [firm, exits.map(({ entryNumber }) => entryNumber)],
    );
  }
  return countMerge(tx);
}

/**
 * Takes back the lines that were written while the report was read, of entries that turned out to want none: those with an unreadable
 * row, and those that another import made known in the meantime. Usually there are none, which the two numbers tell. Run it after
 * `mergeEntries`.
 */
export async function removeUnwantedLines(tx: TenantPgTransaction, importId: string): Promise<void> {
  const [written] = await tx.query<{ areAllWanted: boolean }>(
    `select (select count(*) from staged_entry) = (select count(*) from touched_entry where has_new_lines) as "areAllWanted"`,
  );
  if (written?.areAllWanted === true) return;
  await tx.query(
    `delete from entry_line l
      using (select entry_number from staged_entry except select entry_number from touched_entry where has_new_lines) unwanted
      where l.organization_id = $1 and l.import_id = $2 and l.entry_number = unwanted.entry_number`,
    [tx.organizationId, importId],
  );
}
