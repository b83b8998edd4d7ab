import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { INDEXES_ACROSS_FIRMS, listTables, listTenantTables, TENANTLESS } from './test-support/catalogue.ts';

let test: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  test = await createTestDatabase();
  admin = new pg.Client({ connectionString: test.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await test.drop();
});

const TENANT_CONDITION =
  "(organization_id = (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid)";

describe('every table of the catalogue', () => {
  it('is either a tenant table or on the short list of tables without a tenant', async () => {
    const tables = await listTables(admin);
    expect(tables.filter((table) => table in TENANTLESS)).toEqual(Object.keys(TENANTLESS).sort());
    expect((await listTenantTables(admin)).length).toBeGreaterThan(15);
  });

  it('has, as a tenant table, organization_id that is never null', async () => {
    const { rows } = await admin.query<{ table: string }>(
      `select attrelid::regclass::text as table from pg_attribute
        where attname = 'organization_id' and attnotnull and atttypid = 'uuid'::regtype`,
    );
    const tables = rows.map((row) => row.table);
    for (const table of await listTenantTables(admin)) expect(tables).toContain(table);
  });

  it('has, as a tenant table, a primary key and indexes that start with organization_id', async () => {
    const { rows } = await admin.query<{ table: string; index: string; first: string; primary: boolean }>(
      `select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as index, a.attname as first,
              i.indisprimary as primary
         from pg_index i left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]`,
    );
    const strays: string[] = [];
    for (const table of await listTenantTables(admin)) {
      const own = rows.filter((row) => row.table === table);
      expect({ table, primary: own.find((row) => row.primary)?.first }).toEqual({ table, primary: 'organization_id' });
      strays.push(...own.filter((row) => row.first !== 'organization_id').map((row) => row.index));
    }
    expect(strays.sort()).toEqual(Object.keys(INDEXES_ACROSS_FIRMS).sort());
  });

  it('has, as a tenant table, foreign keys to tenant tables that carry organization_id on both sides', async () => {
    const { rows } = await admin.query<{ name: string; target: string; own: string; theirs: string }>(
      `select c.conname as name, c.confrelid::regclass::text as target, a.attname as own, b.attname as theirs
         from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
        where c.contype = 'f'`,
    );
    const composite = rows.filter((row) => !(row.target in TENANTLESS));
    expect(composite.length).toBeGreaterThan(5);
    for (const { name, own, theirs } of composite)
      expect({ name, own, theirs }).toEqual({ name, own: 'organization_id', theirs: 'organization_id' });
  });

  it('has, as a tenant table, no statistics about organization_id, so that a firm unknown to them is planned like any other', async () => {
    const { rows } = await admin.query<{ table: string }>(
      `select attrelid::regclass::text as table from pg_attribute where attname = 'organization_id' and attstattarget = 0`,
    );
    const tables = rows.map((row) => row.table);
    for (const table of await listTenantTables(admin)) expect(tables).toContain(table);
  });

  it('has row-level security enabled and forced, and one equality policy for the application role', async () => {
    const { rows } = await admin.query<{ table: string; enabled: boolean; forced: boolean }>(
      `select oid::regclass::text as table, relrowsecurity as enabled, relforcerowsecurity as forced from pg_class`,
    );
    const policies = await admin.query<{ table: string; cmd: string; qual: string; check: string | null }>(
      `select tablename as table, cmd, qual, with_check as check from pg_policies
        where 'capeline_app' = any(roles) or 'public' = any(roles)`,
    );
    for (const table of await listTenantTables(admin)) {
      expect(rows).toContainEqual({ table, enabled: true, forced: true });
      expect(policies.rows.filter((policy) => policy.table === table)).toEqual([
        { table, cmd: 'ALL', qual: TENANT_CONDITION, check: null },
      ]);
    }
    for (const table of ['organization', 'app_user'])
      expect(rows).toContainEqual({ table, enabled: true, forced: true });
  });
});

