import { runRead, runStatements, runTransaction } from './database/pg-transaction.ts';
import { createPool } from './database/pool.ts';
import { createPrismaTransactions } from './database/prisma-transactions.ts';
import { assertSafeRole } from './database/safe-role.ts';
import { endConnectionsOfSilentServer, type SilenceLimits } from './database/silent-server.ts';
import type { DatabaseLogger } from './logger.ts';
import { refreshPlannerStatistics } from './planner-statistics.ts';
import type {
  IsolationLevel,
  SystemStatements,
  SystemTransaction,
  TenantPgTransaction,
  TenantPrismaTransaction,
  TenantTransaction,
} from './transactions.ts';

/** The doors to the database. Never open one inside another: on a small pool they would wait for each other. */
export type Database = {
  /** A transaction of one firm with Prisma beside `query`; ends by COMMIT when `work` resolves, else by ROLLBACK. */
  withTenant: <Result>(
    organizationId: string,
    work: (tx: TenantPrismaTransaction) => Promise<Result>,
    options?: { isolation?: IsolationLevel },
  ) => Promise<Result>;
  /** The same over pg alone: four to five times cheaper, and with `client` for COPY; no time limit. */
  withTenantPg: <Result>(
    organizationId: string,
    work: (tx: TenantPgTransaction) => Promise<Result>,
    options?: { isolation?: IsolationLevel },
  ) => Promise<Result>;
  /** A read-only transaction of one firm, one awaited round trip a query: for hot lists. No COPY and no cursor. */
  withTenantRead: <Result>(organizationId: string, work: (tx: TenantTransaction) => Promise<Result>) => Promise<Result>;
  /** The explicit exception: a transaction outside any firm, as capeline_system. `reason` says why, for readers and logs. */
  withSystem: <Result>(reason: string, work: (tx: SystemTransaction) => Promise<Result>) => Promise<Result>;
  /**
   * The explicit exception without BEGIN and COMMIT: every statement of `work` is a transaction of its own, in one round trip. For the
   * look-up that every request begins with.
   */
  withSystemStatements: <Result>(
    reason: string,
    work: (system: SystemStatements) => Promise<Result>,
  ) => Promise<Result>;
  /**
   * Tells the planner how many rows there are now, after a large transaction and outside of any. Best effort: what was done
   * stays done when this fails, and autovacuum does the same a minute later; a failure is logged.
   */
  renewPlannerStatistics: (organizationId: string) => Promise<void>;
  /** Connects once in both roles: throws `UnsafeRoleError` or `DatabaseUnavailableError`. */
  check: () => Promise<void>;
  close: () => Promise<void>;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The statement that names the firm until the transaction ends. Written as text to travel with BEGIN, hence only for a UUID. */
function enterTenant(organizationId: string): string {
  if (!UUID.test(organizationId)) throw new TypeError('An organization id must be a UUID.');
  return `select set_config('app.organization_id', '${organizationId}', true)`;
}

/**
 * Opens the pools as capeline_app (`appUrl`) and capeline_system (`systemUrl`), lazily. Every connection is refused unless its
 * role is bound by row-level security. A lost or exhausted database shows as `DatabaseUnavailableError`.
 */
export function createDatabase(options: {
  appUrl: string;
  systemUrl: string;
  maxConnections?: number;
  logger?: DatabaseLogger;
  /** For whoever has people waiting: a server that is there and answers nobody is given up. */
  silence?: SilenceLimits;
}): Database {
  const { logger, maxConnections = 10 } = options;
  const appPool = createPool({ url: options.appUrl, maxConnections, logger });
  const readPool = createPool({ url: options.appUrl, maxConnections, logger, sendsAhead: true });
  const systemPool = createPool({ url: options.systemUrl, maxConnections: Math.min(4, maxConnections), logger });
  const pools = [appPool, readPool, systemPool];
  const { silence } = options;
  const stopWatching =
    silence === undefined
      ? () => undefined
      : endConnectionsOfSilentServer(pools, options.systemUrl, { ...silence, logger });
  const prismaTransactions = createPrismaTransactions(appPool);
  const withTenantPg: Database['withTenantPg'] = async (organizationId, work, { isolation = 'read committed' } = {}) =>
    runTransaction(appPool, `begin isolation level ${isolation};${enterTenant(organizationId)}`, (query, client) =>
      work({ organizationId, query, client }),
    );

  return {
    withTenantPg,
    withTenant: async (organizationId, work, { isolation } = {}) =>
      prismaTransactions.run(organizationId, enterTenant(organizationId), work, isolation),

    withTenantRead: async (organizationId, work) =>
      runRead(readPool, `begin read only;${enterTenant(organizationId)}`, (query) => work({ organizationId, query })),

    withSystem: async (reason, work) => {
      logger?.debug({ reason }, 'system transaction');
      return runTransaction(systemPool, 'begin', (query, client) => work({ query, client }));
    },

    withSystemStatements: async (reason, work) => {
      logger?.debug({ reason }, 'system statements');
      return runStatements(systemPool, (query) => work({ query }));
    },

    renewPlannerStatistics: async (organizationId) => {
      try {
        await withTenantPg(organizationId, refreshPlannerStatistics);
      } catch (err) {
        logger?.warn({ err, organizationId }, 'planner statistics were not renewed');
      }
    },

    check: async () => {
      for (const pool of [appPool, systemPool])
        await runTransaction(pool, 'begin', (_query, client) => assertSafeRole(client));
    },

    close: async () => {
      stopWatching();
      await prismaTransactions.close();
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
}
