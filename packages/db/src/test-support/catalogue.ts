import { randomBytes } from 'node:crypto';
import type pg from 'pg';

/** Tables without a tenant column as the start of their key, each with the reason why it may be so. */
export const TENANTLESS: Record<string, string> = {
  organization: 'is the tenant; its policies compare its own id',
  app_user: 'a person may belong to several firms; policies show a firm its members only',
  session: 'read before a firm is known; no grant for the application role',
  sign_in_link: 'read before a firm is known; no grant for the application role',
  installation: 'one row for the whole installation',
  service_state: 'heartbeats of services; no grant for the application role',
};

/** Indexes of tenant tables that do not start with the tenant, each with the reason. */
export const INDEXES_ACROSS_FIRMS: Record<string, string> = {
  membership_user_id_idx: 'sign-in asks for the firms of a person',
  api_key_key_hash_key: 'authentication finds the key before the firm',
  invitation_link_token_hash_key: 'accepting finds the link before the firm',
  mail_message_message_id_key: 'Message-IDs are unique in the world',
  outbox_id_idx: 'the relay takes the oldest of all firms',
};

export type Column = { name: string; type: string; isRequired: boolean };

/** All tables of the product, without the migration engine's own. */
export async function listTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and relname <> '_prisma_migrations' order by relname`,
  );
  return rows.map((row) => row.relname);
}

export async function listTenantTables(client: pg.ClientBase): Promise<string[]> {
  return (await listTables(client)).filter((table) => !(table in TENANTLESS));
}

async function listColumns(client: pg.ClientBase, table: string): Promise<Column[]> {
  const { rows } = await client.query<{ name: string; type: string; required: boolean }>(
    `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef as required
       from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  return rows.map(({ name, type, required }) => ({ name, type, isRequired: required }));
}

/** Values that satisfy the checks; whatever is not listed gets one by its type. */
const VALUES: Record<string, unknown> = {
  'membership.role': 'owner',
  'invitation.role': 'owner',
  'filer_code.code': '605',
  'importer_number.kind': 'ein',
  'report_import.status': 'received',
  'report_import_issue.severity': 'error',
  'import_difference.kind': 'gone',
  'import_entry_list.kind': 'seen',
  'entry.entry_number': '60512345678',
  'deadline.kind': 'protest',
  'deadline.status': 'open',
  'provisional_deadline.kind': 'protest',
  'provisional_deadline.status': 'open',
  'provisional_alert_mail.about': 'raised',
  'deadline_exit.kind': 'protest',
  'deadline_exit.cause': 'filed',
  'check_record.kind': 'ach_refund',
  'check_record.status': 'unknown',
  'account_fact.kind': 'ace_account',
  'account_fact_history.cause': 'recorded',
  'evidence.about': 'client',
  'evidence.media_type': 'application/pdf',
  'firm_check.kind': 'cape_tab',
  'firm_check.status': 'unknown',
  'mail_message.status': 'queued',
  'audit_event.actor_kind': 'system',
  'client_regrouping.kind': 'merge',
  // The smaller of the two ids.
  'merge_dismissal.client_a': '00000000-0000-0000-0000-000000000000',
  'saved_view.page': 'clients',
};
/** Every id and text of a firm's rows is the firm's own id, so that the rows refer to each other. */
const BY_TYPE: Record<string, (organizationId: string) => unknown> = {
  uuid: (organizationId) => organizationId,
  text: (organizationId) => organizationId,
  bytea: () => randomBytes(32),
  integer: () => 1,
  bigint: () => 1,
  boolean: () => true,
  date: () => '2026-11-23',
  jsonb: () => '{}',
  'text[]': (organizationId) => [organizationId],
  'timestamp with time zone': () => '2026-11-23T12:00:00Z',
};

/** Writes one row of a firm into a tenant table, past policies and foreign keys. `admin` is a superuser's connection. */
export async function plantRow(admin: pg.ClientBase, table: string, organizationId: string): Promise<void> {
  const columns = (await listColumns(admin, table)).filter((column) => column.isRequired);
  const values = columns.map(({ name, type }) => {
    if (name === 'organization_id') return organizationId;
    const value = VALUES[`${table}.${name}`] ?? BY_TYPE[type]?.(organizationId);
    if (value === undefined) throw new Error(`No value for ${table}.${name} of type ${type}`);
    return value;
  });
  await admin.query('set session_replication_role = replica');
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  await admin.query(`insert into ${table} (${columns.map(({ name }) => name).join(', ')}) values (${places})`, values);
  await admin.query('set session_replication_role = default');
}
