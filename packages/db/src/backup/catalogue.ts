import type pg from 'pg';
import type { ArchiveTable, SequenceState } from './archive-format.ts';

/** Tables whose rows are not saved, each with the reason; a restore leaves them empty. */
export const NOT_SAVED: Readonly<Record<string, string>> = {
  _prisma_migrations: 'the schema is made by the migrations themselves; their names stand in the header',
  service_state: 'heartbeats of processes that no longer run',
  session: 'a session that was ended since must not come back to life: everybody signs in again',
  sign_in_link: 'a link that was used since must not work again',
};

/** Every table to save with its columns, in the order of their names; generated columns make themselves. */
export async function listSavedTables(client: pg.ClientBase): Promise<ArchiveTable[]> {
  const { rows } = await client.query<ArchiveTable>(
    `select c.relname::text as "table", array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
      group by c.relname order by c.relname`,
    [Object.keys(NOT_SAVED)],
  );
  return rows;
}

/** Tables that a restore empties without filling them. */
export async function listUnsavedTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select relname::text as "table" from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any ($1) and relname <> '_prisma_migrations'`,
    [Object.keys(NOT_SAVED)],
  );
  return rows.map((row) => row.table);
}

/** Where every sequence stands. Sequences know no snapshot: a value read later only leaves a gap. */
export async function listSequences(client: pg.ClientBase): Promise<SequenceState[]> {
  const { rows } = await client.query<{ sequence: string }>(
    `select relname::text as sequence from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  );
  const states: SequenceState[] = [];
  for (const { sequence } of rows) {
    const found = await client.query<{ lastValue: string; isCalled: boolean }>(
      `select last_value::text as "lastValue", is_called as "isCalled" from public."${sequence}"`,
    );
    states.push(...found.rows.map((state) => ({ sequence, ...state })));
  }
  return states;
}

/**
 * Lets a session of the owner that says "app.backup" read what row-level security hides from it otherwise. A function that runs with the
 * owner's rights sees nothing whatever it sets, since the session is another role's. Idempotent; touches only tables that lack the policy.
 */
export async function ensureBackupCanRead(client: pg.ClientBase): Promise<void> {
  await client.query(`
    do $$
    declare
      hidden record;
    begin
      for hidden in
        select c.oid::regclass as name from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
           and pg_has_role(current_user, c.relowner, 'usage')
           and not exists (select from pg_policy where polrelid = c.oid and polname = 'read_by_backup')
      loop
        execute format(
          'create policy read_by_backup on %s for select to %I
             using (session_user = current_user and current_setting(''app.backup'', true) = ''on'')', hidden.name, current_user);
      end loop;
    end
    $$`);
}
