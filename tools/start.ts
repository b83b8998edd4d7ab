/** `npm start`. */
import { join } from 'node:path';
import { ROOT } from './run.ts';
import { buildWeb, isWebStale } from './start/build-web.ts';
import { main } from './start/main.ts';

await main({
  apiEntry: join(ROOT, 'apps/api/src/main.ts'),
  workerEntry: join(ROOT, 'apps/worker/src/main.ts'),
  migrate: async (ownerUrl) => {
    const { migrateDatabase } = await import('@capeline/db');
    return migrateDatabase({ ownerUrl });
  },
  buildWebIfStale: async (signal) => {
    if (!isWebStale()) return;
    process.stdout.write('Building the web app …\n');
    await buildWeb(signal);
  },
});
