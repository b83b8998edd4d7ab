import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importEntries } from '../config.ts';
import { writeEs003 } from '../generate-es003.ts';
import { type BenchCase, timeMs } from '../harness.ts';
import { type ImportedReport, importOverHttp } from '../support/import-over-http.ts';
import { startInstallation } from '../support/installation.ts';

function assertCount(report: ImportedReport, name: 'entriesCreated' | 'entriesUnchanged', entries: number): void {
  if (report.counts[name] !== entries) throw new Error(`${name} is not ${entries}: ${JSON.stringify(report.counts)}`);
}

/** The same entries once more, the rows in random order, against their first import: what a weekly export costs. */
export const reimportCase: BenchCase = {
  name: 'reimport',
  about: 'the same entries exported again with their rows in another order, against their first import',
  bar: 0.5,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare(log) {
    const folder = await mkdtemp(join(tmpdir(), 'capeline-bench-'));
    const [first, again] = [join(folder, 'first.csv'), join(folder, 'again.csv')];
    const entries = importEntries();
    const rows = await writeEs003(first, { entries, seed: 1 });
    await writeEs003(again, { entries, seed: 1, shuffled: true });
    log(`  ${entries} entries, ${rows} rows`);
    const installation = await startInstallation();
    const { admin, api, assertRunning } = installation;
    return {
      async pair() {
        await admin.query(
          'truncate entry, entry_line, entry_change, deadline, deadline_exit, alert, alert_mail, client_summary cascade',
        );
        const { key } = await installation.makeFirm();
        const server = { url: api.url, key, assertRunning };
        await admin.query('checkpoint');
        await installation.settle();
        const baseline = await timeMs(async () =>
          assertCount(await importOverHttp(server, first), 'entriesCreated', entries),
        );
        await admin.query('checkpoint');
        await installation.settle();
        const ours = await timeMs(async () =>
          assertCount(await importOverHttp(server, again), 'entriesUnchanged', entries),
        );
        return { ours, baseline };
      },
      async cleanUp() {
        await installation.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};