describe('what the roles may do', () => {
  async function privileges(role: string, table: string): Promise<string> {
    const { rows } = await admin.query<{ privilege: string }>(
      `select p as privilege from unnest(array['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
        where has_table_privilege($1, $2, p) or (p in ('SELECT', 'INSERT', 'UPDATE') and has_any_column_privilege($1, $2, p))`,
      [role, table],
    );
    return rows.map((row) => row.privilege.charAt(0)).join('');
  }

  it('gives the application role no TRUNCATE, no REFERENCES and no TRIGGER anywhere', async () => {
    for (const table of await listTables(admin)) {
      expect({ table, extra: (await privileges('capeline_app', table)).replace(/[SIUD]/g, '') }).toEqual({
        table,
        extra: '',
      });
    }
  });

  it('lets the application role add to history and never change it', async () => {
    for (const table of [
      'audit_event',
      'entry_change',
      'check_history',
      'account_fact_history',
      'firm_check_history',
      'alert_mail',
    ])
      expect({ table, may: await privileges('capeline_app', table) }).toEqual({ table, may: 'SI' });
    expect(await privileges('capeline_app', 'entry_line')).toBe('SID');
    expect(await privileges('capeline_app', 'audit_head')).toBe('SIU');
    expect(await privileges('capeline_app', 'deadline')).toBe('SIU');
    expect(await privileges('capeline_app', 'mail_message')).toBe('SIU');
  });

  it('gives the application role nothing on sessions, links and heartbeats, and no password hash', async () => {
    for (const table of ['session', 'sign_in_link', 'service_state'])
      expect({ table, may: await privileges('capeline_app', table) }).toEqual({ table, may: '' });
    const { rows } = await admin.query(
      "select has_column_privilege('capeline_app', 'app_user', 'password_hash', 'SELECT') as may",
    );
    expect(rows).toEqual([{ may: false }]);
  });

  it('gives the system role exactly the columns that sign-in, relay and watchdog need', async () => {
    const { rows } = await admin.query<{ grant: string }>(
      `select table_name || ' ' || lower(privilege_type) || ' ' || string_agg(column_name, ' ' order by column_name) as grant
         from information_schema.column_privileges
        where grantee = 'capeline_system' and table_schema = 'public'
          and table_name not in ('session', 'sign_in_link', 'service_state', '_prisma_migrations')
        group by table_name, privilege_type order by 1`,
    );
    expect(rows.map((row) => row.grant)).toEqual([
      'api_key select created_at created_by id key_hash last_used_at name organization_id prefix revoked_at scopes',
      'api_key update last_used_at',
      'app_user select created_at email id name password_hash',
      'app_user update name password_hash',
      'installation select created_at id only',
      'invitation_link select invitation_id organization_id token_hash',
      'mail_message select attempts id lease_until next_attempt_at organization_id status',
      'membership select created_at deactivated_at id organization_id role user_id',
      'organization select ace_inactivity_days cape_file_by_business_days created_at digest_time id is_sample name sample_for time_zone',
      'outbox select created_at id organization_id payload topic',
      'outbox update created_at',
      'report_import select attempts auto_commit created_at id lease_until organization_id status',
      'sweep_outage select ended_at organization_id',
    ]);
    expect(await privileges('capeline_system', 'audit_event')).toBe('');
    expect(await privileges('capeline_system', 'entry')).toBe('');
  });

  it('keeps both roles from being superusers, bypassing policies or making tables', async () => {
    const { rows } = await admin.query(
      `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty,
              has_schema_privilege(rolname, 'public', 'CREATE') as makes_tables
         from pg_roles where rolname in ('capeline_app', 'capeline_system') order by 1`,
    );
    expect(rows).toEqual([
      { rolname: 'capeline_app', mighty: false, makes_tables: false },
      { rolname: 'capeline_system', mighty: false, makes_tables: false },
    ]);
  });
});
