import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addImport, type Harness, mailStatuses, makeFirm, startHarness } from '../test-support/harness.ts';
import { ALL_JOBS, findJob } from './all-jobs.ts';
import type { Job } from './define-job.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const signal = new AbortController().signal;
function job(name: string): Job {
  const found = findJob(name);
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
}
const handle = (name: string, payload: unknown) => job(name).handle(harness.context, { payload, signal });

describe('jobs', () => {
  it.each(ALL_JOBS.map(({ name }) => name))('%s fails clearly and at once on a poison payload', async (name) => {
    for (const payload of [null, 'x', {}, { organizationId: 'no uuid' }, { organizationId: "'; drop table alert" }])
      await expect(handle(name, payload)).rejects.toMatchObject({
        name: 'UnrecoverableError',
        message: expect.stringContaining(`The payload of ${name} breaks its contract`),
      });
  });

  it('touch nothing of another firm when the payload names the wrong one', async () => {
    const mine = await makeFirm(harness);
    const other = await makeFirm(harness);
    const importId = await addImport(harness, other.organizationId, { isLost: true });
    await handle('read-report', { organizationId: mine.organizationId, importId });
    expect(harness.reads).toEqual([]);
    expect(await mailStatuses(harness, other.organizationId)).toEqual([]);
  });

  it('have nothing to do for a firm that does not exist', async () => {
    const organizationId = '00000000-0000-4000-8000-000000000000';
    await expect(handle('sweep-organization', { organizationId })).resolves.toBeUndefined();
    await expect(handle('send-mail', { organizationId, mailId: organizationId })).resolves.toBeUndefined();
  });

  it('sweep a firm right after its report was read', async () => {
    const firm = await makeFirm(harness);
    const importId = await addImport(harness, firm.organizationId, { isLost: true });
    await handle('read-report', { organizationId: firm.organizationId, importId });
    expect(harness.reads).toEqual([importId]);
    expect(await mailStatuses(harness, firm.organizationId)).toEqual(['queued']);
  });
});
