/** The product as it runs at a user's: PostgreSQL with the settings of `npm start`, one API process and one worker process. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createDatabase, type Database, insertOrganization, migrateDatabase } from '../../packages/db/src/index.ts';
import { createApiKey } from '../../packages/operations/src/index.ts';
import { migrateQueueSchema } from '../../packages/runtime/src/index.ts';
import { startTestCluster, type TestCluster } from '../../tests/support/postgres-cluster.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { BOARD_TODAY } from './fill-firm.ts';
import { type ProductProcess, startProduct, waitForAnswer } from './product-process.ts';
import { PRODUCTION_SETTINGS } from './production-settings.ts';

export interface Installation {
  readonly cluster: TestCluster;
  readonly database: Database;
  /** The superuser in the product's database. */
  readonly admin: pg.Client;
  readonly api: ApiServer;
  readonly worker: ProductProcess;
  /** Throws when API or worker has ended. */
  assertRunning(): void;
  /** A new firm with a key that may do everything. */
  makeFirm(): Promise<{ readonly organizationId: string; readonly key: string }>;
  /** Waits until nobody works in the database any more, so that one measurement does not pay for another. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const BUSY = `select count(*)::int as busy from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and backend_type = 'client backend'`;
const QUIET_LOOKS = 5;

/** Waits until nobody works in that connection's database any more: what an import leaves to do is no part of what comes after it. */
export async function settle(admin: pg.Client): Promise<void> {
  for (let quiet = 0; quiet < QUIET_LOOKS; ) {
    const { rows } = await admin.query<{ busy: number }>(BUSY);
    quiet = rows[0]?.busy === 0 ? quiet + 1 : 0;
    await pause(100);
  }
}

/** A new firm with a key that may do everything. */
export async function makeFirm(database: Database): Promise<{ organizationId: string; key: string }> {
  const organizationId = randomUUID();
  const now = new Date();
  const key = await database.withTenantPg(organizationId, async (tx) => {
    await insertOrganization(tx, { name: `Bench ${organizationId}`, createdAt: now });
    const by = { actor: { kind: 'cli', id: null }, granted: ['*'], now } as const;
    return (await createApiKey(tx, { name: 'bench', scopes: ['*'] }, by)).key;
  });
  return { organizationId, key };
}

/** Starts everything on free ports and waits until the product is ready. */
export async function startInstallation(): Promise<Installation> {
  const cluster = await startTestCluster(PRODUCTION_SETTINGS);
  await migrateDatabase({ ownerUrl: cluster.ownerUrl() });
  await migrateQueueSchema(cluster.ownerUrl());
  const urls = { appUrl: cluster.appUrl(), systemUrl: cluster.systemUrl() };
  const admin = new pg.Client({ connectionString: cluster.adminUrl.replace(/\/postgres$/u, '/capeline') });
  await admin.connect();
  const database = createDatabase({ ...urls, maxConnections: 2 });
  const env = {
    DATABASE_URL: urls.appUrl,
    DATABASE_SYSTEM_URL: urls.systemUrl,
    CAPELINE_TODAY: BOARD_TODAY,
    CAPELINE_SAMPLE: '0',
  };
  const worker = startProduct('worker', env);
  const api = await startApi(env);
  await waitForAnswer(`${api.url}/readyz`, worker);
  return {
    cluster,
    database,
    admin,
    api,
    worker,
    assertRunning: () => {
      if (worker.hasEnded() || api.hasEnded()) throw new Error('API or worker has ended.');
    },
    makeFirm: () => makeFirm(database),
    settle: () => settle(admin),
    stop: async () => {
      await api.stop();
      await worker.stop();
      await database.close();
      await admin.end();
      await cluster.stop();
    },
  };
}
