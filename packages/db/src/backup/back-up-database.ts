import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { assertNoUnknownMigration, readAppliedMigrations } from '../migrate/schema-state.ts';
import {
  type ArchiveTable,
  encodeFrame,
  encodeJsonFrame,
  FORMAT,
  FORMAT_VERSION,
  FRAME,
  type TableProof,
} from './archive-format.ts';
import { BackupError } from './backup-error.ts';
import { ensureBackupCanRead, listSavedTables, listSequences } from './catalogue.ts';
import { withOwner } from './owner-connection.ts';

/** What a backup holds. */
export interface BackupSummary {
  readonly createdAt: string;
  readonly migrations: readonly string[];
  readonly tables: readonly TableProof[];
  readonly rows: number;
  readonly bytes: number;
}

const columnList = ({ columns }: ArchiveTable): string => columns.map((column) => `"${column}"`).join(', ');

/** Copies one table's rows into frames and answers with what they amount to. */
async function* framesOfTable(client: pg.Client, saved: ArchiveTable): AsyncGenerator<Buffer, TableProof> {
  yield encodeJsonFrame(FRAME.table, saved);
  const hash = createHash('sha256');
  const rows = client.query(
    copyTo(`copy (select ${columnList(saved)} from public."${saved.table}") to stdout (format text, encoding 'UTF8')`),
  );
  for await (const chunk of rows) {
    hash.update(chunk as Buffer);
    yield encodeFrame(FRAME.rows, chunk as Buffer);
  }
  return { table: saved.table, rows: rows.rowCount, sha256: hash.digest('hex') };
}

type Report = { createdAt: string; migrations: string[]; tables: TableProof[] };

/** The whole archive, out of one snapshot; what it holds is left in `report`. */
async function* framesOfDatabase(client: pg.Client, report: Report): AsyncGenerator<Buffer> {
  const { createdAt, migrations, tables } = report;
  yield encodeJsonFrame(FRAME.header, { format: FORMAT, version: FORMAT_VERSION, createdAt, migrations });
  for (const saved of await listSavedTables(client)) tables.push(yield* framesOfTable(client, saved));
  yield encodeJsonFrame(FRAME.manifest, { tables, sequences: await listSequences(client) });
}

async function refuseToOverwrite(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null)
    throw new BackupError(`${file} is there already. Choose another name; backups are never overwritten.`);
}

async function write(client: pg.Client, file: string, report: Report): Promise<void> {
  // Created here and only here: when that fails there is nothing of ours to remove.
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  let isOurs = false;
  target.once('open', () => {
    isOurs = true;
  });
  try {
    await pipeline(framesOfDatabase(client, report), createGzip(), target);
  } catch (error) {
    if (isOurs) await rm(file, { force: true });
    throw error;
  }
}

/**
 * Saves every firm and everything of the installation, as it is at one moment, into the new file `file` that only its owner can read.
 * The product may go on meanwhile; memory stays bounded. Throws `BackupError` when the file exists or the database is of another
 * version; what was begun is then removed. Not in it: sessions, heartbeats and the queue, which only says "look now".
 */
export async function backUpDatabase(options: {
  readonly ownerUrl: string;
  readonly file: string;
}): Promise<BackupSummary> {
  const { ownerUrl, file } = options;
  await refuseToOverwrite(file);
  return withOwner(ownerUrl, async (client) => {
    await assertNoUnknownMigration(client);
    const migrations = await readAppliedMigrations(client);
    if (migrations.length === 0)
      throw new BackupError('This database holds no Capeline yet: there is nothing to back up.');
    await ensureBackupCanRead(client);
    await client.query('begin isolation level repeatable read read only');
    const { rows: now } = await client.query<{ at: Date }>('select now() as at');
    const report: Report = { createdAt: now[0]?.at.toISOString() ?? '', migrations, tables: [] };
    await write(client, file, report);
    await client.query('commit');
    const { size } = await stat(file);
    return { ...report, rows: report.tables.reduce((sum, { rows }) => sum + rows, 0), bytes: size };
  });
}
