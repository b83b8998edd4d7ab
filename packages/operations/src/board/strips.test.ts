import type { StripRow } from '@capeline/db';
import type { Readiness } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { describeStrip, type StripClient } from './strips.ts';

const readiness = (canFile: Readiness['canFile'], stopsFiling: Readiness['stopsFiling']): Readiness => ({
  canFile,
  canBePaid: 'unknown',
  ready: 0,
  total: 11,
  stopsFiling,
  stopsImporterUpload: [],
  stopsPayment: [],
});
const row = (clientId: string, isCape: boolean): StripRow => ({
  clientId,
  isCape,
  cents7: 100,
  cents14: 100,
  cents30: 100,
  entries7: 1,
  entries14: 1,
  entries30: 1,
});
const rows = [row('a', true), row('a', false), row('b', true), row('b', false)];
/** The one is stopped by the reconciliation split alone, the other has given us no authority. */
const clients = new Map<string, StripClient>([
  ['a', { readiness: readiness('no', ['reconciliation_split']), canProtest: true, hasOwner: true }],
  ['b', { readiness: readiness('no', ['broker_authority']), canProtest: false, hasOwner: true }],
]);

describe('what of a strip cannot go', () => {
  it('is for a protest what we have no authority for, and nothing else that CAPE needs', () => {
    expect(describeStrip(rows, false, clients)[0]).toMatchObject({ cannotGoCents: 100, heldBy: ['broker_authority'] });
  });

  it('is for CAPE everything that stops our upload', () => {
    const [week] = describeStrip(rows, true, clients);
    expect(week?.cannotGoCents).toBe(200);
    expect(new Set(week?.heldBy)).toEqual(new Set(['reconciliation_split', 'broker_authority']));
  });
});
