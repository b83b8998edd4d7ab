import type { CheckRecordRow } from '@capeline/db';
import { type DerivedCheck, plainDate } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { NOT_LOOKED_AT } from '../checks/check-row.ts';
import { followDecision } from './follow-facts.ts';

const TODAY = plainDate('2026-11-23');
const EMPTY: CheckRecordRow = { ...NOT_LOOKED_AT, kind: 'tao_login', importerNumber: '', version: 3 };

const says = (
  status: DerivedCheck['status'],
  verifiedOn = '2026-11-20',
  expiresOn: string | null = null,
): DerivedCheck => ({
  kind: 'tao_login',
  importerNumber: null,
  status,
  reason: `says ${status}`,
  verifiedOn: plainDate(verifiedOn),
  expiresOn: expiresOn === null ? null : plainDate(expiresOn),
  decidedBy: ['owner_login'],
});
const attested = (status: CheckRecordRow['status'], verifiedOn: string | null, more: Partial<CheckRecordRow> = {}) => ({
  row: { ...EMPTY, status, verifiedOn, ...more },
  writtenOn: '2026-11-15',
});
const after = (
  ...[standing, derived, mode = 'recorded']: [
    Parameters<typeof followDecision>[0],
    DerivedCheck | null,
    ('recorded' | 'merged')?,
  ]
) => {
  const row = followDecision(standing, derived, TODAY, mode);
  return row && `${row.basis} ${row.status} ${row.factsStatus ?? '-'}`;
};

describe('a check whose client’s facts changed', () => {
  it('follows them where nobody recorded anything, and where nothing decides there is no record', () => {
    expect(after(null, says('blocked'))).toBe('facts blocked blocked');
    expect(after(null, null)).toBeNull();
  });

  it('is unknown once nothing decides it any more, never an older tick', () => {
    const followed = followDecision(
      attested('ready', '2026-11-10'),
      says('blocked'),
      TODAY,
      'recorded',
    ) as CheckRecordRow;
    expect(after({ row: followed, writtenOn: '2026-11-23' }, null)).toBe('attested unknown -');
    expect(after(attested('ready', '2026-11-10'), null)).toBe('attested ready -');
  });

  it.each([
    ['a tick', attested('ready', '2026-11-22'), says('blocked'), 'facts blocked blocked'],
    ['a tick that facts only repeat', attested('ready', '2026-11-10'), says('ready'), 'facts ready ready'],
    ['a tick where facts know nothing', attested('ready', '2026-11-10'), says('unknown'), 'attested ready unknown'],
    ['something worse that is known later', attested('blocked', '2026-11-21'), says('ready'), 'attested blocked ready'],
    ['something worse of the same day', attested('blocked', '2026-11-20'), says('ready'), 'facts ready ready'],
    ['something worse without a day, written before', attested('blocked', null), says('ready'), 'facts ready ready'],
    [
      'something worse without a day, written after',
      attested('blocked', null),
      says('ready', '2026-11-14'),
      'attested blocked ready',
    ],
    ['nobody having looked', attested('unknown', null), says('ready', '2026-11-14'), 'facts ready ready'],
  ])('beside %s', (_what, standing, derived, expected) => {
    expect(after(standing, derived)).toBe(expected);
  });

  it('keeps what a person holds against them as long as they say what they said', () => {
    const doubt = { basis: 'attested', factsStatus: 'ready', reason: 'says ready' } as const;
    expect(after(attested('blocked', '2026-11-01', doubt), says('ready'))).toBe('attested blocked ready');
    expect(after(attested('blocked', '2026-11-01', doubt), { ...says('ready'), reason: 'newer' })).toBe(
      'facts ready ready',
    );
  });

  it('gets no better when two clients become one, but is no worse for an end that comes sooner', () => {
    const facts = { basis: 'facts', factsStatus: 'blocked', reason: 'theirs' } as const;
    expect(after(attested('blocked', '2026-11-10', facts), says('ready'), 'merged')).toBe('attested blocked ready');
    expect(after(attested('unknown', null), says('ready'), 'merged')).toBe('attested unknown ready');
    const sooner = { basis: 'facts', factsStatus: 'ready', reason: 'theirs', expiresOn: '2026-12-01' } as const;
    expect(after(attested('ready', '2026-11-10', sooner), says('ready', '2026-11-20', '2027-01-01'), 'merged')).toBe(
      'facts ready ready',
    );
  });

  it('ends a wait when it is done, and no other', () => {
    const waits = { waitingOn: 'cbp', waitingSince: '2026-11-02', chaseOn: '2026-11-30' } as const;
    const waitAfter = (derived: DerivedCheck) =>
      followDecision(attested('blocked', '2026-11-01', waits), derived, TODAY, 'recorded')?.waitingOn;
    expect([waitAfter(says('ready')), waitAfter(says('in_progress'))]).toEqual([null, 'cbp']);
  });
});
