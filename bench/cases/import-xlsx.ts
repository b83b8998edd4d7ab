import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recogniseEs003 } from '../../packages/domain/src/index.ts';
import { openTable, type TableSource } from '../../packages/tabular/src/index.ts';
import { importEntries } from '../config.ts';
import { ES003_HEADER, writeEs003 } from '../generate-es003.ts';
import { type BenchCase, timeMs } from '../harness.ts';
import { importOverHttp } from '../support/import-over-http.ts';
import { startInstallation } from '../support/installation.ts';
import { assertWhole, EMPTY, memoryOf } from './import.ts';

const PIECE_BYTES = 65_536;

/** Reads every cell with the reader that the product uses, and does nothing with it. */
async function iterateCells(path: string): Promise<{ rows: number; cells: number }> {
  const file = await open(path);
  const { size } = await stat(path);
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.allocUnsafe(Math.min(length, size - offset));
    await file.read(bytes, 0, bytes.length, offset);
    return bytes;
  };
  async function* stream(): AsyncGenerator<Buffer> {
    for (let at = 0; at < size; at += PIECE_BYTES) yield read(at, PIECE_BYTES);
  }
  const source: TableSource = { size, read, stream };
  const acceptHeader = (cells: readonly string[]): boolean => recogniseEs003(cells).kind === 'es003';
  const table = await openTable(source, { fileName: path, preferredSheet: 'Main Report', acceptHeader });
  const seen = { rows: 0, cells: 0 };
  try {
    for await (const rows of table.batches()) {
      for (const { cells } of rows) {
        seen.rows += 1;
        for (const cell of cells) if (cell !== '') seen.cells += 1;
      }
    }
  } finally {
    await table.close();
    await file.close();
  }
  return seen;
}

/** A workbook from the first byte of its upload to committed, against reading its cells and nothing else. */
export const importXlsxCase: BenchCase = {
  name: 'import-xlsx',
  about: 'an ES-003 as .xlsx from HTTP upload to committed, against the same reader that only iterates the cells',
  bar: 1.5,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare(log) {
    const folder = await mkdtemp(join(tmpdir(), 'capeline-bench-'));
    const path = join(folder, 'es003.xlsx');
    const entries = importEntries();
    const size = { entries, rows: await writeEs003(path, { entries, seed: 1 }) };
    log(`  ${size.entries} entries, ${size.rows} rows, ${ES003_HEADER.split(',').length} columns`);
    const installation = await startInstallation();
    const { admin, api, assertRunning } = installation;
    return {
      async pair() {
        await admin.query(EMPTY);
        const { key } = await installation.makeFirm();
        await admin.query('checkpoint');
        await installation.settle();
        const ours = await timeMs(async () =>
          assertWhole(await importOverHttp({ url: api.url, key, assertRunning }, path), size),
        );
        await installation.settle();
        const baseline = await timeMs(async () => {
          const { rows } = await iterateCells(path);
          if (rows !== size.rows) throw new Error(`The reader saw ${rows} rows.`);
        });
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
