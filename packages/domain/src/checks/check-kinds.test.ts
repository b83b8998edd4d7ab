import { describe, expect, it } from '@jest/globals';
import { CHECK_DEFINITIONS, ORDERED_CHECKS } from './check-definitions.ts';
import { CHECK_KINDS, type CheckKind, isCheckKind } from './check-kinds.ts';

const stopping = (stop: 'our_upload' | 'importer_upload' | 'payment') =>
  ORDERED_CHECKS.filter(({ stops }) => stops.includes(stop)).map(({ kind }) => kind);

describe('the eleven checks', () => {
  it('A38-A45: are the checklist in its order, then three more', () => {
    expect(ORDERED_CHECKS.map(({ kind }) => kind)).toEqual([
      'tao_login',
      'tao_email_control',
      'ior_numbers_listed',
      'broker_authority',
      'ach_refund',
      'cape_and_reports_visible',
      'reconciliation_split',
      'deadlines_calendared',
      'importer_contact_email',
      'importer_number_active',
      'notify_party_4811',
    ]);
    const articleRules = ['A38', 'A39', 'A40', 'A41', 'A42', 'A43', 'A44', 'A45'];
    articleRules.forEach((rule, index) => {
      const kind = CHECK_KINDS[index] as CheckKind;
      expect(CHECK_DEFINITIONS[kind].rules[0]).toBe(rule);
    });
  });

  it('A36: stop three different things, and what stops one does not stop the others', () => {
    expect(stopping('our_upload')).toEqual(['broker_authority', 'reconciliation_split']);
    expect(stopping('importer_upload')).toEqual([
      'tao_login',
      'tao_email_control',
      'ior_numbers_listed',
      'cape_and_reports_visible',
      'reconciliation_split',
      'importer_contact_email',
    ]);
    expect(stopping('payment')).toEqual([
      'ior_numbers_listed',
      'ach_refund',
      'importer_number_active',
      'notify_party_4811',
    ]);
  });

  it('A47: stop uploads and payment only; nothing that a check can stop is a clock', () => {
    expect(CHECK_DEFINITIONS.deadlines_calendared.stops).toEqual([]);
    for (const { stops } of ORDERED_CHECKS) {
      for (const stop of stops) expect(['our_upload', 'importer_upload', 'payment']).toContain(stop);
    }
  });

  it('A18, A22: carry the exact subjects, sender and address of CBP’s automations', () => {
    const { blocked, unknown } = CHECK_DEFINITIONS.tao_login.nextAction;
    expect(blocked).toContain('“reactivation” in the subject');
    expect(blocked).toContain('from the address of the ACE account');
    expect(blocked).toContain('ACE.Support@cbp.dhs.gov');
    expect(unknown).toContain('“Trade Account Owner Lookup” in the subject');
    expect(unknown).toContain('ACE.Support@cbp.dhs.gov');
    expect(CHECK_DEFINITIONS.importer_number_active.nextAction.blocked).toContain('“IOR reactivation request”');
  });

  it('A40, A42: ask number by number where CBP keeps one record a number', () => {
    expect(ORDERED_CHECKS.filter(({ perImporterNumber }) => perImporterNumber).map(({ kind }) => kind)).toEqual([
      'ior_numbers_listed',
      'ach_refund',
      'importer_contact_email',
      'importer_number_active',
      'notify_party_4811',
    ]);
  });

  it('say what to do next in every open status, and name only existing checks to do first', () => {
    for (const definition of ORDERED_CHECKS) {
      for (const text of Object.values(definition.nextAction)) expect(text.length).toBeGreaterThan(20);
      for (const first of definition.needsFirst) {
        expect(isCheckKind(first)).toBe(true);
        expect(first).not.toBe(definition.kind);
      }
      expect(CHECK_DEFINITIONS[definition.kind]).toBe(definition);
    }
    expect(isCheckKind('tao')).toBe(false);
  });

  it('say of every expiry that no current CBP text confirms it', () => {
    const expiring = ORDERED_CHECKS.filter(({ expiry }) => expiry !== null);
    expect(expiring.map(({ kind, expiry }) => [kind, expiry?.days, expiry?.verified])).toEqual([
      ['tao_login', 45, false],
      ['importer_number_active', 365, false],
    ]);
  });
});
