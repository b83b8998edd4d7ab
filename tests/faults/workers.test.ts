/** Jobs that come twice, workers that hang and come back, payloads that are none, and five workers of which one dies now and then. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JOB_PAYLOADS } from '../../packages/contracts/src/index.ts';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { printedSeed } from '../support/seed.ts';
import type { CapelineProcess } from './support/capeline-process.ts';
import { mergeLock, withHold } from './support/database-watch.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';
import { withQueue } from './support/queue.ts';

const POISON = /breaks its contract/;

describe.each(QUEUE_HOMES)('workers, queue on $name', ({ name }) => {
  const random = printedSeed(`workers, queue on ${name}`);
  let installation: Installation;
  let api: ApiProcess;
  let firm: FaultFirm;
  let other: FaultFirm;
  let serial = 1;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: name });
    api = await installation.startApi();
    [firm, other] = [await makeFirm(installation), await makeFirm(installation)];
    await haveWorkers(2);
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

  async function haveWorkers(count: number): Promise<void> {
    while (installation.workers().length < count) installation.startWorker();
    for (const worker of installation.workers()) await worker.said('"msg":"working"');
  }
  const workerNamed = (wanted: string): CapelineProcess => {
    const found = installation.workers().find((worker) => worker.name === wanted);
    if (found === undefined) throw new Error(`${wanted} is none of our workers.`);
    return found;
  };
  const nextReport = (whose: FaultFirm, entries: number) => {
    const report = reportOf(whose, { first: serial, entries, importers: serial });
    serial += entries;
    return report;
  };
  const attemptsOf = async (importId: string): Promise<number> => {
    const [row] = await installation.query<{ attempts: number }>('select attempts from report_import where id = $1', [
      importId,
    ]);
    return row?.attempts ?? 0;
  };

  it('do a job once that is delivered many times at once', async () => {
    const report = nextReport(firm, 300);
    const { organizationId } = firm;
    const importId = await withHold(installation, mergeLock(organizationId), async (held) => {
      const id = await sendAccepted(api, firm, report);
      await held.waited();
      await withQueue(installation, async (queue) => {
        for (let copy = 0; copy < 4; copy += 1) {
          await queue.queue('read-report').add('read-report', { organizationId, importId: id });
          await queue.queue('sweep-organization').add('sweep-organization', { organizationId });
        }
        // The other worker has looked at them while the first one was still at work.
        await waitUntil(
          async () => (await queue.queue('read-report').counts()).waiting === 0,
          30_000,
          () => 'the copies were never taken',
        );
      });
      return id;
    });
    expect((await committed(api, firm, importId)).counts).toMatchObject({ entriesCreated: 300, entriesUpdated: 0 });
    expect(await attemptsOf(importId)).toBe(1);
    const mails = await installation.query<{ id: string }>('select id from mail_message where organization_id = $1', [
      organizationId,
    ]);
    await withQueue(installation, async (queue) => {
      for (const { id: mailId } of [...mails, ...mails])
        await queue.queue('send-mail').add('send-mail', { organizationId, mailId });
    });
    await expectInvariants(installation);
  }, 120_000);

  it('take over from one that hangs, and its late commit is fenced off', async () => {
    const report = nextReport(firm, 300);
    const importId = await withHold(installation, mergeLock(firm.organizationId), async (held) => {
      const id = await sendAccepted(api, firm, report);
      const sleeper = workerNamed((await held.waited()).name);
      sleeper.freeze();
      await waitUntil(
        async () => (await attemptsOf(id)) === 2,
        30_000,
        () => 'nobody took over from the worker that hangs',
      );
      // From here both are in the middle of it, and the sleeper is the first in the queue for the lock.
      await held.release();
      sleeper.thaw();
      return id;
    });
    expect((await committed(api, firm, importId)).counts).toMatchObject({ entriesCreated: 300, entriesUpdated: 0 });
    await expectInvariants(installation);
    expect(installation.workers()).toHaveLength(2);
  }, 120_000);

  it('are not held up for long by one that hangs and never comes back, whatever it holds', async () => {
    const report = nextReport(firm, 300);
    const { importId, sleeper } = await withHold(installation, mergeLock(firm.organizationId), async (held) => {
      const id = await sendAccepted(api, firm, report);
      const found = workerNamed((await held.waited()).name);
      found.freeze();
      return { importId: id, sleeper: found };
    });
    // The lock of the merge is the sleeper's now, as far as PostgreSQL knows.
    expect((await committed(api, firm, importId)).counts).toMatchObject({ entriesCreated: 300, entriesUpdated: 0 });
    sleeper.thaw();
    await expectInvariants(installation);
    expect(sleeper.isRunning()).toBe(true);
  }, 120_000);

  it('fail a poison payload once, with its reason, and go on', async () => {
    await haveWorkers(2);
    await withQueue(installation, async (queue) => {
      for (const job of Object.keys(JOB_PAYLOADS))
        for (const payload of [null, 'text', {}, { organizationId: '; drop table entry' }, { ...firm, importId: 7 }])
          await queue.queue(job).add(job, payload, { attempts: 5, backoffMs: 60_000 });
    });
    const importId = await sendAccepted(api, other, nextReport(other, 50));
    await committed(api, other, importId);
    const poisoned = Object.keys(JOB_PAYLOADS).length * 5;
    await withQueue(installation, (queue) =>
      waitUntil(
        async () => {
          const counts = await Promise.all(Object.keys(JOB_PAYLOADS).map((job) => queue.queue(job).counts()));
          return counts.reduce((sum, { failed }) => sum + failed, 0) === poisoned;
        },
        30_000,
        () => 'the poison is not told as failed',
      ),
    );
    await expectInvariants(installation, { failedJobs: POISON });
  }, 120_000);

  it('lose nothing and do nothing twice while any of five dies now and then', async () => {
    await haveWorkers(5);
    const sent: { whose: FaultFirm; id: string; entries: number }[] = [];
    for (let round = 0; round < 4; round += 1) {
      for (const whose of [firm, other]) {
        const report = nextReport(whose, 400 + random.below(800));
        sent.push({ whose, id: await sendAccepted(api, whose, report), entries: report.entryNumbers.length });
      }
      const victims = installation.workers();
      const began = performance.now();
      const moment = random.below(600);
      await waitUntil(
        () => performance.now() - began >= moment,
        5_000,
        () => 'time stands still',
      );
      await victims[random.below(victims.length)]?.kill();
      installation.startWorker();
    }
    for (const { whose, id, entries } of sent)
      expect((await committed(api, whose, id)).counts).toMatchObject({ entriesCreated: entries, entriesUpdated: 0 });
    await expectInvariants(installation, { failedJobs: POISON, mayRepeatMails: true });
  }, 180_000);
});
