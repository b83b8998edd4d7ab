import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { ORDERED_CHECKS } from './check-definitions.ts';
import { CHECK_KINDS, CHECK_STATUSES } from './check-kinds.ts';
import { type CheckFacts, decideCheckChange, effectiveStatus, worstStatus } from './check-state.ts';

const TODAY = plainDate('2026-11-23');
const YESTERDAY = plainDate('2026-11-22');
const TOMORROW = plainDate('2026-11-24');

describe('decideCheckChange', () => {
  it('refuses to set a computed check to anything', () => {
    for (const { kind, computed } of ORDERED_CHECKS) {
      for (const status of CHECK_STATUSES) {
        const decision = decideCheckChange(kind, { status, note: 'seen', verifiedOn: TODAY }, TODAY);
        if (computed) expect(decision).toMatchObject({ ok: false, code: 'check.computed' });
        else expect(decision.ok).toBe(status !== 'expired');
      }
    }
  });

  it('refuses to set a check to expired, because only its date expires it', () => {
    expect(decideCheckChange('ach_refund', { status: 'expired' }, TODAY)).toMatchObject({
      ok: false,
      code: 'check.expired_is_computed',
    });
  });

  it('takes ready only with evidence and a day of verification that is not in the future', () => {
    const ready = (more: object) => decideCheckChange('ach_refund', { status: 'ready', ...more }, TODAY);
    expect(ready({ verifiedOn: TODAY })).toMatchObject({ code: 'check.note_required' });
    expect(ready({ verifiedOn: TODAY, note: '  ' })).toMatchObject({ code: 'check.note_required' });
    expect(ready({ note: 'screenshot' })).toMatchObject({ code: 'check.verified_on_required' });
    expect(ready({ note: 'screenshot', verifiedOn: TOMORROW })).toMatchObject({ code: 'check.verified_on_in_future' });
    expect(ready({ note: ' screenshot ', verifiedOn: TODAY })).toEqual({
      ok: true,
      next: { kind: 'ach_refund', status: 'ready', verifiedOn: TODAY, expiresOn: null, note: 'screenshot' },
    });
  });

  it('takes not applicable only with a reason', () => {
    expect(decideCheckChange('notify_party_4811', { status: 'not_applicable' }, TODAY)).toMatchObject({
      code: 'check.note_required',
    });
    expect(decideCheckChange('notify_party_4811', { status: 'not_applicable', note: 'none wanted' }, TODAY).ok).toBe(
      true,
    );
  });

  it('gives evidence the expiry of its kind unless a person names another, which must lie after the verification', () => {
    const ready = (expiresOn: typeof TODAY | null) =>
      decideCheckChange('tao_login', { status: 'ready', note: 'seen', verifiedOn: YESTERDAY, expiresOn }, TODAY);
    expect(ready(null)).toMatchObject({ next: { expiresOn: addDays(YESTERDAY, 45) } });
    expect(ready(TOMORROW)).toMatchObject({ next: { expiresOn: TOMORROW } });
    expect(ready(YESTERDAY)).toMatchObject({ ok: false, code: 'check.expires_before_verified' });
  });

  it('lets a person take any check that is not computed back', () => {
    for (const status of ['unknown', 'blocked', 'in_progress'] as const) {
      expect(decideCheckChange('tao_login', { status }, TODAY)).toMatchObject({ ok: true, next: { expiresOn: null } });
    }
  });
});

describe('effectiveStatus', () => {
  const ready = (more: Partial<CheckFacts>): CheckFacts => ({
    kind: 'tao_login',
    status: 'ready',
    verifiedOn: null,
    expiresOn: null,
    ...more,
  });

  it('A38: a log-in of 44 days ago still counts, one of 45 days ago does not', () => {
    expect(effectiveStatus(ready({ verifiedOn: addDays(TODAY, -44) }), TODAY)).toBe('ready');
    expect(effectiveStatus(ready({ verifiedOn: addDays(TODAY, -45) }), TODAY)).toBe('expired');
  });

  it('expires on the day named, and never without a date', () => {
    expect(effectiveStatus(ready({ kind: 'broker_authority', expiresOn: TOMORROW }), TODAY)).toBe('ready');
    expect(effectiveStatus(ready({ kind: 'broker_authority', expiresOn: TODAY }), TODAY)).toBe('expired');
    expect(effectiveStatus(ready({ kind: 'broker_authority' }), plainDate('2099-01-01'))).toBe('ready');
  });

  it('expires nothing but ready', () => {
    for (const status of ['unknown', 'blocked', 'in_progress', 'not_applicable'] as const) {
      expect(effectiveStatus(ready({ status, expiresOn: YESTERDAY }), TODAY)).toBe(status);
    }
  });

  it('never gets better by waiting', () => {
    const anyCheck = fc.record({
      kind: fc.constantFrom(...CHECK_KINDS),
      status: fc.constantFrom(...CHECK_STATUSES),
      verifiedOn: fc.option(fc.integer({ min: -500, max: 0 }).map((days) => addDays(TODAY, days))),
      expiresOn: fc.option(fc.integer({ min: -500, max: 500 }).map((days) => addDays(TODAY, days))),
    });
    fc.assert(
      fc.property(anyCheck, fc.nat(600), (check, days) => {
        const now = effectiveStatus(check, TODAY);
        const later = effectiveStatus(check, addDays(TODAY, days));
        expect(worstStatus([now, later])).toBe(later);
      }),
    );
  });
});

describe('worstStatus', () => {
  it('is unknown without any answer', () => {
    expect(worstStatus([])).toBe('unknown');
  });

  it('puts what is known to be missing before what nobody looked at, and that before ready', () => {
    expect(worstStatus(['ready', 'unknown', 'in_progress', 'expired', 'blocked'])).toBe('blocked');
    expect(worstStatus(['ready', 'unknown', 'in_progress', 'expired'])).toBe('expired');
    expect(worstStatus(['ready', 'unknown', 'in_progress'])).toBe('in_progress');
    expect(worstStatus(['ready', 'unknown'])).toBe('unknown');
    expect(worstStatus(['not_applicable', 'ready'])).toBe('ready');
    expect(worstStatus(['not_applicable'])).toBe('not_applicable');
  });

  it('does not depend on the order of the importer numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CHECK_STATUSES)), (statuses) => {
        expect(worstStatus(statuses)).toBe(worstStatus(statuses.toReversed()));
      }),
    );
  });
});
