/** Reports that arrive together: the same twice, and two of the same entries. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QUEUE_HOMES } from '../journeys/support/queue-backends.ts';
import { waiterFor, withHold } from './support/database-watch.ts';
import { committed, makeFirm, reportOf, sendAccepted, sendReport } from './support/firm.ts';
import { type ApiProcess, type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

describe.each(QUEUE_HOMES)('reports that arrive at once, queue on $name', ({ name }) => {
  let installation: Installation;
  let api: ApiProcess;
  let other: ApiProcess;
  beforeAll(async () => {
    // Nobody dies here, so nobody has to take over, however busy the machine is.
    installation = await startInstallation({ queueHome: name, times: { importLeaseMs: 20_000 } });
    [api, other] = await Promise.all([installation.startApi(), installation.startApi()]);
    for (let worker = 0; worker < 2; worker += 1) installation.startWorker();
  }, 180_000);
  afterAll(() => installation?.stop(), 120_000);

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
    // Its clients and its filer code are known: making them would put the merges in order by itself.
    const known = reportOf(firm, { first: 1001, entries: 2 });
    await committed(api, firm, await sendAccepted(api, firm, known, { asOf: '2026-11-16' }));
    const older = reportOf(firm, { first: 1, entries: 300, duty: 100 });
    const newest = reportOf(firm, { first: 101, entries: 300, duty: 200 });
    const between = reportOf(firm, { first: 201, entries: 300, duty: 300 });
    // The older one has written its entries and not committed them when the newest comes: what it then takes for new is not.
    const ids = await withHold(installation, { sql: 'lock table entry_line in share mode' }, async (held) => {
      const first = await sendAccepted(api, firm, older, { asOf: '2026-11-18' });
      const { backend } = await held.waited();
      const second = await sendAccepted(other, firm, newest, { asOf: '2026-11-20' });
      await waiterFor(installation, backend);
      const third = await sendAccepted(api, firm, between, { asOf: '2026-11-19' });
      return [first, second, third];
    });
    for (const id of ids) await committed(api, firm, id);
    const attempts = await installation.query<{ attempts: number }>(
      'select attempts from report_import where id = any ($1)',
      [ids],
    );
    expect(attempts.map((each) => each.attempts)).toEqual([1, 1, 1]);
    const found = await installation.query<{ asOf: string; dollars: number; entries: number }>(
      `select as_of::text as "asOf", (ieepa_duty_cents / 100 / line_count)::int as dollars, count(*)::int as entries
         from entry where organization_id = $1 and entry_number <> all ($2) group by 1, 2 order by 1`,
      [firm.organizationId, known.entryNumbers],
    );
    expect(found).toEqual([
      { asOf: '2026-11-18', dollars: 100, entries: 100 },
      { asOf: '2026-11-19', dollars: 300, entries: 100 },
      { asOf: '2026-11-20', dollars: 200, entries: 300 },
    ]);
    await expectInvariants(installation);
  }, 120_000);
});
