import type { TenantTransaction } from '../transactions.ts';

/** What a person said of box 28 of many entries at once, and on what evidence. */
export interface Box28Statement {
  readonly clientId: string;
  readonly importerNumber: string;
  /** Entries under filer codes that are confirmed as ours, or every filer's. */
  readonly filedBy: 'us' | 'anybody';
  readonly namesParty: boolean | null;
  readonly note: string;
  readonly source: string | null;
  readonly seenOn: string;
  readonly seenBy: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

/**
 * Writes it into every such entry that says otherwise, each with its attestation and the entry as it stood in its history, in one
 * statement. Answers how many. Take `lockEntryFacts` first.
 */
export async function attestBox28(tx: TenantTransaction, statement: Box28Statement): Promise<number> {
  const { clientId, importerNumber, filedBy, namesParty, note, source, seenOn, seenBy, createdBy, createdAt } =
    statement;
  const rows = await tx.query(
    `with hit as (
       select entry_number from entry
        where organization_id = $1 and client_id = $2 and importer_number = $3 and box28_names_party is distinct from $5
          and ($4 = 'anybody' or filer_code in (select code from filer_code where organization_id = $1 and confirmed))
     ), kept as (
       insert into entry_change (organization_id, entry_number, cause, before)
       select e.organization_id, e.entry_number, 'person', to_jsonb(e)
         from hit join entry e on e.organization_id = $1 and e.entry_number = hit.entry_number
     ), told as (
       insert into entry_attestation (organization_id, id, entry_number, facts, note, source, seen_on, seen_by, created_by, created_at)
       select $1, gen_random_uuid(), entry_number, jsonb_build_object('box28NamesParty', $5::boolean), $6, $7, $8, $9, $10, $11 from hit
     )
     update entry e
        set box28_names_party = $5, attested = coalesce(e.attested, '{}') || jsonb_build_object('box28NamesParty', $8::date::text)
       from hit where e.organization_id = $1 and e.entry_number = hit.entry_number
     returning e.entry_number`,
    [
      tx.organizationId,
      clientId,
      importerNumber,
      filedBy,
      namesParty,
      note,
      source,
      seenOn,
      seenBy,
      createdBy,
      createdAt,
    ],
  );
  return rows.length;
}
