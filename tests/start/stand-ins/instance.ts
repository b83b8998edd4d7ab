/** `npm start` with stand-ins for API and worker, and one table for a migration. */
import { join } from 'node:path';
import { withClient } from '../../../packages/runtime/src/index.ts';
import { main } from '../../../tools/start/main.ts';

await main({
  apiEntry: join(import.meta.dirname, 'api.ts'),
  workerEntry: join(import.meta.dirname, 'worker.ts'),
  migrate: (ownerUrl) =>
    withClient(ownerUrl, (client) =>
      client.query(`create table if not exists starts (at timestamptz); insert into starts values (now());
        grant select on starts to capeline_app`),
    ),
  buildWebIfStale: async () => undefined,
});
