/** The worker dies in the middle of an import: the import is committed once and whole, or not at all until it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeEs003 } from '../../bench/generate-es003.ts';
import { type ImportAnswer, makeFirm, uploadFile } from '../journeys/support/firm.ts';
import { QUEUE_HOMES, startSystemOn } from '../journeys/support/queue-backends.ts';
import type { RunningSystem } from '../journeys/support/running-system.ts';
import { readAll } from '../journeys/support/samples.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';

/** Enough that a worker reads for seconds, so that the kill surely falls into them. */
const ENTRIES = 60_000;

/** The worker of this installation, found by its script and its data folder; never by name alone. */
function workerPid(dataDir: string): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('apps/worker/src/main.ts')) continue;
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(dataDir)) return Number(pid);
    } catch {
      // The process ended while we looked.
    }
  }
  return null;
}

describe.each(QUEUE_HOMES)('a worker killed during an import, queue on $name', ({ name }) => {
  let system: RunningSystem;
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    ({ system, stop } = await startSystemOn(name));
  }, 180_000);
  afterAll(() => stop(), 60_000);

  it.each([
    { when: 'as soon as it reads', seed: 1, isTime: () => true },
    { when: 'with rows already staged', seed: 2, isTime: (bytesRead: number) => bytesRead > 0 },
  ])(
    'leaves nothing half done $when, and another worker commits it exactly once',
    async ({ seed, isTime }) => {
      const headers = await makeFirm(system, `Killed ${seed}`);
      const file = join(system.dataDir, `big-${seed}.csv`);
      const rows = await writeEs003(file, { entries: ENTRIES, seed });
      const answer = await uploadFile(system, headers, 'big.csv', Buffer.from(await readFile(file)));
      expect(answer.status).toBe(202);
      let latest = (await answer.json()) as ImportAnswer & { progress: { done: number; total: number } };
      const read = async (): Promise<typeof latest> =>
        (await (await fetch(`${system.url}/api/v1/imports/${latest.id}`, { headers })).json()) as typeof latest;

      await waitUntil(
        async () => {
          latest = await read();
          return latest.status === 'reading' && isTime(latest.progress.done);
        },
        60_000,
        () => `the import was never seen half way: ${JSON.stringify(latest)}`,
      );
      const victim = workerPid(system.dataDir);
      expect(victim).not.toBeNull();
      process.kill(victim ?? 0, 'SIGKILL');
      expect(await readAll(system.url, '/api/v1/entries', headers)).toEqual([]);

      await waitUntil(
        async () => {
          latest = await read();
          return ['committed', 'failed', 'needs_mapping'].includes(latest.status);
        },
        150_000,
        () => `the import stands at ${JSON.stringify(latest)}`,
      );
      expect(latest.status).toBe('committed');
      expect(latest.counts).toMatchObject({
        rowsRead: rows,
        rowsAccepted: rows,
        rowsRejected: 0,
        entriesCreated: ENTRIES,
      });
      const clients = await readAll<{ entryCount: number }>(system.url, '/api/v1/clients', headers);
      expect(clients.reduce((sum, client) => sum + client.entryCount, 0)).toBe(ENTRIES);
      const audit = await system.cli('audit', 'verify', '--organization', `Killed ${seed}`);
      expect({ code: audit.code, output: audit.stdout + audit.stderr }).toMatchObject({ code: 0 });
    },
    300_000,
  );
});
