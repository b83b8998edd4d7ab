import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { importEntries } from '../config.ts';
import { writeEs003 } from '../generate-es003.ts';
import { type Also, type BenchCase, timeMs } from '../harness.ts';
import { type ImportedReport, importOverHttp } from '../support/import-over-http.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import { peakMemoryMb } from '../support/product-process.ts';

const MOST_MEMORY_MB = 300;
const TABLES = ['entry', 'entry_line'] as const;
type Rows = Readonly<Record<(typeof TABLES)[number], Buffer>>;

/** Tables of the same columns and indexes, and of nothing else: no policy, no check, no foreign key. */
const PLAIN_TABLES = TABLES.map((table) => `create table plain_${table} (like ${table} including indexes)`).join(';');
/** Forgets what earlier pairs imported, so that every pair writes into the same small tables. */
export const EMPTY =
  'truncate entry, entry_line, entry_change, deadline, deadline_exit, alert, alert_mail, client_summary cascade';

/** What the import wrote, as COPY's text: exactly these rows are the baseline's. */
async function rowsOf(admin: pg.Client, organizationId: string): Promise<Rows> {
  const read = (table: string) =>
    buffer(admin.query(copyTo(`copy (select * from ${table} where organization_id = '${organizationId}') to stdout`)));
  return { entry: await read('entry'), entry_line: await read('entry_line') };
}

const PIECE_BYTES = 65_536;

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

async function copyPlainly(admin: pg.Client, rows: Rows): Promise<void> {
  await admin.query('begin');
  for (const table of TABLES)
    await pipeline(Readable.from(piecesOf(rows[table])), admin.query(copyFrom(`copy plain_${table} from stdin`)));
  await admin.query('commit');
}

async function countsOf(admin: pg.Client, prefix: string): Promise<string> {
  const { rows } = await admin.query<{ counts: string }>(
    `select (select count(*) from ${prefix}entry) || ' entries, ' || (select count(*) from ${prefix}entry_line) || ' lines' as counts`,
  );
  return rows[0]?.counts ?? '';
}

/** Throws unless every row of the report was accepted and every entry is new. */
export function assertWhole(report: ImportedReport, size: { entries: number; rows: number }): void {
  const { rowsRead, rowsAccepted, entriesCreated } = report.counts;
  const isWhole = rowsRead === size.rows && rowsAccepted === size.rows && entriesCreated === size.entries;
  if (!isWhole) throw new Error(`The import is not whole: ${JSON.stringify(report.counts)}`);
}

/** The most that worker and API ever had resident, against the bar. */
export async function memoryOf({ worker, api }: Installation): Promise<Also[]> {
  const also: Also[] = [];
  for (const [name, { pid }] of [
    ['worker', worker],
    ['api', api],
  ] as const) {
    const value = await peakMemoryMb(pid);
    if (value === null) continue;
    also.push({ name: `${name} MB resident at most`, value, bar: MOST_MEMORY_MB, met: value <= MOST_MEMORY_MB });
  }
  return also;
}

/** A report from the first byte of its upload to committed, through API and worker, against COPY of the rows it makes. */
export const importCase: BenchCase = {
  name: 'import',
  about:
    'an ES-003 from HTTP upload to committed, against COPY of the same rows into plain tables with the same indexes',
  bar: 3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare(log) {
    const folder = await mkdtemp(join(tmpdir(), 'capeline-bench-'));
    const path = join(folder, 'es003.csv');
    const entries = importEntries();
    const size = { entries, rows: await writeEs003(path, { entries, seed: 1 }) };
    log(`  ${size.entries} entries, ${size.rows} rows`);
    const installation = await startInstallation();
    const { admin, api, assertRunning } = installation;
    await admin.query(PLAIN_TABLES);
    return {
      async pair() {
        await admin.query(EMPTY);
        const { organizationId, key } = await installation.makeFirm();
        await admin.query('checkpoint');
        await installation.settle();
        const ours = await timeMs(async () =>
          assertWhole(await importOverHttp({ url: api.url, key, assertRunning }, path), size),
        );
        await installation.settle();
        const rows = await rowsOf(admin, organizationId);
        await admin.query(`truncate ${TABLES.map((table) => `plain_${table}`).join(', ')}`);
        await admin.query('checkpoint');
        const baseline = await timeMs(() => copyPlainly(admin, rows));
        const [made, copied] = [await countsOf(admin, ''), await countsOf(admin, 'plain_')];
        if (made !== copied) throw new Error(`The import made ${made}, the baseline ${copied}.`);
        return { ours, baseline };
      },
      also: () => memoryOf(installation),
      async cleanUp() {
        await installation.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};
