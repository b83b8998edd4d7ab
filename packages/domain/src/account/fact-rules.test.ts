import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import { CHECK_KINDS } from '../checks/check-kinds.ts';
import { FACT_KINDS } from './account-facts.ts';
import { comparableName, namesAgree } from './compare-names.ts';
import { openFactBook } from './fact-book.ts';
import { FACT_RULES, factStaleOn, factState, factSubject, factsFeeding } from './fact-rules.ts';
import { anyFacts, factOf, NUMBERS } from './test-support/facts.ts';

const SETTINGS = { inactivityDays: 45 };

describe('the rules of facts', () => {
  it('A36, A40, A42: feed checks with the same subject, number by number where CBP keeps one record a number', () => {
    for (const kind of FACT_KINDS) {
      for (const check of FACT_RULES[kind].feeds) {
        const { perImporterNumber, computed } = CHECK_DEFINITIONS[check];
        expect([kind, check, perImporterNumber]).toEqual([kind, check, factSubject(kind) === 'importer_number']);
        expect(computed).toBe(false);
      }
    }
    const attestedOnly = CHECK_KINDS.filter((check) => factsFeeding(check).length === 0);
    expect(attestedOnly).toEqual(['reconciliation_split', 'deadlines_calendared']);
    expect(factsFeeding('tao_login')).toEqual(['ace_account', 'account_owner', 'owner_login', 'portal_users']);
  });

  it('call every interval unverified, since no CBP text sets one', () => {
    for (const kind of FACT_KINDS) {
      expect(FACT_RULES[kind].holds).toMatchObject({ verified: false });
      expect(FACT_RULES[kind].holds.days).toBeGreaterThan(0);
    }
  });

  it('guard 7: take the importer’s word and a telephone call as proof of nothing but of who files', () => {
    const byWord = FACT_KINDS.filter(
      (kind) => FACT_RULES[kind].proof.includes('importer_said') || FACT_RULES[kind].proof.includes('telephone'),
    );
    expect(byWord).toEqual(['cape_filer']);
  });

  it('guard 8: ask for no bank number and no password', () => {
    for (const { question, evidence } of Object.values(FACT_RULES)) {
      expect(`${question} ${evidence}`).not.toMatch(/password|routing number|account number/iu);
    }
    expect(FACT_RULES.ach_refund.evidence).toContain('bank numbers covered');
  });
});

describe('factState', () => {
  it('A38: counts a log-in from the log-in itself, by the firm’s own number of days', () => {
    const login = factOf('owner_login', { lastLoginOn: plainDate('2026-10-10') }, { asOf: plainDate('2026-11-20') });
    expect(factStaleOn(login, SETTINGS)).toBe('2026-11-24');
    expect(factState(login, plainDate('2026-11-23'), SETTINGS)).toBe('fresh');
    expect(factState(login, plainDate('2026-11-24'), SETTINGS)).toBe('stale');
    expect(factStaleOn(login, { inactivityDays: 30 })).toBe('2026-11-09');
  });

  it('A38: never lets a log-in that lies after the day of the answer lengthen anything', () => {
    const login = factOf('owner_login', { lastLoginOn: plainDate('2027-01-01') }, { asOf: plainDate('2026-11-20') });
    expect(factStaleOn(login, SETTINGS)).toBe('2027-01-04');
    const undated = factOf('owner_login', { lastLoginOn: null }, { asOf: plainDate('2026-11-20') });
    expect(factStaleOn(undated, SETTINGS)).toBe('2027-01-04');
  });

  it('A41: ends a power of attorney with its own date if that comes first', () => {
    const ends = (expiresOn: string) =>
      factStaleOn(factOf('authority_cape', { expiresOn: plainDate(expiresOn) }), SETTINGS);
    expect(ends('2026-12-31')).toBe('2026-12-31');
    expect(ends('2030-12-31')).toBe('2027-11-20');
  });

  it('turns stale on one day and stays so', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: -30, max: 30 }), (facts, days) => {
        for (const fact of facts) {
          const staleOn = factStaleOn(fact, SETTINGS);
          expect(factState(fact, addDays(staleOn, days), SETTINGS)).toBe(days < 0 ? 'fresh' : 'stale');
        }
      }),
    );
  });
});

describe('openFactBook', () => {
  it('takes the newer of two facts, whatever order they come in', () => {
    const old = factOf('ach_refund', { state: 'active' }, { asOf: plainDate('2026-10-01') });
    const returned = factOf('ach_refund', { state: 'returned' }, { asOf: plainDate('2026-11-01') });
    for (const facts of [
      [old, returned],
      [returned, old],
    ]) {
      expect(openFactBook(facts).number('ach_refund', NUMBERS[0])).toBe(returned);
    }
    expect(openFactBook([old]).number('ach_refund', NUMBERS[1])).toBeUndefined();
    expect(openFactBook([old]).client('ace_account')).toBeUndefined();
  });
});

describe('A11: comparing legal names', () => {
  it.each([
    ['EXAMPLE IMPORTS INC', 'Example Imports, Inc.', true],
    ['Joe’s Bolts & Nuts L.L.C.', 'JOES BOLTS&NUTS LLC', true],
    ['Señor Sample GmbH', 'SENOR SAMPLE GMBH', true],
    ['Example Imports Inc', 'Example Imports Incorporated', false],
    ['Example Imports Inc', 'Example Imports', false],
    ['Example Imports Inc', 'Example Imports LLC', false],
    ['Bolts & Nuts', 'Bolts and Nuts', false],
    ['Example Imports', 'Example Import', false],
  ])('A11: “%s” and “%s” are one name: %s', (one, other, isOne) => {
    expect(namesAgree([one, null, other])).toBe(isOne);
  });

  it('A11: says nothing of a name that nobody looked at', () => {
    expect(namesAgree([null, 'Example Imports Inc', ' '])).toBe(true);
    expect(comparableName('  ')).toBe('');
  });
});
