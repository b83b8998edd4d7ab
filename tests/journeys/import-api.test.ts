/** Every sample export through the API of a running system, on both queue backends. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportAnswer, importFile, makeFirm, uploadFile } from './support/firm.ts';
import { QUEUE_HOMES, startSystemOn } from './support/queue-backends.ts';
import type { RunningSystem } from './support/running-system.ts';
import { ES003_SAMPLES, expectExactly, expectedOf, sampleBytes } from './support/samples.ts';

describe.each(QUEUE_HOMES)('ES-003 through the API, queue on $name', ({ name }) => {
  let system: RunningSystem;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    ({ system, stop } = await startSystemOn(name));
  }, 180_000);
  afterAll(() => stop(), 60_000);

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
