import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { PrismaClient } from '../../generated/client.ts';
import type { IsolationLevel, TenantPrismaTransaction } from '../transactions.ts';
import { toDatabaseError } from './errors.ts';
import { assertCommitted, createQuery } from './pg-transaction.ts';
import { CONNECTION_WAIT_MS } from './pool.ts';

/** How long a Prisma transaction may last; long work (imports) uses the pg form, which has no such limit. */
const TRANSACTION_LIMIT_MS = 120_000;

/** Carries the firm from `withTenant` to the moment Prisma opens the transaction, and the connection back. */
type Scope = {
  readonly enterTenant: string;
  client: pg.PoolClient | undefined;
  isClosed: boolean;
  isCommitting: boolean;
};

const LEVELS = {
  'read committed': 'ReadCommitted',
  'repeatable read': 'RepeatableRead',
  serializable: 'Serializable',
} as const;

/** Puts the firm's setting behind BEGIN, hands the connection to the scope, and lets no silent rollback pass for a commit. */
async function enterScope(transaction: Transaction, scope: Scope): Promise<Transaction> {
  const { client } = transaction as unknown as { client: pg.PoolClient };
  await client.query(scope.enterTenant);
  scope.client = client;
  const { executeRaw, commit, rollback } = transaction;
  return Object.assign(transaction, {
    executeRaw: async (query: SqlQuery) => {
      if (query.sql === 'ROLLBACK') scope.isClosed = true;
      if (query.sql !== 'COMMIT') return executeRaw.call(transaction, query);
      scope.isClosed = true;
      scope.isCommitting = true;
      assertCommitted(await client.query('commit'));
      return 0;
    },
    commit: () => {
      scope.isClosed = true;
      scope.isCommitting = true;
      return commit.call(transaction);
    },
    rollback: () => {
      scope.isClosed = true;
      return rollback.call(transaction);
    },
  });
}

function createTenantAdapter(pool: pg.Pool, scopes: AsyncLocalStorage<Scope>): SqlDriverAdapterFactory {
  const stock = new PrismaPg(pool);
  return {
    provider: stock.provider,
    adapterName: stock.adapterName,
    async connect(): Promise<SqlDriverAdapter> {
      const adapter = await stock.connect();
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolation) => {
        const scope = scopes.getStore();
        if (scope === undefined) throw new Error('A Prisma transaction was opened outside withTenant.');
        return (await enterScope((await startTransaction(isolation)) as Transaction, scope)) as never;
      };
      return adapter;
    },
  };
}

/** The Prisma form of a tenant transaction; the client is loaded at the first use, since starting it costs time and memory. */
export function createPrismaTransactions(pool: pg.Pool) {
  const scopes = new AsyncLocalStorage<Scope>();
  let starting: Promise<PrismaClient> | undefined;

  async function start(): Promise<PrismaClient> {
    const { PrismaClient } = await import('../../generated/client.ts');
    return new PrismaClient({
      adapter: createTenantAdapter(pool, scopes),
      errorFormat: 'minimal',
      transactionOptions: { maxWait: CONNECTION_WAIT_MS + 5_000, timeout: TRANSACTION_LIMIT_MS },
    });
  }

  async function run<Result>(
    organizationId: string,
    enterTenant: string,
    work: (tx: TenantPrismaTransaction) => Promise<Result>,
    isolation: IsolationLevel | undefined,
  ): Promise<Result> {
    starting ??= start();
    const prismaClient = await starting;
    const scope: Scope = { enterTenant, client: undefined, isClosed: false, isCommitting: false };
    const options = isolation === undefined ? {} : { isolationLevel: LEVELS[isolation] };
    try {
      return await scopes.run(scope, () =>
        prismaClient.$transaction((prisma) => {
          if (scope.client === undefined) throw new Error('The transaction has no connection of its own.');
          return work({ organizationId, prisma, query: createQuery(scope.client, scope) });
        }, options),
      );
    } catch (error) {
      throw toDatabaseError(error, scope.isCommitting);
    } finally {
      scope.isClosed = true;
    }
  }

  return {
    run,
    close: async (): Promise<void> => {
      if (starting !== undefined) await (await starting).$disconnect();
    },
  };
}
