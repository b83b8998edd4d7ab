/** A stand-in for the API: ready once it listens, tells its process, and reads the database through the application role. */
import { createServer } from 'node:http';
import {
  createLogger,
  createShutdown,
  loadConfig,
  stopOnSignals,
  withClient,
} from '../../../packages/runtime/src/index.ts';

const config = loadConfig();
const shutdown = createShutdown(createLogger({ name: 'api' }));
stopOnSignals(shutdown, { supervised: config.supervised });
if (config.database.mode !== 'external') throw new Error('The supervisor gave no database.');
const { appUrl, ownerUrl } = config.database;

const server = createServer(async (request, response) => {
  if (request.url === '/rows') {
    const { rows } = await withClient(appUrl, (client) => client.query('select count(*)::int as count from starts'));
    response.end(JSON.stringify({ count: rows[0].count, pid: process.pid, knowsOwner: ownerUrl !== null }));
  } else {
    response.end('ready');
  }
});
server.listen(config.port, config.host);
shutdown.add('http', () => {
  server.closeAllConnections();
  server.close();
});
