import { type Database, listClientFacts } from '@capeline/db';
import { entryNumberCheckDigit } from '@capeline/domain';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { makeFirm } from '../alerts/test-support/firm.ts';
import { getBoard } from '../board/get-board.ts';
import { createRankCache } from '../board/rank-cache.ts';
import { recordCheck } from '../checks/record-check.ts';
import { getClient } from '../clients/get-client.ts';
import type { Reader, Writer } from '../clients/reader.ts';
import { getEntry } from '../entries/list-entries.ts';
import { recordFirmCheck } from '../firm/record-firm-check.ts';
import {
  deadlinesOf,
  entryNumber,
  importReport,
  NOW,
  reportOf,
  rowsOf,
  TODAY,
} from '../imports/test-support/reports.ts';
import { withFirm } from '../test-support/with-firm.ts';
import { decideFilerCode, listFilerCodes } from './filer-codes.ts';
import { updateOrganizationSettings } from './organization-settings.ts';

const READER: Reader = { today: TODAY, userId: null, mayReadNumbers: true, mailConfigured: true };
const NUMBER = entryNumber(1);

let database: Database;
let firm: string;
let writer: Writer;
withFirm((made) => {
  ({ database, firm, writer } = made);
});

const run = <Result>(work: Parameters<typeof database.withTenantPg<Result>>[1]) => database.withTenantPg(firm, work);
const decide = (status: 'ours' | 'another' | 'unknown', code = '606') =>
  run((tx) => decideFilerCode(tx, code, status, writer));
const entry = () => run((tx) => getEntry(tx, NUMBER, READER));
const open = async () =>
  (await deadlinesOf(database, firm))
    .filter(({ status, kind }) => status === 'open' && kind !== 'voluntary_reliquidation')
    .map(({ kind, entry_count }) => `${kind} ${entry_count}`);
const client = async () => {
  const { clientId } = await entry();
  return run((tx) => getClient(tx, clientId, READER));
};

/** A client that could file but for the question whose the code is. */
beforeEach(async () => {
  await importReport(database, firm, reportOf([{ date: '10/16/2026' }]));
  const { clientId } = await entry();
  const change = { status: 'ready', evidenceNote: 'POA', verifiedOn: '2026-11-20' } as const;
  await run((tx) => recordCheck(tx, { clientId, kind: 'broker_authority', change, ifMatch: undefined }, writer));
});

describe('a filer code seen in a report', () => {
  it('is proposed with what it covers, and unknown is never yes', async () => {
    expect((await run(listFilerCodes)).data).toMatchObject([
      { code: '606', status: 'unknown', entryCount: 1, clientCount: 1, ieepaDutyCents: 10_000 },
    ]);
    expect((await entry()).filerStatus).toBe('unknown');
    expect(await client()).toMatchObject({
      readiness: { canFile: 'unknown', stopsFiling: [] },
      filers: { undecided: ['606'], others: [], closed: [] },
    });
  });

  it('lets the client file once it is ours', async () => {
    await decide('ours');
    expect((await entry()).filerStatus).toBe('ours');
    expect((await client()).readiness.canFile).toBe('yes');
  });

  it('stops the client where our account of the code is known to be unable to upload, and moves no clock', async () => {
    await decide('ours');
    const seen = (status: 'ready' | 'blocked') =>
      run((tx) =>
        recordFirmCheck(
          tx,
          {
            kind: 'cape_tab',
            change: {
              subject: '606',
              status,
              accountType: status === 'ready' ? 'importer' : 'filer_other',
              evidenceNote: 'opened the tab',
              verifiedOn: '2026-11-20',
            },
            ifMatch: undefined,
          },
          writer,
        ),
      );
    const before = await open();
    await seen('blocked');
    expect(await client()).toMatchObject({
      readiness: { canFile: 'no', stopsFiling: [] },
      filers: { undecided: [], others: [], closed: ['606'] },
    });
    const firmBoard = await run((tx) => getBoard(tx, { ...READER, now: NOW, lastSweepAt: null }, createRankCache()));
    expect(firmBoard).toMatchObject({ canFileCount: 0, filterCounts: { stops_filing: 1 } });
    expect(await open()).toEqual(before);
    // What nobody looked at is our own firm's to ask about: it turns no client's answer.
    await seen('ready');
    expect(await client()).toMatchObject({ readiness: { canFile: 'yes' }, filers: { closed: [] } });
  });

  it('leaves our CAPE clock once it is another’s, with the cause, and keeps the protest clock', async () => {
    expect(await open()).toEqual(['cape_window 1', 'protest 1']);
    await decide('another');
    expect(await open()).toEqual(['protest 1']);
    const shown = await entry();
    expect(shown.filerStatus).toBe('another');
    expect(shown.deadlines.map(({ kind, status, cause }) => [kind, status, cause])).toEqual([
      ['cape_window', 'done', 'another filer’s: we may protest with authority, never file it in CAPE'],
      ['voluntary_reliquidation', 'open', null],
      ['protest', 'open', null],
    ]);
    expect((await client()).readiness.canFile).toBe('no');
    const trail = await rowsOf<{ action: string }>(database, firm, 'audit_event', 'seq');
    expect(trail.at(-1)?.action).toBe('filer_code.decided');
  });

  it('is left out of what we can file beside our own entries, whatever comes later', async () => {
    const ten = `605${NUMBER.slice(3, 10)}`;
    const own = ten + entryNumberCheckDigit(ten);
    await importReport(database, firm, reportOf([{ entry: own, date: '10/16/2026' }]), { asOf: '2026-11-21' });
    await decide('ours', '605');
    await decide('another');
    expect((await client()).readiness.canFile).toBe('yes');
    expect(await open()).toEqual(['cape_window 1', 'protest 2']);
    await importReport(database, firm, reportOf([{ entry: entryNumber(2), date: '10/16/2026' }]), {
      asOf: '2026-11-22',
    });
    expect(await open()).toEqual(['cape_window 1', 'protest 3']);
  });

  it('returns to its CAPE clock when it is not another’s after all', async () => {
    await decide('another');
    await decide('ours');
    expect(await open()).toEqual(['cape_window 1', 'protest 1']);
    await decide('another');
    const by = { actor: writer.actor, now: NOW };
    await run((tx) => updateOrganizationSettings(tx, { filerCodes: ['606'] }, by));
    expect(await open()).toEqual(['cape_window 1', 'protest 1']);
  });

  it('is not forgotten when the list of our codes is written without it', async () => {
    await decide('ours');
    const by = { actor: writer.actor, now: NOW };
    await run((tx) => updateOrganizationSettings(tx, { filerCodes: ['K80'] }, by));
    expect((await run(listFilerCodes)).data.map(({ code, status }) => `${code} ${status}`)).toEqual([
      '606 unknown',
      'K80 ours',
    ]);
    const { clientId } = await entry();
    const [facts] = await run((tx) => listClientFacts(tx, [clientId]));
    expect(facts?.ourCodes).toEqual(['K80']);
  });

  it('is decided by each firm for itself', async () => {
    await decide('another');
    firm = (await makeFirm(database)).organizationId;
    await importReport(database, firm, reportOf([{ date: '10/16/2026' }]));
    expect((await entry()).filerStatus).toBe('unknown');
    expect(await open()).toEqual(['cape_window 1', 'protest 1']);
  });
});
