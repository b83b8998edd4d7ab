import { assertSchemaCompatibility, runMigrations, SchemaMigrationRequiredError } from 'bullmq';
import type pg from 'pg';
import { ROLES, withClient } from '../embedded-postgres/roles.ts';
import { QueueMisconfiguredError } from './queue-backend.ts';

/** The schema of the queue, apart from the product's own tables. */
export const QUEUE_SCHEMA = 'bullmq';

// BullMQ makes a sequence per queue while it runs, as the application role: those are its own already, and the owner may not grant on them.
const GRANT_WHAT_IS_OURS = `
  do $$
  declare ours record;
  begin
    -- Two instances that start at once would otherwise update the same catalogue rows.
    perform pg_advisory_xact_lock(hashtext('capeline queue grants'));
    grant usage, create on schema ${QUEUE_SCHEMA} to ${ROLES.app};
    for ours in
      select relname, relkind from pg_class
       where relnamespace = '${QUEUE_SCHEMA}'::regnamespace and relkind in ('r', 'p', 'S')
         and pg_has_role(current_user, relowner, 'usage')
    loop
      if ours.relkind = 'S' then
        execute format('grant usage on sequence %I.%I to %I', '${QUEUE_SCHEMA}', ours.relname, '${ROLES.app}');
      else
        execute format('grant select, insert, update, delete on %I.%I to %I', '${QUEUE_SCHEMA}', ours.relname, '${ROLES.app}');
      end if;
    end loop;
  end
  $$`;

/**
 * Makes or upgrades the queue's schema as the owner and grants it to the application role. Idempotent, safe to run from several
 * processes at once. Grants are given again each time, because a migration may add tables.
 */
export async function migrateQueueSchema(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(GRANT_WHAT_IS_OURS);
  });
}

const CURE = 'Run the migrations as the owner (npm start does it, with DATABASE_OWNER_URL when DATABASE_URL is set).';

const MISSING_GRANTS = `
  select 'schema' as kind, $1::text as name
   where not has_schema_privilege($1, 'usage') or not has_schema_privilege($1, 'create')
  union all
  select case c.relkind when 'S' then 'sequence' else 'table' end, c.relname::text
    from pg_class c
   where c.relnamespace = to_regnamespace($1)
     and case c.relkind
           when 'S' then not has_sequence_privilege(c.oid, 'usage')
           when 'r' then not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                              and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
           else false
         end`;

/** Checks that the queue's schema is there, current and granted to the present role. Throws `QueueMisconfiguredError`: a BullMQ worker without them would spin. */
export async function assertQueueSchema(client: pg.ClientBase): Promise<void> {
  const { rows: found } = await client.query<{ present: boolean }>(
    'select to_regnamespace($1) is not null as present',
    [QUEUE_SCHEMA],
  );
  if (found[0]?.present !== true)
    throw new QueueMisconfiguredError(`The database has no schema "${QUEUE_SCHEMA}" for the queue. ${CURE}`);
  const { rows } = await client.query<{ kind: string; name: string }>(MISSING_GRANTS, [QUEUE_SCHEMA]);
  if (rows.length > 0) {
    const names = rows.slice(0, 5).map((row) => `${row.kind} ${row.name}`);
    throw new QueueMisconfiguredError(
      `The application role lacks rights on the queue's schema (${names.join(', ')}${rows.length > 5 ? ', …' : ''}). ${CURE}`,
    );
  }
  try {
    await assertSchemaCompatibility(client, QUEUE_SCHEMA);
  } catch (error) {
    const text = error instanceof SchemaMigrationRequiredError ? 'is empty' : 'does not fit this release';
    throw new QueueMisconfiguredError(`The queue's schema "${QUEUE_SCHEMA}" ${text}. ${CURE}`, { cause: error });
  }
}
