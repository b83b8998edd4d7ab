/** The worker dies by SIGKILL at ten points of an import: it is committed once and whole by another, and until then not at all. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { printedSeed } from '../support/seed.ts';
import type { CapelineProcess } from './support/capeline-process.ts';
import { type Held, mergeLock, withHold } from './support/database-watch.ts';
import {
  committed,
  type FaultFirm,
  type FaultReport,
  makeFirm,
  reportOf,
  sendAccepted,
  viewImport,
} from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

const ENTRIES = 600;
/** Large enough that reading takes a while, so that a moment in it can be met. */
const MANY_ENTRIES = 6_000;

/** Steps at which a lock of ours can stop the worker, in their order. */
const STEPS: readonly { readonly when: string; readonly lock: string; readonly reviewedFirst?: true }[] = [
  {
    when: 'before the first byte is read',
    lock: 'lock table report_import_piece in access exclusive mode',
    reviewedFirst: true,
  },
  { when: 'with everything staged and nothing merged', lock: 'merge' },
  { when: 'making clients', lock: 'lock table importer_number in share mode' },
  { when: 'writing entries', lock: 'lock table entry in share mode' },
  { when: 'writing lines', lock: 'lock table entry_line in share mode' },
  { when: 'writing deadlines', lock: 'lock table deadline in share mode' },
  { when: 'writing what is to be told', lock: 'lock table report_import_issue in share mode' },
];

describe.each(QUEUE_HOMES)('a worker killed during an import, queue on $name', ({ name }) => {
  const random = printedSeed(`import killed, queue on ${name}`);
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  let first = 1;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: name });
    api = await installation.startApi();
    firm = await makeFirm(installation);
    await makeFirm(installation);
  }, 180_000);
  beforeEach(async () => {
    // One to be killed, one to take over.
    while (installation.workers().length < 2) installation.startWorker();
    for (const worker of installation.workers()) await worker.said('"msg":"working"');
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  const nextReport = (entries: number): FaultReport => {
    const report = reportOf(firm, { first, entries, importers: first });
    first += entries;
    return report;
  };
  const entriesOf = async (report: FaultReport): Promise<number> => {
    const [row] = await installation.query<{ count: number }>(
      'select count(*)::int as count from entry where organization_id = $1 and entry_number = any ($2)',
      [firm.organizationId, report.entryNumbers],
    );
    return row?.count ?? -1;
  };
  const workerNamed = (wanted: string): CapelineProcess => {
    const found = installation.workers().find((worker) => worker.name === wanted);
    if (found === undefined) throw new Error(`${wanted} holds the import and is none of ours.`);
    return found;
  };
  const killWhoWaits = async (held: Held): Promise<void> => {
    await workerNamed((await held.waited()).name).kill();
    await held.release();
  };
  const expectCommittedOnce = async (importId: string, report: FaultReport): Promise<void> => {
    const { counts } = await committed(api, firm, importId);
    expect(counts).toMatchObject({
      rowsRead: report.rows,
      rowsAccepted: report.rows,
      rowsRejected: 0,
      entriesCreated: report.entryNumbers.length,
      entriesUpdated: 0,
    });
    expect(await entriesOf(report)).toBe(report.entryNumbers.length);
    // The worker that was killed may have been sending a message at that moment.
    await expectInvariants(installation, { mayRepeatMails: true });
  };
  const sendForReview = async (report: FaultReport): Promise<string> => {
    const importId = await sendAccepted(api, firm, report, { autoCommit: 'false' });
    await waitUntil(
      async () => (await viewImport(api, firm, importId)).status === 'reviewable',
      60_000,
      () => 'never ready for review',
    );
    return importId;
  };
  const commit = async (importId: string): Promise<void> => {
    const answer = await fetch(`${api.url}/api/v1/imports/${importId}/commit`, {
      method: 'POST',
      headers: firm.headers,
    });
    expect(answer.status).toBe(202);
  };

  it.each(STEPS)(
    '$when leaves nothing, and another commits it once and whole',
    async ({ lock, reviewedFirst }) => {
      const report = nextReport(ENTRIES + random.below(ENTRIES));
      const reviewed = reviewedFirst === true ? await sendForReview(report) : null;
      const target = lock === 'merge' ? mergeLock(firm.organizationId) : { sql: lock };
      const importId = await withHold(installation, target, async (held) => {
        const id = reviewed ?? (await sendAccepted(api, firm, report));
        if (reviewed !== null) await commit(reviewed);
        await held.waited();
        expect(await entriesOf(report)).toBe(0);
        await killWhoWaits(held);
        return id;
      });
      await expectCommittedOnce(importId, report);
    },
    120_000,
  );

  it('just before the commit leaves nothing, and another commits it once and whole', async () => {
    const report = nextReport(ENTRIES);
    const importId = await withHold(installation, mergeLock(firm.organizationId), async (merging) => {
      const id = await sendAccepted(api, firm, report);
      await merging.waited();
      await withHold(installation, { sql: 'lock table audit_event in share mode' }, async (trail) => {
        await merging.release();
        await trail.waited();
        expect(await entriesOf(report)).toBe(0);
        await killWhoWaits(trail);
      });
      return id;
    });
    await expectCommittedOnce(importId, report);
  }, 120_000);

  it('just after the commit loses no alarm', async () => {
    const report = nextReport(ENTRIES);
    const importId = await withHold(installation, { sql: 'lock table alert in share mode' }, async (held) => {
      const id = await sendAccepted(api, firm, report);
      await committed(api, firm, id);
      await killWhoWaits(held);
      return id;
    });
    await expectCommittedOnce(importId, report);
  }, 120_000);

  it('at a random moment leaves nothing half done', async () => {
    const report = nextReport(MANY_ENTRIES);
    const importId = await sendAccepted(api, firm, report);
    let reader = '';
    await waitUntil(
      async () => {
        const [found] = await installation.query<{ name: string }>(
          // The transaction that does the work holds the lock of the import from its first statement to its last.
          `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('import work ' || $1::text, 0)`,
          [importId],
        );
        reader = found?.name ?? '';
        return reader !== '';
      },
      30_000,
      () => 'nobody was seen reading',
    );
    const progress = random.next();
    const began = performance.now();
    await waitUntil(
      () => performance.now() - began >= progress * 500,
      5_000,
      () => 'time stands still',
    );
    await workerNamed(reader).kill();
    expect([0, report.entryNumbers.length]).toContain(await entriesOf(report));
    await expectCommittedOnce(importId, report);
  }, 120_000);
});
