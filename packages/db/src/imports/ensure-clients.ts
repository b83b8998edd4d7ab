import { randomUUID } from 'node:crypto';
import { maskImporterNumber, parseImporterNumber } from '@capeline/domain';
import type { TenantPgTransaction } from '../transactions.ts';

const BATCH = 5000;

interface UnknownNumber {
  readonly number: string;
  readonly name: string | null;
}

async function listUnknownNumbers(tx: TenantPgTransaction): Promise<UnknownNumber[]> {
  return tx.query<UnknownNumber>(
    `with unknown as (
       select s.importer_number as number, min(s.row_no) filter (where s.importer_name is not null) as named_row
         from staged_entry s
        where s.importer_number is not null
          and not exists (select from importer_number n where n.organization_id = $1 and n.number = s.importer_number)
        group by s.importer_number limit $2
     )
     select u.number, s.importer_name as name from unknown u left join staged_entry s on s.row_no = u.named_row`,
    [tx.organizationId, BATCH],
  );
}

async function insertClients(tx: TenantPgTransaction, unknown: readonly UnknownNumber[]): Promise<void> {
  const clientIds = unknown.map(() => randomUUID());
  await tx.query(
    `insert into client (organization_id, id, name) select $1, new.id, new.name from unnest($2::uuid[], $3::text[]) as new(id, name)`,
    [tx.organizationId, clientIds, unknown.map(({ number, name }) => name ?? maskImporterNumber(number))],
  );
  await tx.query(
    `insert into importer_number (organization_id, id, number, kind, client_id, reported_name)
     select $1, new.* from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[]) as new`,
    [
      tx.organizationId,
      unknown.map(() => randomUUID()),
      unknown.map(({ number }) => number),
      unknown.map(({ number }) => parseImporterNumber(number).kind ?? 'cbp_assigned'),
      clientIds,
      unknown.map(({ name }) => name),
    ],
  );
}

/**
 * Gives every importer number of the staged report that the firm does not know a client of its own, named by the report or
 * else by the masked number, and notes new filer codes as unconfirmed. Returns how many clients were made.
 */
export async function ensureClients(tx: TenantPgTransaction): Promise<number> {
  let created = 0;
  for (;;) {
    const unknown = await listUnknownNumbers(tx);
    if (unknown.length > 0) await insertClients(tx, unknown);
    created += unknown.length;
    if (unknown.length < BATCH) break;
  }
  await tx.query(
    `insert into filer_code (organization_id, code)
     select $1, s.filer_code from staged_entry s where s.importer_number is not null group by s.filer_code
     on conflict do nothing`,
    [tx.organizationId],
  );
  return created;
}
