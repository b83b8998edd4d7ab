import pg from 'pg';
import type { DatabaseLogger } from '../logger.ts';

/** When a server counts as silent. */
export interface SilenceLimits {
  /** A connection that is in use for longer makes us ask whether the server answers anybody. */
  readonly askAfterMs: number;
  /** How long a new connection may take to its first answer. */
  readonly limitMs: number;
}

/** Whether the server gives any answer in time, also a refusal: only silence counts, and not that we ourselves were asleep. */
async function answers(url: string, limitMs: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'capeline' });
  client.on('error', () => undefined);
  let isAnswered = false;
  const asked = client
    .connect()
    .then(() => client.query('select 1'))
    .catch(() => undefined)
    .then(() => {
      isAnswered = true;
    });
  const { promise: late, resolve } = Promise.withResolvers<void>();
  // An answer that lies in the socket while this process was stopped is read before the second look.
  const timer = setTimeout(() => setImmediate(resolve), limitMs);
  await Promise.race([asked, late]);
  clearTimeout(timer);
  const verdict = isAnswered;
  void client.end().catch(() => undefined);
  return verdict;
}

/**
 * Ends the connections of a server that is there and answers nobody: frozen, or behind a broken line, of which TCP tells for minutes
 * nothing. Who waits for it then gets `DatabaseUnavailableError`. A statement that merely takes long goes on, because the server answers
 * others meanwhile. Returns a function that stops watching.
 */
export function endConnectionsOfSilentServer(
  pools: readonly pg.Pool[],
  url: string,
  { askAfterMs, limitMs, logger }: SilenceLimits & { readonly logger: DatabaseLogger | undefined },
): () => void {
  const inUseSince = new Map<pg.PoolClient, number>();
  for (const pool of pools) {
    pool.on('acquire', (client) => inUseSince.set(client, performance.now()));
    pool.on('release', (_error, client) => inUseSince.delete(client));
    pool.on('remove', (client) => inUseSince.delete(client));
  }
  const waitsLong = (): pg.PoolClient[] =>
    [...inUseSince].filter(([, since]) => performance.now() - since >= askAfterMs).map(([client]) => client);
  let isAsking = false;
  const look = async (): Promise<void> => {
    if (isAsking || waitsLong().length === 0) return;
    isAsking = true;
    try {
      if (await answers(url, limitMs)) return;
      const silent = waitsLong();
      logger?.warn({ connections: silent.length, limitMs }, 'the database answers nobody; its connections are ended');
      // With a statement under way this cuts the line, instead of waiting for the server's goodbye.
      for (const client of silent) void (client as unknown as pg.Client).end().catch(() => undefined);
    } finally {
      isAsking = false;
    }
  };
  const timer = setInterval(() => void look(), askAfterMs / 2);
  timer.unref();
  return () => clearInterval(timer);
}
