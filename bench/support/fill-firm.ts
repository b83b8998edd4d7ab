/** A firm of many clients and entries, written as fast as PostgreSQL takes it; deadlines and sums by the product's own computation. */
import { randomUUID } from 'node:crypto';
import type { Client as PgClient } from 'pg';
import {
  type Database,
  insertDueAlerts,
  refreshClientSummaries,
  refreshDeadlines,
} from '../../packages/db/src/index.ts';
import { ALERT_LADDERS } from '../../packages/domain/src/index.ts';
import { createApiKey } from '../../packages/operations/src/index.ts';

export interface FirmSize {
  readonly clients: number;
  readonly entriesPerClient: number;
}

export interface FilledFirm {
  readonly organizationId: string;
  /** A key that may do everything. */
  readonly key: string;
  readonly deadlines: number;
  readonly alerts: number;
}

/** The business date that all of it is relative to. */
export const BOARD_TODAY = '2026-11-23';
const NOW = new Date('2026-11-23T15:00:00Z');

const FIRM = `insert into organization (id, name) values ($1, 'Bench')`;
const OWNER = `with u as (insert into app_user (id, email, name) values ($2::uuid, 'owner-' || $2::uuid || '@bench.example', 'Owner of Bench'))
  insert into membership (organization_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'owner')`;
const CLIENTS = `insert into client (organization_id, id, name, owner_user_id)
  select $1, md5('client' || n)::uuid, 'Importer ' || n, case when n % 20 = 0 then null else $2::uuid end from generate_series(1, $3::int) n`;
const NUMBERS = `insert into importer_number (organization_id, id, number, kind, client_id)
  select $1, gen_random_uuid(), lpad((10 + n % 89)::text, 2, '0') || '-' || lpad(n::text, 7, '0') || lpad(s::text, 2, '0'), 'ein', md5('client' || n)::uuid
    from generate_series(1, $2::int) n, generate_series(0, 1) s where s = 0 or n % 3 = 0`;
const CHECKS = `insert into check_record (organization_id, client_id, kind, importer_number, status, evidence_note, verified_on)
  select $1, n.client_id, k.kind, case when k.per_number then n.number else '' end,
         (array['ready', 'ready', 'ready', 'in_progress', 'blocked', 'unknown'])[1 + (hashtext(n.number || k.kind) & 7) % 6], 'seen', date '2026-11-02'
    from importer_number n
    cross join (values ('tao_login', false), ('tao_email_control', false), ('broker_authority', false), ('cape_and_reports_visible', false),
                       ('ior_numbers_listed', true), ('ach_refund', true), ('importer_contact_email', true),
                       ('importer_number_active', true), ('notify_party_4811', true)) k (kind, per_number)
   where n.organization_id = $1 and (k.per_number or n.number like '%00')`;
// Liquidations of the 48 Fridays before today; every fifth entry is not liquidated.
const ENTRIES = `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, entry_type, entry_date, liquidation_status,
    liquidated_on, reconciliation_flagged, type09_on_file, ieepa_duty_cents, as_of, first_import_id, last_import_id)
  select $1, '606' || lpad(((c.n - 1) * $3::int + e)::text, 8, '0'), '606', md5('client' || c.n)::uuid, c.number, '01', date '2025-11-03',
         case when e % 5 = 4 then 'unliquidated' else 'liquidated' end,
         case when e % 5 = 4 then null else date '2026-11-20' - 7 * ((e * 7 + c.n * 13) % 48) end,
         c.n % 7 = 0, true, (hashtext(e || '-' || c.n) & 1048575), date '2026-11-21', $4::uuid, $4::uuid
    from (select substr(number, 4, 7)::int as n, number from importer_number where organization_id = $1 and number like '%00') c,
         generate_series(1, $3::int) e
   where c.n <= $2::int`;

// Most alerts of a firm that works with the product are acknowledged.
const ACKNOWLEDGE = `update alert set acknowledged_at = now() where organization_id = $1 and hashtext(id::text) % 10 <> 0`;
const COUNTS = `select (select count(*) from deadline where organization_id = $1)::int as deadlines,
  (select count(*) from alert where organization_id = $1)::int as alerts`;

async function computeAll(database: Database, organizationId: string): Promise<string> {
  return database.withTenantPg(organizationId, async (tx) => {
    await refreshDeadlines(tx, 'all');
    await refreshClientSummaries(tx, 'all');
    await insertDueAlerts(tx, { today: BOARD_TODAY, now: NOW, ladders: ALERT_LADDERS });
    const by = { actor: { kind: 'cli', id: null }, granted: ['*'], now: NOW } as const;
    return (await createApiKey(tx, { name: 'bench', scopes: ['*'] }, by)).key;
  });
}

/** Writes one more firm into a migrated database. `admin` is the superuser in that database. */
export async function fillFirm(admin: PgClient, database: Database, size: FirmSize): Promise<FilledFirm> {
  const organizationId = randomUUID();
  const ownerId = randomUUID();
  await admin.query(FIRM, [organizationId]);
  await admin.query(OWNER, [organizationId, ownerId]);
  await admin.query(CLIENTS, [organizationId, ownerId, size.clients]);
  await admin.query(NUMBERS, [organizationId, size.clients]);
  await admin.query(CHECKS, [organizationId]);
  await admin.query(ENTRIES, [organizationId, size.clients, size.entriesPerClient, randomUUID()]);
  await admin.query('analyze');
  const key = await computeAll(database, organizationId);
  await admin.query(ACKNOWLEDGE, [organizationId]);
  await admin.query('vacuum analyze');
  const { rows } = await admin.query<Pick<FilledFirm, 'deadlines' | 'alerts'>>(COUNTS, [organizationId]);
  return { organizationId, key, deadlines: rows[0]?.deadlines ?? 0, alerts: rows[0]?.alerts ?? 0 };
}
