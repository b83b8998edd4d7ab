/** Every sample export through the API of a running system, on both queue backends. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasRedis, startRedis, type TestRedis } from '../support/redis-server.ts';
import { type ImportAnswer, importFile, makeFirm, uploadFile } from './support/firm.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { ES003_SAMPLES, expectExactly, expectedOf, sampleBytes } from './support/samples.ts';

const backends = [{ name: 'PostgreSQL', redis: false }, ...(hasRedis() ? [{ name: 'Redis', redis: true }] : [])];

describe.each(backends)('ES-003 through the API, queue on $name', ({ redis }) => {
  let system: RunningSystem;
  let server: TestRedis | undefined;
  beforeAll(async () => {
    server = redis ? await startRedis() : undefined;
    system = await startSystem({
      CAPELINE_SAMPLE: '0',
      CAPELINE_TODAY: '2026-11-23',
      ...(server === undefined ? {} : { REDIS_URL: server.url }),
    });
  }, 180_000);
  afterAll(async () => {
    await stopSystem(system);
    await server?.stop();
  }, 60_000);

  it.each(ES003_SAMPLES)(
    '$file gives exactly its expected entries, numbers, duty, clocks and flags',
    async ({ file, expected }) => {
      const headers = await makeFirm(system, `Firm ${file}`);
      const want = expectedOf(expected);
      const done = await importFile(system, headers, file, sampleBytes(file));
      expect(done).toMatchObject({ status: 'committed', problem: null });
      expect(done.counts).toMatchObject({
        rowsRead: want.rows,
        rowsAccepted: want.rows,
        rowsRejected: 0,
        entriesCreated: want.entries,
      });
      await expectExactly(system.url, headers, want);

      const again = await uploadFile(system, headers, file, sampleBytes(file));
      expect(again.status).toBe(200);
      expect(((await again.json()) as ImportAnswer).id).toBe(done.id);
    },
    120_000,
  );
});
