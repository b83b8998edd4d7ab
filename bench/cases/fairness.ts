import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDatabase } from '../../packages/db/src/index.ts';
import { migrateQueueSchema } from '../../packages/runtime/src/index.ts';
import { fewEntries, importEntries } from '../config.ts';
import { writeEs003 } from '../generate-es003.ts';
import { type BenchCase, p99 } from '../harness.ts';
import { startApi } from '../support/api-server.ts';
import { connectAdmin, copyOf, filledDatabase, productEnv } from '../support/filled-database.ts';
import { importOverHttp } from '../support/import-over-http.ts';
import { makeFirm, settle } from '../support/installation.ts';
import { startProduct, waitForAnswer } from '../support/product-process.ts';

const PATHS = ['clients?limit=50', 'entries?limit=50', 'board'];
const EVERY_MS = 25;
const IDLE_REQUESTS = 240;
const LAG = /^nodejs_eventloop_lag_p99_seconds (\S+)$/mu;

/** What people of one firm notice while another firm loads a report. */
export const fairnessCase: BenchCase = {
  name: 'fairness',
  about:
    'p99 of a firm’s requests (clients, entries, board; 40 a second) while another firm imports, against the same while nobody does',
  bar: 3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare(log) {
    const folder = await mkdtemp(join(tmpdir(), 'capeline-bench-'));
    const path = join(folder, 'es003.csv');
    const rows = await writeEs003(path, { entries: importEntries(), seed: 1 });
    const filled = await filledDatabase(fewEntries(), log);
    const own = await copyOf(filled, 'bench_fairness');
    await migrateQueueSchema(own.ownerUrl);
    const database = createDatabase({ ...own, maxConnections: 2 });
    const worker = startProduct('worker', productEnv(own));
    const api = await startApi(productEnv(own));
    await waitForAnswer(`${api.url}/readyz`, worker);
    const admin = await connectAdmin(own);
    log(`  the report has ${rows} rows`);
    let sent = 0;
    const ask = async (): Promise<number> => {
      const index = sent++;
      const headers = { authorization: `Bearer ${filled.keys[index % filled.keys.length]}` };
      const start = performance.now();
      const response = await fetch(`${api.url}/api/v1/${PATHS[index % PATHS.length]}`, { headers });
      await response.text();
      if (response.status !== 200) throw new Error(`A request was answered ${response.status}.`);
      return performance.now() - start;
    };
    // At a fixed pace and not one after another: people do not wait for each other's answers.
    const askWhile = async (goesOn: (asked: number) => boolean): Promise<number[]> => {
      const asked: Promise<number>[] = [];
      while (goesOn(asked.length)) {
        asked.push(ask());
        await pause(EVERY_MS);
      }
      return Promise.all(asked);
    };
    const readLag = async (): Promise<number> =>
      Number(LAG.exec(await (await fetch(`${api.url}/metrics`)).text())?.[1] ?? Number.NaN) * 1000;
    const lags: number[] = [];
    return {
      async pair() {
        await settle(admin);
        const idle = await askWhile((asked) => asked < IDLE_REQUESTS);
        const { key } = await makeFirm(database);
        await readLag();
        let isImporting = true;
        const importing = importOverHttp({ url: api.url, key, assertRunning: () => undefined }, path).finally(() => {
          isImporting = false;
        });
        const during = await askWhile(() => isImporting);
        const { counts } = await importing;
        if (counts.rowsAccepted !== rows) throw new Error(`The import took ${counts.rowsAccepted} of ${rows} rows.`);
        lags.push(await readLag());
        return { ours: p99(during), baseline: p99(idle) };
      },
      async also() {
        const value = Math.round(Math.max(...lags.slice(1)));
        return [{ name: 'event loop delay of the api while importing, p99 in ms', value, bar: 50, met: value <= 50 }];
      },
      async cleanUp() {
        await api.stop();
        await worker.stop();
        await database.close();
        await admin.end();
        await own.drop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};
