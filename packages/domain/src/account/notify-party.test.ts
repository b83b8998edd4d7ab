import { describe, expect, it } from '@jest/globals';
import { deriveChecks } from './derive-checks.ts';
import { CONTEXT, factOf, NUMBERS } from './test-support/facts.ts';

describe('the refund party of Form 4811', () => {
  const PARTY = { wanted: 'party', partyName: 'Sample Payee Inc' } as const;
  it.each([
    ['both conditions', { ...PARTY, onFile: 'yes' }, { yes: 3, no: 0, unknown: 0 }, 'ready', 'box 28 of 3 entries'],
    ['box 28 alone', { ...PARTY, onFile: 'no' }, { yes: 3, no: 0, unknown: 0 }, 'blocked', 'not on file'],
    ['on file alone', { ...PARTY, onFile: 'yes' }, { yes: 0, no: 2, unknown: 1 }, 'blocked', 'box 28 of 2 entries'],
    [
      'neither',
      { ...PARTY, onFile: 'no' },
      { yes: 0, no: 1, unknown: 0 },
      'blocked',
      'not on file at CBP; box 28 of 1 entry',
    ],
    [
      'on file, box 28 not evidenced',
      { ...PARTY, onFile: 'yes' },
      { yes: 1, no: 0, unknown: 4 },
      'unknown',
      'box 28 of 4 entries',
    ],
    ['on file, no entries', { ...PARTY, onFile: 'yes' }, { yes: 0, no: 0, unknown: 0 }, 'unknown', 'any entry'],
    [
      'nobody knows what is on file',
      { ...PARTY, onFile: 'unknown' },
      { yes: 1, no: 0, unknown: 0 },
      'unknown',
      'on file',
    ],
    [
      'the importer is paid, nothing on file',
      { onFile: 'no' },
      { yes: 0, no: 0, unknown: 9 },
      'ready',
      'importer is paid',
    ],
    [
      'an old party on file, in no box 28',
      { onFile: 'yes' },
      { yes: 0, no: 5, unknown: 0 },
      'ready',
      'importer is paid',
    ],
    ['an old party in both places', { onFile: 'yes' }, { yes: 1, no: 5, unknown: 0 }, 'blocked', 'not to the importer'],
    [
      'an old party, box 28 not evidenced',
      { onFile: 'yes' },
      { yes: 0, no: 5, unknown: 1 },
      'unknown',
      'box 28 of 1 entry',
    ],
    ['an old party, no entries', { onFile: 'yes' }, { yes: 0, no: 0, unknown: 0 }, 'unknown', 'any entry'],
    [
      'nobody knows who shall be paid',
      { wanted: 'unknown' },
      { yes: 0, no: 5, unknown: 0 },
      'unknown',
      'who shall receive',
    ],
  ] as const)('4811, %s', (_name, value, counts, status, words) => {
    const context = { ...CONTEXT, box28: { [NUMBERS[0]]: counts } };
    const [found] = deriveChecks([factOf('notify_party', value)], context);
    expect(found?.status).toBe(status);
    expect(found?.reason).toContain(words);
  });
});
