/**
 * The baseline of `entries-list`, in a process of its own: Fastify, pg, the product's own two statements, and nothing else: no
 * sign-in, no tenancy, no schema, no law. Environment: PORT, DATABASE_URL (superuser), ORGANIZATION_ID.
 */
import Fastify from 'fastify';
import pg from 'pg';
import { listEntryDeadlines, listEntryRows, type Query } from '../../packages/db/src/index.ts';
import { readPlainServerSettings } from '../config.ts';

const { port, databaseUrl, organizationId } = readPlainServerSettings();
const OID_DATE = 1082;
const OID_BIGINT = 20;
pg.types.setTypeParser(OID_DATE, (value) => value);
pg.types.setTypeParser(OID_BIGINT, Number);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

/** The statement that one of the product's functions would run. */
async function statementOf(ask: (tx: { organizationId: string; query: Query }) => Promise<unknown>) {
  let statement: pg.QueryConfig = { text: '' };
  const query = (async (text: string, values: readonly unknown[] = [], options: { name?: string } = {}) => {
    statement = { text, values: [...values], ...options };
    return [];
  }) as Query;
  await ask({ organizationId, query });
  return statement;
}

const app = Fastify();
app.get('/livez', async () => ({ alive: true }));
app.get<{ Querystring: { after?: string; limit: string } }>('/entries', async (request) => {
  const { after = null, limit } = request.query;
  const page = { filter: {}, after, limit: Number(limit) + 1 };
  const { rows } = await pool.query<{ entryNumber: string }>(await statementOf((tx) => listEntryRows(tx, page)));
  const data = rows.slice(0, Number(limit));
  const numbers = data.map(({ entryNumber }) => entryNumber);
  const { rows: deadlines } = await pool.query(await statementOf((tx) => listEntryDeadlines(tx, numbers)));
  return { data, deadlines };
});
await app.listen({ port, host: '127.0.0.1' });
