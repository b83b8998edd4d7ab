import { describe, expect, it } from '@jest/globals';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import type { CheckKind } from '../checks/check-kinds.ts';
import { effectiveStatus } from '../checks/check-state.ts';
import type { AnyAccountFact } from './account-facts.ts';
import { deriveChecks } from './derive-checks.ts';
import type { DerivedCheck } from './derived-check.ts';
import { CONTEXT, factOf, NUMBERS, TODAY } from './test-support/facts.ts';

const [NUMBER, SUFFIX] = NUMBERS;
const day = plainDate;

function derived(check: CheckKind, facts: readonly AnyAccountFact[]): DerivedCheck | undefined {
  return deriveChecks(facts, CONTEXT).find(({ kind }) => kind === check);
}

type Case = readonly [string, readonly AnyAccountFact[], CheckKind, string | undefined, string?];

const CASES: readonly Case[] = [
  ['A02: no account at all', [factOf('ace_account', { state: 'none' })], 'tao_login', 'blocked', 'no account in ACE'],
  [
    'A02: an account applied for',
    [factOf('ace_account', { state: 'applied' })],
    'tao_login',
    'in_progress',
    'not open',
  ],
  ['A15: an inactive account', [factOf('ace_account', { state: 'inactive' })], 'tao_login', 'blocked', 'inactive'],
  [
    'A02: an active account in which nobody has full access, although the owner logs in',
    [factOf('ace_account'), factOf('owner_login'), factOf('portal_users', { fullAccess: 'no' })],
    'tao_login',
    'blocked',
    'Nobody has full access',
  ],
  [
    'A38: an owner who cannot log in',
    [factOf('owner_login', { canLogIn: 'no' })],
    'tao_login',
    'blocked',
    'cannot log in',
  ],
  ['A38: a log-in that was seen', [factOf('owner_login')], 'tao_login', 'ready', 'lapses on Mon 4 Jan 2027'],
  [
    'A38: a log-in that only the importer told of',
    [factOf('owner_login', {}, { source: 'importer_said' })],
    'tao_login',
    'in_progress',
    'said, not seen',
  ],
  [
    'A38: nobody knows whether the owner can log in',
    [factOf('owner_login', { canLogIn: 'unknown', lastLoginOn: null })],
    'tao_login',
    'unknown',
  ],
  ['A38: an active account says nothing of a log-in', [factOf('ace_account')], 'tao_login', undefined],
  [
    'A21: nobody knows the owner',
    [factOf('account_owner', { known: 'no' })],
    'tao_login',
    'blocked',
    'Nobody knows who',
  ],
  ['A39: mailbox read by the company', [factOf('owner_mailbox')], 'tao_email_control', 'ready'],
  [
    'A20: mailbox of a former employee',
    [factOf('owner_mailbox', { holder: 'former_employee' })],
    'tao_email_control',
    'blocked',
    'somebody who left',
  ],
  [
    'A39: mailbox of a broker',
    [factOf('owner_mailbox', { holder: 'broker' })],
    'tao_email_control',
    'blocked',
    'broker',
  ],
  [
    'A39: a mailbox of which nobody knows',
    [factOf('owner_mailbox', { holder: 'unknown' })],
    'tao_email_control',
    'unknown',
  ],
  [
    'A21: the mailbox of an owner whom nobody knows',
    [factOf('account_owner', { known: 'no' })],
    'tao_email_control',
    'blocked',
    'Nobody knows who',
  ],
  ['A40: a number that stands there', [factOf('account_listing')], 'ior_numbers_listed', 'ready'],
  ['A40: a number that does not', [factOf('account_listing', { listed: 'no' })], 'ior_numbers_listed', 'blocked'],
  [
    'A40: a number of which nobody knows',
    [factOf('account_listing', { listed: 'unknown' })],
    'ior_numbers_listed',
    'unknown',
  ],
  [
    'A11: names that differ, all three told',
    [factOf('account_listing'), factOf('record_names', { ace: 'Example Imports LLC' })],
    'ior_numbers_listed',
    'blocked',
    'CBP Form 5106 “EXAMPLE IMPORTS INC”, ACE “Example Imports LLC”, power of attorney “Example Imports Inc”',
  ],
  ['A11: names that agree say nothing of the listing', [factOf('record_names')], 'ior_numbers_listed', undefined],
  ['A10: a contact e-mail that is read', [factOf('contact_email')], 'importer_contact_email', 'ready'],
  [
    'A10: a contact e-mail that nobody reads',
    [factOf('contact_email', { readByImporter: 'no' })],
    'importer_contact_email',
    'blocked',
    'verification codes',
  ],
  [
    'A10: an address that nobody wrote down',
    [factOf('contact_email', { email: null })],
    'importer_contact_email',
    'in_progress',
  ],
  ['an active number', [factOf('importer_record')], 'importer_number_active', 'ready'],
  [
    'a 20-Inactive number',
    [factOf('importer_record', { state: 'inactive_20' })],
    'importer_number_active',
    'blocked',
    '20-Inactive',
  ],
  [
    'a void number',
    [factOf('importer_record', { state: 'voided' })],
    'importer_number_active',
    'blocked',
    'does not bring it back',
  ],
  ['A42: no ACH refund', [factOf('ach_refund', { state: 'none' })], 'ach_refund', 'blocked'],
  [
    'A42: bank data entered',
    [factOf('ach_refund', { state: 'entered' })],
    'ach_refund',
    'in_progress',
    'not active yet',
  ],
  ['A42: bank data waiting', [factOf('ach_refund', { state: 'pending_validation' })], 'ach_refund', 'in_progress'],
  ['A42: a returned refund', [factOf('ach_refund', { state: 'returned' })], 'ach_refund', 'blocked', 'came back'],
  [
    'A42, guard 7: a returned refund of which only the importer told',
    [factOf('ach_refund', { state: 'returned' }, { source: 'importer_said' })],
    'ach_refund',
    'blocked',
  ],
  [
    'A42: a bank abroad, though it reads active',
    [factOf('ach_refund', { usBank: 'no' })],
    'ach_refund',
    'blocked',
    'United States',
  ],
  ['A42: active and seen', [factOf('ach_refund')], 'ach_refund', 'ready'],
  [
    'A42, guard 7: active, says the importer',
    [factOf('ach_refund', {}, { source: 'importer_said' })],
    'ach_refund',
    'in_progress',
    'said, not seen',
  ],
  [
    'A42, guard 7: active, said on the telephone',
    [factOf('ach_refund', {}, { source: 'telephone' })],
    'ach_refund',
    'in_progress',
  ],
  [
    'A42: an ABI query cannot show ACH',
    [factOf('ach_refund', {}, { source: 'abi_query' })],
    'ach_refund',
    'in_progress',
  ],
  ['A43: everything visible', [factOf('cape_visibility')], 'cape_and_reports_visible', 'ready'],
  [
    'A43: no CAPE tab and one report missing, by name',
    [factOf('cape_visibility', { capeTab: 'no', reports: { 'ES-003': 'yes', 'REV-613': 'no' } })],
    'cape_and_reports_visible',
    'blocked',
    'CAPE tab, REV-613',
  ],
  [
    'A43: reports that nobody looked for, by name',
    [
      factOf('cape_visibility', {
        reports: { 'ES-003': 'yes', 'ES-022': 'yes', 'REV-603': 'yes', 'REV-613': 'unknown' },
      }),
    ],
    'cape_and_reports_visible',
    'unknown',
    'REV-613, REV-615',
  ],
  ['A41: a signed paper, and we file', [factOf('authority_cape'), factOf('cape_filer')], 'broker_authority', 'ready'],
  ['A41: that we file is no authority', [factOf('cape_filer')], 'broker_authority', undefined],
  [
    'A41: a paper, and nobody asked who files',
    [factOf('authority_cape')],
    'broker_authority',
    'unknown',
    'another broker',
  ],
  [
    'A41: another broker files, by name, although we hold a paper',
    [factOf('authority_cape'), factOf('cape_filer', { filer: 'other_broker', brokerName: 'Other Broker LLC' })],
    'broker_authority',
    'blocked',
    'Other Broker LLC',
  ],
  [
    'A41: the importer files',
    [factOf('cape_filer', { filer: 'importer' })],
    'broker_authority',
    'blocked',
    'importer uploads',
  ],
  [
    'A41: nobody knows who files',
    [factOf('authority_cape'), factOf('cape_filer', { filer: 'unknown' })],
    'broker_authority',
    'unknown',
  ],
  ['A41: no paper', [factOf('authority_cape', { held: 'no' }), factOf('cape_filer')], 'broker_authority', 'blocked'],
  [
    'A28, A41: a paper that somebody else signed',
    [factOf('authority_cape', { signedByImporter: 'no' }), factOf('cape_filer')],
    'broker_authority',
    'blocked',
    'not signed by the importer itself',
  ],
  [
    'A41: a paper that the importer only promises',
    [factOf('authority_cape', {}, { source: 'importer_said' }), factOf('cape_filer')],
    'broker_authority',
    'in_progress',
  ],
  [
    'A41: a paper that had run out when somebody looked',
    [factOf('authority_cape', { expiresOn: day('2026-11-01') }), factOf('cape_filer')],
    'broker_authority',
    'blocked',
    'ran out on Sun 1 Nov 2026',
  ],
];

