import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import { CHECK_KINDS, CHECK_STATUSES, type CheckKind, type CheckStatus } from '../checks/check-kinds.ts';
import { type CheckResult, computeReadiness, type FilerCodeCounts, statusByKind } from './compute-readiness.ts';

const NUMBERS = ['21-1702635AB', '21-170263501'];

function resultsOf(statuses: Partial<Record<CheckKind, CheckStatus>>, rest: CheckStatus): CheckResult[] {
  return CHECK_KINDS.flatMap((kind): CheckResult[] => {
    const status = statuses[kind] ?? rest;
    if (!CHECK_DEFINITIONS[kind].perImporterNumber) return [{ kind, importerNumber: null, status }];
    return NUMBERS.map((importerNumber) => ({ kind, importerNumber, status }));
  });
}

const readinessOf = (statuses: Partial<Record<CheckKind, CheckStatus>>, rest: CheckStatus = 'ready') =>
  computeReadiness({ importerNumbers: NUMBERS, results: resultsOf(statuses, rest) });

const anyStatus = fc.constantFrom(...CHECK_STATUSES);
const anyStatuses = fc.record(
  Object.fromEntries(CHECK_KINDS.map((kind) => [kind, anyStatus])) as Record<CheckKind, typeof anyStatus>,
);

describe('computeReadiness', () => {
  it('says yes to both only when nothing that stops is open', () => {
    expect(readinessOf({})).toEqual({
      canFile: 'yes',
      canBePaid: 'yes',
      ready: 11,
      total: 11,
      stopsFiling: [],
      stopsImporterUpload: [],
      stopsPayment: [],
    });
  });

  it('is unknown, never yes, for a client of whom nobody knows anything', () => {
    const readiness = computeReadiness({ importerNumbers: NUMBERS, results: [] });
    expect(readiness).toMatchObject({ canFile: 'unknown', canBePaid: 'unknown', ready: 0 });
    expect(computeReadiness({ importerNumbers: [], results: [] })).toMatchObject({ canBePaid: 'unknown' });
  });

  it('A36: missing ACH stops the payment and not the filing', () => {
    expect(readinessOf({ ach_refund: 'blocked' })).toMatchObject({
      canFile: 'yes',
      canBePaid: 'no',
      ready: 10,
      stopsPayment: ['ach_refund'],
    });
  });

  it('A35: a lost log-in stops the importer’s own upload and not ours', () => {
    expect(readinessOf({ tao_login: 'blocked' })).toMatchObject({
      canFile: 'yes',
      canBePaid: 'yes',
      stopsImporterUpload: ['tao_login'],
    });
  });

  it('A41: without authority we cannot file, whoever can log in', () => {
    for (const status of ['blocked', 'expired', 'in_progress'] as const) {
      expect(readinessOf({ broker_authority: status })).toMatchObject({
        canFile: 'no',
        stopsFiling: ['broker_authority'],
      });
    }
    expect(readinessOf({ broker_authority: 'unknown' }).canFile).toBe('unknown');
  });

  it('says no where no code is left under which we can upload, and leaves the answer where one is', () => {
    const withCodes = (filers: FilerCodeCounts, statuses: Partial<Record<CheckKind, CheckStatus>> = {}) =>
      computeReadiness({ importerNumbers: NUMBERS, results: resultsOf(statuses, 'ready'), filers }).canFile;
    expect(withCodes({ ours: 0, closed: 1, others: 0, unknown: 0 })).toBe('no');
    expect(withCodes({ ours: 0, closed: 1, others: 1, unknown: 0 })).toBe('no');
    expect(withCodes({ ours: 1, closed: 1, others: 0, unknown: 0 })).toBe('yes');
    expect(withCodes({ ours: 0, closed: 1, others: 0, unknown: 1 })).toBe('unknown');
    expect(withCodes({ ours: 1, closed: 0, others: 0, unknown: 0 }, { broker_authority: 'blocked' })).toBe('no');
  });

  it('says no when one stop is known, even if another is unknown', () => {
    expect(readinessOf({ broker_authority: 'blocked', reconciliation_split: 'unknown' }).canFile).toBe('no');
  });

  it('A42: counts a check over several importer numbers once, by its worst, and a number without answer as unknown', () => {
    const [first = '', second = ''] = NUMBERS;
    const one = (importerNumber: string | null, status: CheckStatus): CheckResult => ({
      kind: 'ach_refund',
      importerNumber,
      status,
    });
    const worst = (...results: CheckResult[]) => statusByKind({ importerNumbers: NUMBERS, results }).ach_refund;
    expect(worst(one(first, 'ready'), one(second, 'ready'))).toBe('ready');
    expect(worst(one(first, 'ready'), one(second, 'blocked'))).toBe('blocked');
    expect(worst(one(first, 'ready'))).toBe('unknown');
    expect(worst(one(null, 'ready'))).toBe('unknown');
    expect(worst(one(first, 'ready'), one('99-9999999AB', 'blocked'))).toBe('unknown');
  });

  it('counts not applicable as ready', () => {
    expect(readinessOf({ notify_party_4811: 'not_applicable' })).toMatchObject({ ready: 11, canBePaid: 'yes' });
  });

  it('A33, A34, A36: changing one check changes no other, and only the answers that this check stops', () => {
    fc.assert(
      fc.property(anyStatuses, fc.constantFrom(...CHECK_KINDS), anyStatus, (statuses, kind, status) => {
        const before = { importerNumbers: NUMBERS, results: resultsOf(statuses, 'unknown') };
        const after = { importerNumbers: NUMBERS, results: resultsOf({ ...statuses, [kind]: status }, 'unknown') };
        const { [kind]: _was, ...othersBefore } = statusByKind(before);
        const { [kind]: _is, ...othersAfter } = statusByKind(after);
        expect(othersAfter).toEqual(othersBefore);
        const [from, to] = [computeReadiness(before), computeReadiness(after)];
        const { stops } = CHECK_DEFINITIONS[kind];
        if (!stops.includes('our_upload')) expect(to.canFile).toBe(from.canFile);
        if (!stops.includes('payment')) expect(to.canBePaid).toBe(from.canBePaid);
        expect(Math.abs(to.ready - from.ready)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never says yes while anything that stops is unknown, blocked, expired or in progress', () => {
    fc.assert(
      fc.property(anyStatuses, (statuses) => {
        const readiness = readinessOf(statuses);
        expect(readiness.canFile === 'yes').toBe(readiness.stopsFiling.length === 0);
        expect(readiness.canBePaid === 'yes').toBe(readiness.stopsPayment.length === 0);
        for (const kind of [...readiness.stopsFiling, ...readiness.stopsPayment, ...readiness.stopsImporterUpload]) {
          expect(['ready', 'not_applicable']).not.toContain(statuses[kind]);
        }
      }),
    );
  });

  it('A47: access never moves a clock: nothing that computes dates knows of checks or readiness', () => {
    for (const folder of ['calendar', 'deadlines', 'liquidation']) {
      const files = readdirSync(new URL(`../${folder}/`, import.meta.url)).filter((name) => name.endsWith('.ts'));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const source = readFileSync(new URL(`../${folder}/${file}`, import.meta.url), 'utf8');
        expect(source).not.toMatch(/from '\.\.\/(?:account|checks|readiness|board)\//);
      }
    }
  });
});
