import type { CorrectEntryRequest } from '@capeline/contracts';
import type { Database } from '@capeline/db';
import { describe, expect, it } from '@jest/globals';
import { makeFirm } from '../alerts/test-support/firm.ts';
import type { Reader, Writer } from '../clients/reader.ts';
import {
  entryNumber,
  entryOf,
  importReport,
  joinedDeadlines,
  reportOf,
  rowsOf,
  TODAY,
} from '../imports/test-support/reports.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { correctEntry } from './correct-entry.ts';
import { getEntry } from './list-entries.ts';
import { listProposals } from './list-proposals.ts';
import { undoCorrection } from './undo-correction.ts';

const EVIDENCE = { note: 'Seen in ACE, screen copy in the file.' };
const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: false };
const NUMBER = entryNumber(1);

let database: Database;
let firm: string;
let writer: Writer;
withFirm((made) => {
  ({ database, firm, writer } = made);
});

const load = (rows: Parameters<typeof reportOf>[0], asOf?: string) =>
  importReport(database, firm, reportOf(rows), asOf === undefined ? {} : { asOf });
const correct = (request: Partial<CorrectEntryRequest>) =>
  database.withTenantPg(firm, (tx) =>
    correctEntry(tx, { entryNumber: NUMBER, request: { evidence: EVIDENCE, ...request }, ifMatch: undefined }, writer),
  );
const undo = (ifMatch?: string, organizationId = firm) =>
  database.withTenantPg(organizationId, (tx) => undoCorrection(tx, { entryNumber: NUMBER, ifMatch }, later()));
/** Somebody takes it back a minute after it was done. */
const later = (): Writer => ({ ...writer, now: new Date(writer.now.getTime() + 60_000) });
const read = () => database.withTenantPg(firm, (tx) => getEntry(tx, NUMBER, READER));
const days = async () =>
  (await joinedDeadlines(database, firm, [NUMBER])).map(({ kind, lastDay }) => `${kind} ${lastDay}`);
const liquidated = (date: string) => ({ status: 'liquidated' as const, date });

const facts = () => entryOf(database, firm, NUMBER);

describe('a correction by hand that is taken back', () => {
  it('gives back what stood before, clocks and what was attested included, as a change of its own', async () => {
    await load([{ date: '10/16/2026', type: '01', recon: 'N' }]);
    const [before, clocks] = [await facts(), await days()];
    await correct({
      entryType: '02',
      ieepaDutyCents: 500,
      reconciliation: { flagged: true, type09OnFile: true, type09FiledOn: '2026-11-02' },
      liquidation: liquidated('2026-10-23'),
      confirmLater: true,
    });
    expect(await days()).not.toEqual(clocks);
    expect(await undo()).toEqual({ held: [] });
    // Whatever changes an entry takes the fingerprint of its rows away, so that the next report is read in full.
    expect(await facts()).toEqual({ ...before, rows_hash: null });
    expect(await days()).toEqual(clocks);
    const changes = await rowsOf<{ cause: string }>(database, firm, 'entry_change', 'id');
    expect(changes.map(({ cause }) => cause)).toEqual(['person', 'person_undone']);
    const trail = await rowsOf<{ action: string; payload: string }>(database, firm, 'audit_event', 'seq');
    expect(trail.at(-1)?.action).toBe('entry.correction_undone');
    expect(JSON.parse(trail.at(-1)?.payload ?? '').details).toMatchObject({
      before: { liquidation: { liquidatedOn: '2026-10-23' } },
      after: { liquidation: { liquidatedOn: '2026-10-16' } },
    });
    expect((await read()).attestations.map(({ note }) => note)).toEqual([
      'The correction before this was taken back.',
      EVIDENCE.note,
    ]);
  });

  it('moves no clock later: the earlier date rules on, and the one of before waits for a person', async () => {
    await load([{ date: '10/16/2026' }]);
    await correct({ liquidation: liquidated('2026-10-09') });
    const earlier = await days();
    expect(await undo()).toEqual({ held: ['liquidation'] });
    expect(await days()).toEqual(earlier);
    expect((await read()).liquidation).toMatchObject({
      date: '2026-10-09',
      proposed: { date: '2026-10-16', source: 'a correction that was taken back' },
    });
    const { data } = await database.withTenantPg(firm, (tx) => listProposals(tx, { limit: 5 }));
    expect(data).toMatchObject([{ source: { kind: 'correction', importId: null } }]);
  });

  it('ends no clock that the correction had started by another type of entry', async () => {
    await load([{ date: '10/16/2026', type: '08' }]);
    await correct({ entryType: '01' });
    const started = await days();
    expect(started.some((day) => day.startsWith('cape_window'))).toBe(true);
    expect((await undo()).held).toContain('entryType');
    expect(await days()).toEqual(started);
  });

  it('gives a proposal back that the correction had settled, with its report', async () => {
    await load([{ date: '10/16/2026' }], '2026-11-13');
    await load([{ date: '10/23/2026' }], '2026-11-20');
    const { proposed } = (await read()).liquidation;
    await correct({ liquidation: liquidated('2026-10-16') });
    await undo();
    expect(proposed).not.toBeNull();
    expect((await read()).liquidation.proposed).toEqual(proposed);
  });

  it('gives an entry back to the client that bears its number today', async () => {
    await load([{}]);
    const { clientId } = await read();
    await correct({ importerNumber: '98-765432100', clientName: 'Tin & Cork' });
    await undo();
    expect(await read()).toMatchObject({ clientId, importerNumber: '12-345678900' });
  });

  it('is refused once, for what happened since, for nothing, in a state that was not read, and to another firm', async () => {
    await load([{ date: '10/16/2026' }], '2026-11-13');
    await expect(undo()).rejects.toMatchObject({ code: 'entry.correction_not_undoable' });
    await correct({ entryType: '02' });
    await expect(undo('"stale"')).rejects.toMatchObject({ code: 'conflict.version' });
    const other = await makeFirm(database);
    await expect(undo(undefined, other.organizationId)).rejects.toMatchObject({ code: 'not_found' });
    await undo();
    await expect(undo()).rejects.toMatchObject({ code: 'entry.correction_not_undoable' });
    await correct({ entryType: '02', evidence: { note: 'x', seenOn: '2026-11-16' } });
    await load([{ date: '10/09/2026', type: '03' }], '2026-11-20');
    await expect(undo()).rejects.toMatchObject({ code: 'entry.correction_not_undoable' });
    expect(await read()).toMatchObject({ entryType: '03', liquidation: { date: '2026-10-09' } });
  });
});
