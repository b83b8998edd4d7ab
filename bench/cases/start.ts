import { rm } from 'node:fs/promises';
import { makeDataDir, startSystem } from '../../tests/journeys/support/running-system.ts';
import { startTestCluster } from '../../tests/support/postgres-cluster.ts';
import { type BenchCase, timeMs } from '../harness.ts';

/** `npm start` with everything installed to `/readyz` 200, against the embedded PostgreSQL's own first start. */
export const startCase: BenchCase = {
  name: 'start',
  about: 'npm start on an empty data folder until /readyz answers 200, against PostgreSQL alone (initdb and start)',
  // The promise is "at most 4 s more"; the ratio says the same on a slower machine.
  bar: 6,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare() {
    const more: number[] = [];
    return {
      async pair() {
        let stopCluster = async (): Promise<void> => {};
        const baseline = await timeMs(async () => {
          const cluster = await startTestCluster();
          stopCluster = () => cluster.stop();
        });
        await stopCluster();
        const dataDir = await makeDataDir();
        let interrupt = async (): Promise<unknown> => undefined;
        const ours = await timeMs(async () => {
          const system = await startSystem({}, dataDir);
          interrupt = () => system.interrupt();
        });
        await interrupt();
        await rm(dataDir, { recursive: true, force: true });
        more.push(ours - baseline);
        return { ours, baseline };
      },
      async also() {
        const value = Math.round(more.slice(1).sort((a, b) => a - b)[Math.floor((more.length - 1) / 2)] ?? Number.NaN);
        return [{ name: 'ms more than PostgreSQL alone (median)', value, bar: 4_000, met: value <= 4_000 }];
      },
      async cleanUp() {},
    };
  },
};
