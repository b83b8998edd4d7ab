/** What worker and API have resident at most while a large report goes through them, against a small one. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CapelineProcess } from './support/capeline-process.ts';
import { committed, type FaultFirm, type FaultReport, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';

const FEW_ENTRIES = 5_000;
/** 300,000 rows; collected, they would take some 200 MB. */
const MANY_ENTRIES = 150_000;
const MOST_MORE_MB = 150;
const MOST_MB = 300;

/** The most that a process ever had resident, in MB, as Linux keeps it. */
async function peakOf({ pid }: Pick<CapelineProcess, 'pid'>): Promise<number> {
  const found = /^VmHWM:\s+(\d+) kB$/mu.exec(await readFile(`/proc/${pid}/status`, 'utf8'));
  if (found?.[1] === undefined) throw new Error('This system does not tell how much memory a process had.');
  return Math.round(Number(found[1]) / 1024);
}

/** The same rows, those of one entry far apart. */
function inAnotherOrder(report: FaultReport): FaultReport {
  const [header = '', ...rows] = report.bytes.toString('utf8').trimEnd().split('\r\n');
  const apart = [0, 1, 2].flatMap((part) => rows.filter((_row, index) => index % 3 === part));
  return { ...report, bytes: Buffer.from(`${[header, ...apart].join('\r\n')}\r\n`) };
}

describe('a report of 300,000 rows', () => {
  let installation: Installation;
  let api: ApiProcess;
  let worker: CapelineProcess;
  let firm: FaultFirm;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: 'PostgreSQL' });
    api = await installation.startApi();
    worker = installation.startWorker();
    await worker.said('"msg":"working"');
    firm = await makeFirm(installation);
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  const load = async (report: FaultReport): Promise<void> => {
    const { counts } = await committed(api, firm, await sendAccepted(api, firm, report), 240_000);
    expect(counts).toMatchObject({ rowsRead: report.rows, rowsAccepted: report.rows });
  };

  it('takes hardly more memory than a small one, in worker and API, in whatever order its rows come', async () => {
    await load(reportOf(firm, { first: 1, entries: FEW_ENTRIES }));
    const before = { worker: await peakOf(worker), api: await peakOf(api) };
    const large = reportOf(firm, { first: 1 + FEW_ENTRIES, entries: MANY_ENTRIES });
    await load(large);
    await load(inAnotherOrder(large));
    const after = { worker: await peakOf(worker), api: await peakOf(api) };
    const told = JSON.stringify({ before, after });
    for (const name of ['worker', 'api'] as const) {
      expect({ told, isBounded: after[name] <= MOST_MB }).toEqual({ told, isBounded: true });
      expect({ told, isFlat: after[name] - before[name] <= MOST_MORE_MB }).toEqual({ told, isFlat: true });
    }
    process.stdout.write(`memory of an import, MB: ${told}\n`);
  }, 600_000);
});
