import type { Database } from '@capeline/db';
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  deadlinesOf,
  entryNumber,
  entryOf,
  importReport,
  NOW,
  type ReportRow,
  reportOf,
  rowsOf,
  TODAY,
} from '../imports/test-support/reports.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { decideProposal, decideProposals } from './decide-proposals.ts';
import { listProposals } from './list-proposals.ts';

let database: Database;
let firm: string;
withFirm((made) => {
  ({ database, firm } = made);
});

const [ONE, TWO, THREE] = [1, 2, 3].map(entryNumber) as [string, string, string];
const WRITER = { actor: { kind: 'user', id: null }, now: NOW, today: TODAY } as const;
const load = (rows: readonly ReportRow[], asOf: string) =>
  importReport(database, firm, reportOf(rows), { asOf, fileName: `${asOf}.csv` });
const list = () => database.withTenantRead(firm, (tx) => listProposals(tx, { limit: 50 }));
const openDates = async () => {
  const open = (await deadlinesOf(database, firm)).filter(({ status }) => status === 'open');
  return [...new Set(open.map(({ liquidated_on }) => liquidated_on))].sort();
};
let second: string;
beforeEach(async () => {
  await load([{ entry: ONE }, { entry: TWO }, { entry: THREE }], '2026-11-13');
  const rows = [{ entry: ONE, date: '03/06/2026' }, { entry: TWO, date: '', status: 'Extended' }, { entry: THREE }];
  ({ importId: second } = await load(rows, '2026-11-20'));
});

describe('proposals', () => {
  it('are listed with the date that rules, the proposed one, their source by row, and what would move', async () => {
    const { data } = await list();
    const source = { kind: 'report', importId: second, fileName: '2026-11-20.csv', asOf: '2026-11-20' };
    expect(data).toMatchObject([
      {
        entryNumber: ONE,
        current: { status: 'liquidated', date: '2026-02-06' },
        proposed: { status: 'liquidated', date: '2026-03-06' },
        daysLater: 28,
        source: { ...source, row: 2 },
        moves: [
          { kind: 'cape_window', from: '2026-04-27', to: '2026-05-25' },
          { kind: 'protest', from: '2026-08-05', to: '2026-09-02' },
        ],
      },
      {
        entryNumber: TWO,
        proposed: { status: 'extended', date: null },
        daysLater: null,
        source: { ...source, row: 3 },
        moves: [
          { kind: 'cape_window', to: null },
          { kind: 'protest', to: null },
        ],
      },
    ]);
  });

  it('are kept away by a person: the earlier date rules, and the next report that repeats the proposal is no news', async () => {
    const kept = { decision: 'keep', entryNumber: ONE, note: 'The bulletin says 6 February.' } as const;
    await database.withTenantPg(firm, (tx) => decideProposal(tx, kept, WRITER));
    expect(await entryOf(database, firm, ONE)).toMatchObject({ liquidated_on: '2026-02-06', proposed_status: null });
    await load([{ entry: ONE, date: '03/06/2026', port: '1001' }], '2026-11-21');
    expect((await list()).data.map(({ entryNumber: number }) => number)).toEqual([TWO]);
    await load([{ entry: ONE, date: '03/13/2026' }], '2026-11-22');
    expect((await list()).data.map(({ proposed }) => proposed.date)).toEqual(['2026-03-13', null]);
    const events = await rowsOf<{ action: string; payload: string }>(database, firm, 'audit_event', 'seq');
    const told = events.find(({ action }) => action === 'entry.liquidation_kept')?.payload ?? '';
    for (const fact of ['The bulletin says 6 February.', second, '2026-03-06']) expect(told).toContain(fact);
  });

  it('are decided many at once, each with its own answer, and a refused one leaves the others alone', async () => {
    const proposals = [
      { entryNumber: ONE, proposedDate: '2026-03-06' },
      { entryNumber: TWO, proposedDate: '2026-04-03' },
      { entryNumber: THREE, proposedDate: '2026-03-06' },
      { entryNumber: '99999999999', proposedDate: null },
    ];
    const { results } = await database.withTenantPg(firm, (tx) =>
      decideProposals(tx, { decision: 'confirm', proposals }, WRITER),
    );
    expect(
      results.map(({ entryNumber: number, outcome, problem }) => [number, outcome, problem?.code ?? null]),
    ).toEqual([
      [ONE, 'confirmed', null],
      [TWO, 'refused', 'conflict.version'],
      [THREE, 'refused', 'liquidation.nothing_proposed'],
      ['99999999999', 'refused', 'not_found'],
    ]);
    expect(await openDates()).toEqual(['2026-02-06', '2026-03-06']);
  });

  it('stop the clocks when a person confirms that an entry is not liquidated any more', async () => {
    for (const entryNumber of [ONE, TWO])
      await database.withTenantPg(firm, (tx) =>
        decideProposal(tx, { decision: 'confirm', entryNumber, note: undefined }, WRITER),
      );
    expect(await entryOf(database, firm, TWO)).toMatchObject({ liquidation_status: 'extended', liquidated_on: null });
    expect((await list()).data).toEqual([]);
  });
});
