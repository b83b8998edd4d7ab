import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, findReportImport } from '@capeline/db';
import { addDays, type PlainDate } from '@capeline/domain';
import { readReport } from '../imports/read-report.ts';
import { receiveReport } from '../imports/receive-report.ts';
import { sampleAsOf } from './sample-week.ts';
import { shiftReport } from './shift-report.ts';

/**
 * In the order in which they are read. They lie beside the law that they exemplify. Of one client there are two, a week apart, so that
 * a later date waits, an entry is gone and a past date has no status: what only comes about by a second report.
 */
const REPORTS: readonly { readonly name: string; readonly weeksEarlier: 0 | 1 }[] = [
  { name: 'es003-broker-layout.csv', weeksEarlier: 0 },
  { name: 'es003-default-layout.csv', weeksEarlier: 0 },
  { name: 'es003-follow-up-first.csv', weeksEarlier: 1 },
  { name: 'es003-follow-up-second.csv', weeksEarlier: 0 },
];
const SAMPLES_FOLDER = join(import.meta.dirname, '../../../domain/samples');

const POLL_MS = 200;
const WAIT_MS = 120_000;
const UNFINISHED = ['received', 'reading', 'committing'];

export interface SampleReportsInput {
  readonly organizationId: string;
  readonly now: () => Date;
  readonly businessDate: PlainDate;
}

async function receive(
  database: Database,
  folder: string,
  { name, weeksEarlier }: (typeof REPORTS)[number],
  input: SampleReportsInput,
): Promise<string> {
  const { organizationId, businessDate, now } = input;
  const csv = shiftReport(await readFile(join(SAMPLES_FOLDER, name), 'utf8'), businessDate);
  const path = join(folder, name);
  const bytes = Buffer.from(csv);
  await writeFile(path, bytes);
  const received = await receiveReport(
    database,
    {
      organizationId,
      fileName: name,
      kind: 'es003',
      asOf: addDays(sampleAsOf(businessDate), -7 * weeksEarlier),
      autoCommit: true,
      createdBy: null,
      actor: { kind: 'system', id: null },
      file: { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest() },
    },
    now(),
  );
  return received.import.id;
}

async function statusOf(database: Database, organizationId: string, importId: string): Promise<string> {
  const report = await database.withTenantPg(organizationId, (tx) => findReportImport(tx, importId));
  return report?.status ?? 'gone';
}

/** Reads the import here; when another worker was faster, waits for its end. Throws when it does not end in `committed`. */
async function finishImport(database: Database, importId: string, input: SampleReportsInput): Promise<void> {
  const { organizationId, now, businessDate } = input;
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += POLL_MS) {
    await readReport(database, { organizationId, importId }, { now, businessDate });
    const status = await statusOf(database, organizationId, importId);
    if (status === 'committed') return;
    if (!UNFINISHED.includes(status)) throw new Error(`The sample report ended as ${status}.`);
    await pause(POLL_MS);
  }
  throw new Error('The sample report is not being read to its end.');
}

/**
 * Brings the sample reports in by the way of every report. All are received before the first is read, so that no digest tells
 * half of them. The same bytes are one import, so repeating this after a crash goes on where it stopped.
 */
export async function loadSampleReports(database: Database, input: SampleReportsInput): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'capeline-sample-'));
  try {
    const importIds: string[] = [];
    for (const report of REPORTS) importIds.push(await receive(database, folder, report, input));
    for (const importId of importIds) await finishImport(database, importId, input);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
