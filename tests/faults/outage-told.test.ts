/** Promise: if no sweep ran for two intervals, /readyz degrades and the firm's owner is told, although the one who mails is the one who is gone. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

/** Two intervals and a fifth for the way: what counts as late. */
const SWEEP_MS = 3_000;
const LATE_SECONDS = (2.2 * SWEEP_MS) / 1000;

describe('a worker that is killed and not started again', () => {
  let installation: Installation;
  let apis: ApiProcess[];
  let firm: FaultFirm;
  let other: FaultFirm;
  beforeAll(async () => {
    installation = await startInstallation({ times: { sweepMs: SWEEP_MS } });
    apis = [await installation.startApi(), await installation.startApi()];
    [firm, other] = [await makeFirm(installation), await makeFirm(installation)];
    await installation.startWorker().said('"msg":"working"');
  }, 60_000);
  afterAll(() => installation?.stop(), 60_000);

  const readiness = async (api: ApiProcess) => {
    const answer = await fetch(`${api.url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as { lastSweepAgeSeconds: number | null } };
  };
  const subjectsFor = ({ ownerEmail }: FaultFirm) =>
    installation.sink.messages.filter(({ to }) => to.includes(ownerEmail)).map(({ subject }) => subject);
  const begun = (of: FaultFirm) => subjectsFor(of).filter((subject) => subject.includes('nobody watches')).length;
  const ended = (of: FaultFirm) => subjectsFor(of).filter((subject) => subject.includes('are watched again')).length;

  it('is told to the owners of every firm by mail, once whatever the number of APIs, and once more when it is over', async () => {
    const [first] = apis as [ApiProcess, ApiProcess];
    await waitUntil(
      async () => (await readiness(first)).status === 200,
      30_000,
      () => 'never ready',
    );
    await committed(first, firm, await sendAccepted(first, firm, reportOf(firm, { first: 1, entries: 4 })));
    await expectInvariants(installation);
    await Promise.all(installation.workers().map((worker) => worker.kill()));
    await waitUntil(
      () => begun(firm) === 1 && begun(other) === 1,
      30_000,
      () => `the owners got ${JSON.stringify([subjectsFor(firm), subjectsFor(other)])}`,
    );
    expect(await readiness(first)).toMatchObject({ status: 503, body: { checks: { sweep: { ok: false } } } });
    // Long enough for either API to tell it again, were it not written down that it is told.
    await waitUntil(
      async () => ((await readiness(first)).body.lastSweepAgeSeconds ?? 0) > 2 * LATE_SECONDS,
      30_000,
      () => 'the sweep does not grow older',
    );
    await installation.startWorker().said('"msg":"working"');
    await waitUntil(
      () => ended(firm) === 1 && ended(other) === 1,
      30_000,
      () => `the owners got ${JSON.stringify([subjectsFor(firm), subjectsFor(other)])}`,
    );
    expect([begun(firm), begun(other)]).toEqual([1, 1]);
    expect((await readiness(first)).status).toBe(200);
    const log = await fetch(`${first.url}/api/v1/mails`, { headers: firm.headers });
    const { data } = (await log.json()) as { data: { kind: string; status: string; attempts: number }[] };
    expect(data.filter(({ kind }) => kind === 'outage')).toMatchObject([{ status: 'accepted', attempts: 1 }]);
    expect(data.filter(({ kind }) => kind === 'outage_over')).toHaveLength(1);
    await expectInvariants(installation);
  }, 180_000);
});
