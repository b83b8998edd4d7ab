import type { TenantPgTransaction } from '../transactions.ts';

interface MergedReport {
  readonly importId: string;
  readonly asOf: string;
}

// By filer code and importer number: a report of one importer says nothing about the others. Strictly older, so that a report which
// came in several files of one day does not miss in each what stands in the others. What a person entered was never in a report.
const FIND_ABSENT = `
  insert into absent_entry
  select e.entry_number, e.client_id, e.ieepa_duty_cents
    from entry e
    join (select filer_code, importer_number from staged_entry where importer_number is not null
          union select filer_code, importer_number from standing_entry) named
      on named.filer_code = e.filer_code and named.importer_number = e.importer_number
   where e.organization_id = $1 and e.as_of < $2 and e.last_import_id is not null
     and not exists (select from staged_entry s where s.entry_number = e.entry_number)
     and not exists (select from standing_entry s where s.entry_number = e.entry_number)`;

const MARK_ABSENT = `
  update entry e set gone_since = $2, gone_import_id = $3 from absent_entry a
   where e.organization_id = $1 and e.entry_number = a.entry_number and e.gone_since is null`;

const LIST_ABSENT = `
  insert into import_entry_list (organization_id, import_id, list_no, kind, entry_numbers)
  select $1, $2, 0, 'absent', array_agg(entry_number) from absent_entry having count(*) > 0`;

/**
 * Marks the entries that the firm knows from an older report and that this one, of the same filer code and importer, lacks. They keep
 * their clocks; the mark goes with the next report that has them. `absent_entry` holds all of them afterwards, marked before or now.
 */
export async function markAbsentEntries(tx: TenantPgTransaction, report: MergedReport): Promise<void> {
  await tx.client.query(
    'create temporary table absent_entry (entry_number text, client_id uuid, cents bigint) on commit drop',
  );
  await tx.query(FIND_ABSENT, [tx.organizationId, report.asOf]);
  await tx.query(MARK_ABSENT, [tx.organizationId, report.asOf, report.importId]);
  await tx.query(LIST_ABSENT, [tx.organizationId, report.importId]);
}

const LIST_SEEN = `
  insert into import_entry_list (organization_id, import_id, list_no, kind, as_of_before, entry_numbers)
  select $1, $2, row_number() over (order by k.as_of), 'seen', k.as_of, array_agg(k.entry_number)
    from known_entry k
   where k.as_of <= $3 and not exists (select from entry_next x where x.entry_number = k.entry_number and x.is_changed)
   group by k.as_of`;

/** Keeps which known entries the report repeated without changing them, each with its report's date of before: an undo gives it back. */
export async function recordSeenEntries(tx: TenantPgTransaction, report: MergedReport): Promise<void> {
  await tx.query(LIST_SEEN, [tx.organizationId, report.importId, report.asOf]);
}
