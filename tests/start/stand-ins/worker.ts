/** A stand-in for the worker: when told to stop it still writes to the database, so that a test sees whether the database outlives it. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createLogger,
  createShutdown,
  loadConfig,
  stopOnSignals,
  withClient,
} from '../../../packages/runtime/src/index.ts';

const config = loadConfig();
const shutdown = createShutdown(createLogger({ name: 'worker' }));
stopOnSignals(shutdown, { supervised: config.supervised });
if (config.database.mode !== 'external') throw new Error('The supervisor gave no database.');
const { appUrl } = config.database;
const events = join(config.dataDir, 'events.txt');
const keepAlive = setInterval(() => undefined, 60_000);

appendFileSync(events, `worker ${process.pid}\n`);
shutdown.add('last job', async () => {
  clearInterval(keepAlive);
  await delay(300);
  await withClient(appUrl, (client) => client.query('select 1'));
  appendFileSync(events, 'last job done\n');
});
