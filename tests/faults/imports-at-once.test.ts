/** Reports that arrive together: the same twice, and two of the same entries. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { committed, makeFirm, reportOf, sendAccepted, sendReport } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

describe.each(QUEUE_HOMES)('reports that arrive at once, queue on $name', ({ name }) => {
  let installation: Installation;
  let api: ApiProcess;
  let other: ApiProcess;
  beforeAll(async () => {
    installation = await startInstallation({ queueHome: name });
    [api, other] = await Promise.all([installation.startApi(), installation.startApi()]);
    for (let worker = 0; worker < 2; worker += 1) installation.startWorker();
  }, 60_000);
  afterAll(() => installation?.stop(), 60_000);

  it('are one import when they are the same file, also through two servers', async () => {
    const firm = await makeFirm(installation);
    const report = reportOf(firm, { first: 1, entries: 200 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => sendReport(index % 2 === 0 ? api : other, firm, report)),
    );
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ id: string }>));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 202]);
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    const done = await committed(api, firm, bodies[0]?.id ?? '');
    expect(done.counts).toMatchObject({ rowsAccepted: report.rows, entriesCreated: 200 });
    await expectInvariants(installation);
  }, 120_000);

  it('end as one of their serial orders when they overlap: each entry says what its newest report says', async () => {
    const firm = await makeFirm(installation);
    const reports = [
      { report: reportOf(firm, { first: 1, entries: 300, duty: 100 }), asOf: '2026-11-18' },
      { report: reportOf(firm, { first: 101, entries: 300, duty: 200 }), asOf: '2026-11-20' },
      { report: reportOf(firm, { first: 201, entries: 300, duty: 300 }), asOf: '2026-11-19' },
    ];
    const ids = await Promise.all(
      reports.map(({ report, asOf }, index) => sendAccepted(index % 2 === 0 ? api : other, firm, report, { asOf })),
    );
    for (const id of ids) await committed(api, firm, id);
    const found = await installation.query<{ asOf: string; dollars: number; entries: number }>(
      `select as_of::text as "asOf", (ieepa_duty_cents / 100 / line_count)::int as dollars, count(*)::int as entries
         from entry where organization_id = $1 group by 1, 2 order by 1`,
      [firm.organizationId],
    );
    expect(found).toEqual([
      { asOf: '2026-11-18', dollars: 100, entries: 100 },
      { asOf: '2026-11-19', dollars: 300, entries: 100 },
      { asOf: '2026-11-20', dollars: 200, entries: 300 },
    ]);
    await expectInvariants(installation);
  }, 120_000);
});
