/** A firm of many people, each the owner of one client with one date that is due today. */
import { randomUUID } from 'node:crypto';
import type { Client as PgClient } from 'pg';
import { BOARD_TODAY } from './fill-firm.ts';

const FIRM = `insert into organization (id, name) values ($1, 'Mail')`;
const PEOPLE = `with u as (
    insert into app_user (id, email, name) select gen_random_uuid(), 'person-' || n || '@bench.example', 'Person ' || n from generate_series(1, $2::int) n
    returning id, substr(name, 8)::int as n)
  insert into membership (organization_id, id, user_id, role, created_at) select $1, gen_random_uuid(), id, 'specialist', $3::date - 100 from u order by n`;
const CLIENTS = `insert into client (organization_id, id, name, owner_user_id)
  select $1, gen_random_uuid(), 'Importer of ' || u.email, u.id from app_user u join membership m on m.organization_id = $1 and m.user_id = u.id`;
const NUMBERS = `insert into importer_number (organization_id, id, number, kind, client_id)
  select $1, gen_random_uuid(), '12-' || lpad(row_number() over (order by id)::text, 7, '0') || '00', 'ein', id from client where organization_id = $1`;
const ENTRIES = `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, entry_type, entry_date, liquidation_status,
    liquidated_on, reconciliation_flagged, ieepa_duty_cents, as_of)
  select $1, '606' || lpad(row_number() over (order by id)::text, 8, '0'), '606', client_id, number, '01', $2::date - 400, 'liquidated', $2::date - 177, false, 500000, $2::date
    from importer_number where organization_id = $1`;

/** Fills an empty, migrated database with one firm of so many people; the deadlines are the caller's to compute. */
export async function fillPeople(admin: PgClient, people: number): Promise<string> {
  const organizationId = randomUUID();
  await admin.query(FIRM, [organizationId]);
  await admin.query(PEOPLE, [organizationId, people, BOARD_TODAY]);
  await admin.query(CLIENTS, [organizationId]);
  await admin.query(NUMBERS, [organizationId]);
  await admin.query(ENTRIES, [organizationId, BOARD_TODAY]);
  await admin.query('vacuum analyze');
  return organizationId;
}
