/** Stops the product at a named step, honestly: a lock of PostgreSQL that the next statement of that step has to wait for. */
import { withClient } from '../../../packages/runtime/src/index.ts';
import { waitUntil } from '../../journeys/support/wait-until.ts';
import type { Installation } from './installation.ts';

/** A connection of the product that waits for a lock. */
export interface Waiter {
  /** The process, as in `CapelineProcess.name`. */
  readonly name: string;
  readonly query: string;
  /** Of PostgreSQL. */
  readonly backend: number;
}

export interface Held {
  /** Waits until a connection of the product waits for this lock; answers whose it is and what it was about to do. */
  waited(kind?: 'api' | 'worker'): Promise<Waiter>;
  /** Runs another statement in the transaction that holds the locks. */
  run(sql: string): Promise<void>;
  /** Lets go and undoes nothing, because nothing was done. */
  release(): Promise<void>;
}

/** Waits until a connection of the product, or of its processes of one kind, waits for what `backend` holds. */
export async function waiterFor(
  installation: Installation,
  backend: number,
  kind: 'api' | 'worker' | '(api|worker)' = '(api|worker)',
): Promise<Waiter> {
  const found: Waiter[] = [];
  await waitUntil(
    async () => {
      const waiters = await installation.query<Waiter>(
        `select application_name as name, query, pid as backend from pg_stat_activity
          where $1 = any (pg_blocking_pids(pid)) and application_name ~ $2`,
        [backend, `^${kind}-`],
      );
      found.push(...waiters);
      return found.length > 0;
    },
    30_000,
    () => `nobody came to wait for backend ${backend}`,
  );
  return found[0] as Waiter;
}

/** Runs `work` while `sql` holds its locks in a transaction of the superuser; they are gone afterwards, however `work` ended. */
export async function withHold<Result>(
  installation: Installation,
  { sql, parameters = [] }: { readonly sql: string; readonly parameters?: readonly unknown[] },
  work: (held: Held) => Promise<Result>,
): Promise<Result> {
  const held = await hold(installation, sql, parameters);
  try {
    return await work(held);
  } finally {
    await held.release();
  }
}

async function hold(installation: Installation, sql: string, parameters: readonly unknown[]): Promise<Held> {
  const held = Promise.withResolvers<(sql: string) => Promise<unknown>>();
  const holder = Promise.withResolvers<number>();
  const letGo = Promise.withResolvers<void>();
  const running = withClient(installation.urls.adminUrl, async (client) => {
    await client.query('begin');
    await client.query(sql, [...parameters]);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    holder.resolve(rows[0]?.pid ?? 0);
    held.resolve((more) => client.query(more));
    await letGo.promise;
    await client.query('rollback');
  });
  running.catch((error: unknown) => held.reject(error));
  const run = await held.promise;
  const pid = await holder.promise;
  return {
    run: async (more) => void (await run(more)),
    waited: (kind) => waiterFor(installation, pid, kind),
    release: async () => {
      letGo.resolve();
      // A server that was killed meanwhile released it already.
      await running.catch(() => undefined);
    },
  };
}

/** The lock that makes imports of one firm merge one after the other: who waits for it has staged everything and merged nothing. */
export const mergeLock = (organizationId: string) => ({
  sql: `select pg_advisory_xact_lock(hashtextextended('entry_facts:' || $1::text, 0))`,
  parameters: [organizationId],
});
