import pg from 'pg';
import type { DatabaseLogger } from './logger.ts';

const RECONNECT_AFTER_MS = 1_000;

/**
 * Calls `onNotice` whenever something was committed to the outbox, and after every (re)connection, since notices sent
 * meanwhile are lost. Keeps one connection as capeline_system and reconnects by itself; the relay must still look now and
 * then, because a notice is a hint and never the truth. Resolves when first connected, or rejects.
 */
export async function listenToOutbox(options: {
  systemUrl: string;
  onNotice: () => void;
  logger?: DatabaseLogger;
  reconnectAfterMs?: number;
}): Promise<{ close: () => Promise<void> }> {
  const { systemUrl, onNotice, logger, reconnectAfterMs = RECONNECT_AFTER_MS } = options;
  let isClosed = false;
  let current: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  function reconnectLater(): void {
    if (isClosed) return;
    clearTimeout(timer);
    timer = setTimeout(() => connect().catch(reconnectLater), reconnectAfterMs);
    timer.unref();
  }

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: systemUrl, application_name: 'capeline relay', keepAlive: true });
    current = client;
    client.on('error', (error) => logger?.warn({ err: error }, 'the connection that listens to the outbox broke'));
    client.on('notification', onNotice);
    await client.connect();
    client.once('end', reconnectLater);
    if (isClosed) return client.end();
    await client.query('listen capeline_outbox');
    onNotice();
  }

  await connect();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await current?.end();
    },
  };
}
