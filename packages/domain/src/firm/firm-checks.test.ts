import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { CHECK_STATUSES } from '../checks/check-kinds.ts';
import { ORDERED_FIRM_CHECKS } from './firm-check-definitions.ts';
import { ACE_ACCOUNT_TYPES, ACE_INACTIVITY, FIRM_CHECK_KINDS } from './firm-check-kinds.ts';
import { decideFirmCheckChange, effectiveFirmStatus } from './firm-check-state.ts';
import { handOverFirmCheck } from './hand-over-firm-check.ts';
import { computeUploaderLogin, loginLapsesOn, uploaderState } from './uploader-login.ts';

const TODAY = plainDate('2026-11-23');
const SEEN = { status: 'ready', note: 'seen', verifiedOn: TODAY } as const;
const NOBODY = { accountType: null, ownerId: null, backupId: null };

describe('the firm’s own checks', () => {
  it('each say what to do in every open state, and mark the 45 days as unverified', () => {
    expect(ORDERED_FIRM_CHECKS.map(({ kind }) => kind)).toEqual([...FIRM_CHECK_KINDS]);
    for (const { nextAction } of ORDERED_FIRM_CHECKS)
      for (const words of Object.values(nextAction)) expect(words.length).toBeGreaterThan(30);
    expect(ACE_INACTIVITY).toMatchObject({ days: 45, verified: false });
  });

  it('take the CAPE tab as ready only for an account that may submit', () => {
    const decide = (accountType: (typeof ACE_ACCOUNT_TYPES)[number] | null) =>
      decideFirmCheckChange('cape_tab', { ...SEEN, ...NOBODY, accountType }, TODAY);
    expect(ACE_ACCOUNT_TYPES.filter((type) => decide(type).ok)).toEqual([
      'organizational_broker',
      'importer',
      'filer_importer',
    ]);
    expect(decide('filer_other')).toMatchObject({ code: 'firm_check.account_cannot_submit' });
    expect(decide(null)).toMatchObject({ code: 'firm_check.account_type_required' });
  });

  it('go to the heir of one who leaves: a duty is to be seen anew, and nobody stands in for himself', () => {
    const people = { from: 'leaver', to: 'heir' };
    const hand = (ownerId: string | null, backupId: string | null) =>
      handOverFirmCheck('backup_person', { ownerId, backupId, status: 'ready' }, people);
    expect(hand('leaver', 'other')).toEqual({ ownerId: 'heir', backupId: 'other', status: 'in_progress' });
    expect(hand('other', 'leaver')).toEqual({ ownerId: 'other', backupId: 'heir', status: 'in_progress' });
    expect(hand('leaver', 'heir')).toEqual({ ownerId: 'heir', backupId: null, status: 'in_progress' });
    expect(hand('heir', 'leaver')).toEqual({ ownerId: 'heir', backupId: null, status: 'in_progress' });
    expect(hand('other', null)).toBeNull();
    expect(handOverFirmCheck('cape_tab', { ownerId: 'leaver', backupId: null, status: 'ready' }, people)).toEqual({
      ownerId: 'heir',
      backupId: null,
      status: 'ready',
    });
  });

  it('take a duty as ready only with two different people', () => {
    const decide = (ownerId: string | null, backupId: string | null) =>
      decideFirmCheckChange('backup_person', { ...SEEN, ...NOBODY, ownerId, backupId }, TODAY).ok;
    expect([decide('a', 'b'), decide('a', 'a'), decide('a', null), decide(null, 'b')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('refuse what is computed, and ready without evidence', () => {
    expect(decideFirmCheckChange('uploader_login', { ...SEEN, ...NOBODY }, TODAY)).toMatchObject({
      code: 'check.computed',
    });
    expect(
      decideFirmCheckChange('protest_filer_account', { status: 'ready', verifiedOn: TODAY, ...NOBODY }, TODAY),
    ).toMatchObject({ code: 'check.note_required' });
  });

  it('are never ready out of anything but a record that says ready and still has what ready needs', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FIRM_CHECK_KINDS),
        fc.constantFrom(...CHECK_STATUSES),
        fc.constantFrom(null, ...ACE_ACCOUNT_TYPES),
        fc.constantFrom(null, 'a', 'b'),
        fc.constantFrom(null, 'a', 'b'),
        fc.constantFrom(null, TODAY, addDays(TODAY, 1)),
        (kind, status, accountType, ownerId, backupId, expiresOn) => {
          const record = { status, verifiedOn: TODAY, expiresOn, accountType, ownerId, backupId };
          if (effectiveFirmStatus(kind, record, TODAY) !== 'ready') return;
          expect(status).toBe('ready');
          expect(expiresOn).not.toBe(TODAY);
          if (kind === 'cape_tab') expect([null, 'filer_other']).not.toContain(accountType);
          if (kind === 'backup_person') expect(new Set([ownerId, backupId, null]).size).toBe(3);
        },
      ),
    );
  });
});

describe('an uploader’s log-in', () => {
  it('lapses on the day that lies the firm’s number of days after it', () => {
    const states = [44, 38, 37].map((ago) => uploaderState(addDays(TODAY, -ago), 45, TODAY));
    expect(states).toEqual(['lapsing', 'lapsing', 'live']);
    expect(loginLapsesOn(plainDate('2026-10-09'), 45)).toBe(TODAY);
    expect(uploaderState(plainDate('2026-10-09'), 45, TODAY)).toBe('lapsed');
    expect(uploaderState(plainDate('2026-10-09'), 60, TODAY)).toBe('live');
    expect(uploaderState(null, 45, TODAY)).toBe('unknown');
  });

  it('makes a filer code ready by one that holds, and by none that is unknown or lapsed', () => {
    const live = { name: 'A', filerCodes: [], lastLoginOn: TODAY };
    const lapsed = { name: 'B', filerCodes: ['605'], lastLoginOn: addDays(TODAY, -45) };
    const unknown = { name: 'C', filerCodes: ['605'], lastLoginOn: null };
    const status = (...uploaders: Parameters<typeof computeUploaderLogin>[1][number][]) =>
      computeUploaderLogin('605', uploaders, 45, TODAY).status;
    expect([status(), status(lapsed), status(unknown), status(lapsed, unknown), status(lapsed, unknown, live)]).toEqual(
      ['unknown', 'expired', 'unknown', 'unknown', 'ready'],
    );
    expect(status({ ...live, filerCodes: ['K80'] })).toBe('unknown');
    expect(computeUploaderLogin('605', [lapsed, unknown], 45, TODAY).reason).toBe(
      'B: log-in lapsed · C: log-in unknown.',
    );
  });
});