describe('deriveChecks', () => {
  const cases = CASES.map(([name, facts, check, status, words]) => ({ name, facts, check, status, words }));
  it.each(cases)('$name', ({ facts, check, status, words }) => {
    const found = derived(check, facts);
    expect(found?.status).toBe(status);
    if (words !== undefined) expect(found?.reason).toContain(words);
    if (found !== undefined) expect(found.reason).toMatch(/20 Nov 2026/u);
  });

  it('A38: expires a log-in on the day of its lapse, and not before', () => {
    const check = derived('tao_login', [factOf('owner_login', { lastLoginOn: day('2026-10-10') })]);
    expect(check).toMatchObject({ status: 'ready', verifiedOn: '2026-10-10', expiresOn: '2026-11-24' });
    if (check === undefined) throw new Error('no check');
    expect(effectiveStatus(check, day('2026-11-23'))).toBe('ready');
    expect(effectiveStatus(check, day('2026-11-24'))).toBe('expired');
  });

  it('A41: expires our authority with the paper, or when who files was asked too long ago', () => {
    const paper = factOf('authority_cape', { expiresOn: day('2026-12-31') });
    expect(derived('broker_authority', [paper, factOf('cape_filer')])?.expiresOn).toBe('2026-12-31');
    const asked = factOf('cape_filer', {}, { asOf: day('2026-06-01') });
    expect(derived('broker_authority', [paper, asked])?.expiresOn).toBe('2026-11-28');
  });

  it('looks at an active number again a year after its last entry', () => {
    const expiry = (lastEntryOn: string) =>
      derived('importer_number_active', [factOf('importer_record', { lastEntryOn: day(lastEntryOn) })])?.expiresOn;
    expect(expiry('2026-03-01')).toBe('2027-03-01');
    expect(expiry('2024-03-01')).toBe('2027-11-20');
  });

  it('A42: decides each number by itself, suffix included', () => {
    const facts = [factOf('ach_refund'), factOf('ach_refund', { state: 'none' }, { importerNumber: SUFFIX })];
    const found = deriveChecks(facts, CONTEXT).map(({ importerNumber, status }) => [importerNumber, status]);
    expect(found).toEqual([
      [SUFFIX, 'blocked'],
      [NUMBER, 'ready'],
    ]);
  });

  it('takes no word for a day that has not come', () => {
    const tomorrow = factOf('ach_refund', {}, { asOf: addDays(TODAY, 1) });
    expect(derived('ach_refund', [tomorrow])).toMatchObject({ status: 'in_progress' });
  });
});
