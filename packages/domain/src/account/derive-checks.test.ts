import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import type { CheckKind } from '../checks/check-kinds.ts';
import { effectiveStatus } from '../checks/check-state.ts';
import { type AnyAccountFact, FACT_KINDS, isNumberFact } from './account-facts.ts';
import { deriveChecks } from './derive-checks.ts';
import type { Box28Counts, DerivedCheck } from './derived-check.ts';
import { FACT_RULES, isSeen } from './fact-rules.ts';
import { anyBox28, anyFactOf, anyFacts, CONTEXT, factOf, NUMBERS, TODAY } from './test-support/facts.ts';

const [NUMBER, SUFFIX] = NUMBERS;
const day = plainDate;

function derived(check: CheckKind, facts: readonly AnyAccountFact[], counts?: Box28Counts): DerivedCheck | undefined {
  const box28 = counts === undefined ? {} : { [NUMBER]: counts };
  return deriveChecks(facts, { ...CONTEXT, box28 }).find(({ kind }) => kind === check);
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
    const found = derived('notify_party_4811', [factOf('notify_party', value)], counts);
    expect(found?.status).toBe(status);
    expect(found?.reason).toContain(words);
  });
});

const anyContext = anyBox28.map((box28) => ({ ...CONTEXT, box28 }));
const slotOf = ({ kind, importerNumber }: Pick<AnyAccountFact, 'kind' | 'importerNumber'>) =>
  `${kind} ${importerNumber}`;

describe('properties of deriveChecks', () => {
  it('A33, A34, A35, A36: changing one fact changes only the checks that it feeds, of its own number', () => {
    const change = fc
      .tuple(fc.constantFrom(...FACT_KINDS), fc.constantFrom(...NUMBERS))
      .chain(([kind, number]) => anyFactOf(kind, number));
    fc.assert(
      fc.property(anyFacts, change, fc.boolean(), anyContext, (facts, changed, isTakenAway, context) => {
        const others = facts.filter((fact) => slotOf(fact) !== slotOf(changed));
        const untouched = (list: readonly DerivedCheck[]) =>
          list.filter(
            ({ kind, importerNumber }) =>
              !FACT_RULES[changed.kind].feeds.includes(kind) || importerNumber !== changed.importerNumber,
          );
        const before = deriveChecks(facts, context);
        const after = deriveChecks(isTakenAway ? others : [...others, changed], context);
        expect(untouched(after)).toEqual(untouched(before));
      }),
    );
  });

  it('names as deciding only facts that feed the check, and gives a check once', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        const checks = deriveChecks(facts, context);
        for (const { kind, decidedBy } of checks) {
          expect(decidedBy.length).toBeGreaterThan(0);
          for (const fact of decidedBy) expect(FACT_RULES[fact].feeds).toContain(kind);
        }
        expect(new Set(checks.map(({ kind, importerNumber }) => `${kind} ${importerNumber}`)).size).toBe(checks.length);
      }),
    );
  });

  it('guard 7: is never ready by anything that was only said', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        for (const check of deriveChecks(facts, context)) {
          if (check.status !== 'ready') continue;
          for (const kind of check.decidedBy) {
            const number = isNumberFact(kind) ? check.importerNumber : null;
            const fact = facts.find((one) => one.kind === kind && one.importerNumber === number);
            expect(fact !== undefined && isSeen(fact)).toBe(true);
          }
        }
      }),
    );
  });

  it('is never ready without a day on which that ends, which lies after the day of which it was verified', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        for (const { status, verifiedOn, expiresOn } of deriveChecks(facts, context)) {
          if (status === 'ready') expect(expiresOn !== null && expiresOn > verifiedOn).toBe(true);
          else expect(expiresOn).toBeNull();
        }
      }),
    );
  });

  it('can be stored: another day gives the same, and only the dates expire it', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, fc.nat(500), (facts, context, days) => {
        const later = deriveChecks(facts, { ...context, today: addDays(TODAY, days) });
        expect(later).toEqual(deriveChecks(facts, context));
      }),
    );
  });
});
