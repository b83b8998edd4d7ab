import pg from 'pg';
import type { DatabaseCredentials } from './credentials.ts';

/** The three roles; their names are fixed, migrations grant to them. Owner: migrations only. App: the product. System: sign-in look-ups and the relay. */
export const ROLES = { owner: 'capeline_owner', app: 'capeline_app', system: 'capeline_system' } as const;

/** The addresses of one database, one per role. */
export interface RoleUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly systemUrl: string;
}

/** The address of `database` on the server of `url`, signed in as `role`. */
export function urlFor(url: string, role: string, password: string, database: string): string {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  address.pathname = `/${database}`;
  return address.href;
}

/** The addresses of `database` for the three roles, without asking the server. */
export function roleUrls(adminUrl: string, credentials: DatabaseCredentials, database: string): RoleUrls {
  return {
    ownerUrl: urlFor(adminUrl, ROLES.owner, credentials.owner, database),
    appUrl: urlFor(adminUrl, ROLES.app, credentials.app, database),
    systemUrl: urlFor(adminUrl, ROLES.system, credentials.system, database),
  };
}

function assertIdentifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error(`"${name}" cannot be the name of a database.`);
  return name;
}

function roleStatements(credentials: DatabaseCredentials): string {
  // NOBYPASSRLS and NOSUPERUSER keep row-level security in force; CREATEDB lets migrations compare against a scratch database.
  const rights = 'LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS';
  return (['owner', 'app', 'system'] as const)
    .map((kind) => {
      // The owner inherits: up to version 15 it may create in schema public only as a member of pg_database_owner.
      const more = kind === 'owner' ? 'INHERIT CREATEDB' : 'NOINHERIT NOCREATEDB';
      return `
        do $$ begin
          if not exists (select from pg_roles where rolname = '${ROLES[kind]}') then create role ${ROLES[kind]}; end if;
        end $$;
        alter role ${ROLES[kind]} with ${rights} ${more} password '${credentials[kind]}';`;
    })
    .join('\n');
}

/** Opens a connection, hands it over and closes it whatever happens; a dropped idle connection is reported by the next query, never by a crash. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes a database owned by the owner role, closed to everybody but the three roles: empty, or a copy of `template`. An existing one keeps its data. */
export async function ensureDatabase(adminUrl: string, name: string, template = 'template0'): Promise<void> {
  const database = assertIdentifier(name);
  const source = assertIdentifier(template);
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database} owner ${ROLES.owner} template ${source}`);
    await client.query(`revoke all on database ${database} from public`);
    // Staged loads use temporary tables.
    await client.query(`grant connect, temporary on database ${database} to ${ROLES.app}`);
    await client.query(`grant connect on database ${database} to ${ROLES.system}`);
  });
}

/** Makes or corrects the three roles and the database `capeline`, and returns the addresses. Idempotent; needs a superuser's address. */
export async function ensureRoles(
  adminUrl: string,
  credentials: DatabaseCredentials,
  database = 'capeline',
): Promise<RoleUrls> {
  await withClient(adminUrl, (client) => client.query(roleStatements(credentials)));
  await ensureDatabase(adminUrl, database);
  return roleUrls(adminUrl, credentials, database);
}
