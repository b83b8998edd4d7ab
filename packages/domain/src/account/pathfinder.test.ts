import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainDate } from '../calendar/plain-date.ts';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import type { AnyAccountFact } from './account-facts.ts';
import { CONTACT_QUESTIONS, contactFor } from './contacts.ts';
import { deriveChecks } from './derive-checks.ts';
import { findRoutes } from './pathfinder.ts';
import { ROUTE_IDS, type Route, type RouteId } from './routes/route.ts';
import { type MadeRequest, ROUTE_WISHES, type RouteWish } from './routes/route-client.ts';
import { ROUTE_TEMPLATES } from './routes/route-templates.ts';
import { anyBox28, anyFacts, CONTEXT, factOf, NUMBERS } from './test-support/facts.ts';

const [NUMBER, SUFFIX] = NUMBERS;

function routesOf(
  facts: readonly AnyAccountFact[],
  more: { numbers?: readonly string[]; requests?: readonly MadeRequest[]; wish?: RouteWish } = {},
): readonly Route[] {
  const client = { facts, importerNumbers: more.numbers ?? [NUMBER], requests: more.requests ?? [] };
  return findRoutes(client, CONTEXT, more.wish);
}

const idsOf = (routes: readonly Route[]) => routes.map(({ id }) => id);
const LOOK_UP: MadeRequest = { kind: 'tao_lookup', isOverdue: false, lookupOutcome: null };

const CASES: readonly (readonly [string, readonly AnyAccountFact[], readonly RouteId[]])[] = [
  ['A04: no account, one number', [factOf('ace_account', { state: 'none' })], ['importer_account_application']],
  ['A15: an inactive account', [factOf('ace_account', { state: 'inactive' })], ['owner_reactivation_mail']],
  [
    'A38: a log-in that has lapsed',
    [factOf('owner_login', { lastLoginOn: plainDate('2026-09-01') })],
    ['owner_reactivation_mail'],
  ],
  ['A15: an owner who cannot log in', [factOf('owner_login', { canLogIn: 'no' })], ['owner_reactivation_mail']],
  [
    'A20, A27: a former employee’s mailbox',
    [factOf('owner_mailbox', { holder: 'former_employee' })],
    ['account_web_form_owner'],
  ],
  [
    'A08: a broker’s mailbox, and an owner who can log in',
    [factOf('owner_mailbox', { holder: 'broker' }), factOf('owner_login')],
    ['owner_change_in_portal'],
  ],
  [
    'A20, A30: an inactive account and a lost mailbox',
    [factOf('ace_account', { state: 'inactive' }), factOf('owner_mailbox', { holder: 'former_employee' })],
    ['lost_mailbox_telephone', 'account_web_form_owner'],
  ],
  ['A21: nobody knows the owner', [factOf('account_owner', { known: 'no' })], ['owner_lookup_mail']],
  [
    'A31, A32: users who are locked',
    [factOf('portal_users', { inactiveUsers: ['Sample User'] })],
    ['user_reactivation_in_portal'],
  ],
  ['A02: nobody with full access', [factOf('portal_users', { fullAccess: 'no' })], ['full_access_in_portal']],
  [
    'A02: nobody with full access, and an owner who cannot log in',
    [factOf('portal_users', { fullAccess: 'no' }), factOf('owner_login', { canLogIn: 'no' })],
    ['owner_reactivation_mail', 'account_web_form_owner'],
  ],
  ['A43: no CAPE tab', [factOf('cape_visibility', { capeTab: 'no' })], ['rights_in_portal']],
  ['A07: a number that is not listed', [factOf('account_listing', { listed: 'no' })], ['account_web_form_identifiers']],
  ['A10: an e-mail that nobody reads', [factOf('contact_email', { readByImporter: 'no' })], ['contact_email_update']],
  ['A11: names that differ', [factOf('record_names', { ace: 'Other Name LLC' })], ['names_correction']],
  ['20-Inactive', [factOf('importer_record', { state: 'inactive_20' })], ['importer_number_reactivation']],
  ['a void number', [factOf('importer_record', { state: 'voided' })], ['void_number']],
  ['A42: no ACH', [factOf('ach_refund', { state: 'none' })], ['ach_enrolment']],
  ['A42: a returned refund', [factOf('ach_refund', { state: 'returned' })], ['ach_correction']],
  ['A42: a bank abroad', [factOf('ach_refund', { usBank: 'no' })], ['ach_us_bank']],
  ['4811: wanted and not on file', [factOf('notify_party', { wanted: 'party', onFile: 'no' })], ['notify_party_add']],
  ['4811: an old party', [factOf('notify_party', { onFile: 'yes' })], ['notify_party_revoke']],
  ['A41: no authority', [factOf('authority_cape', { held: 'no' })], ['authority_new']],
  ['A28: signed by somebody else', [factOf('authority_cape', { signedByImporter: 'no' })], ['authority_new']],
  [
    'A41: an authority that ends soon',
    [factOf('authority_cape', { expiresOn: plainDate('2026-12-31') })],
    ['authority_renewal'],
  ],
  ['A41: another broker files', [factOf('cape_filer', { filer: 'other_broker' })], ['who_files']],
  ['nothing known', [], []],
  ['everything fine', [factOf('ace_account'), factOf('owner_login'), factOf('ach_refund')], []],
];

describe('findRoutes', () => {
  const cases = CASES.map(([name, facts, ids]) => ({ name, facts, ids }));
  it.each(cases)('$name', ({ facts, ids }) => {
    expect(idsOf(routesOf(facts))).toEqual(ids);
  });

  it('A05: no account, several numbers', () => {
    const routes = routesOf([factOf('ace_account', { state: 'none' })], { numbers: NUMBERS });
    expect(idsOf(routes)).toEqual(['account_web_form_new']);
    expect(routes[0]?.importerNumbers).toEqual(NUMBERS);
  });

  it.each([
    ['A06: sub-accounts are added by web form', 'add_sub_accounts', 'account_web_form_sub_accounts'],
    [
      'A07: identifiers are added to an existing top account by web form',
      'add_identifiers',
      'account_web_form_identifiers',
    ],
    ['A08: the owner is changed by web form', 'change_owner', 'account_web_form_owner'],
    ['A09: an Exporter account goes to ACE Support', 'exporter_account', 'ace_support_account_type'],
    ['A09: a Protest Filer account goes to ACE Support', 'protest_filer_account', 'ace_support_account_type'],
    ['A04: a new account for one number on request', 'new_account', 'importer_account_application'],
    ['A21: a look-up on request', 'find_owner', 'owner_lookup_mail'],
  ] as const)('%s', (_name, wish, id) => {
    expect(idsOf(routesOf([], { wish }))).toEqual([id]);
  });

  it('A10: puts the 5106 e-mail before every other condition of an account form', () => {
    const none = factOf('ace_account', { state: 'none' });
    const first = (facts: readonly AnyAccountFact[]) => routesOf([none, ...facts])[0]?.preconditions[0];
    expect(first([])).toMatchObject({ fact: 'contact_email', met: 'unknown' });
    expect(first([factOf('contact_email')])).toMatchObject({ met: 'yes' });
    expect(first([factOf('contact_email', { readByImporter: 'no' })])).toMatchObject({ met: 'no' });
    const stale = factOf('contact_email', {}, { asOf: plainDate('2025-01-01') });
    expect(first([stale])).toMatchObject({ met: 'unknown' });
  });

  it('A16: asks whether somebody can send from the owner’s address before a reactivation mail', () => {
    const [route] = routesOf([factOf('ace_account', { state: 'inactive' }), factOf('owner_mailbox')]);
    expect(route?.preconditions.map(({ fact, met }) => [fact, met])).toEqual([
      ['owner_mailbox', 'yes'],
      ['account_owner', 'unknown'],
    ]);
  });

  it('A25, A26: sends no second look-up after one that named nobody, and changes the owner', () => {
    const nobody = [factOf('account_owner', { known: 'no' })];
    const after = (request: Partial<MadeRequest>) =>
      idsOf(routesOf(nobody, { requests: [{ ...LOOK_UP, ...request }] }));
    expect(after({})).toEqual(['owner_lookup_mail']);
    expect(after({ lookupOutcome: 'only_owner_told' })).toEqual(['account_web_form_owner', 'ace_support_telephone']);
    expect(after({ isOverdue: true })).toEqual(['account_web_form_owner', 'ace_support_telephone']);
  });

  it('A20, A30: says that the web form is not confirmed for an inactive account, and telephones first', () => {
    const facts = [factOf('ace_account', { state: 'inactive' }), factOf('owner_mailbox', { holder: 'broker' })];
    const [first, second] = routesOf(facts);
    expect(first?.basis.verified).toBe(false);
    expect(second?.why.at(-1)).toContain('not confirmed: telephone first');
  });

  it('A30: adds the telephone when a request is overdue', () => {
    const request: MadeRequest = { kind: 'tao_reactivation', isOverdue: true, lookupOutcome: null };
    const routes = routesOf([factOf('ace_account', { state: 'inactive' })], { requests: [request] });
    expect(idsOf(routes)).toEqual(['owner_reactivation_mail', 'ace_support_telephone']);
  });

  it('A01: offers none of CBP’s four tools before 16 June 2026', () => {
    const client = { facts: [factOf('ace_account', { state: 'inactive' })], importerNumbers: [NUMBER] };
    const on = (day: string) => idsOf(findRoutes(client, { ...CONTEXT, today: plainDate(day) }));
    expect(on('2026-06-15')).toEqual(['ace_support_telephone']);
    expect(on('2026-06-16')).toEqual(['owner_reactivation_mail']);
    const tools: readonly RouteId[] = [
      'importer_account_application',
      'account_web_form_new',
      'owner_reactivation_mail',
      'owner_lookup_mail',
    ];
    for (const id of tools) expect(ROUTE_TEMPLATES[id].basis.effectiveFrom).toBe('2026-06-16');
  });

  it('A42: gives a suffix without ACH its own route, though the number beside it is paid', () => {
    const facts = [factOf('ach_refund'), factOf('ach_refund', { state: 'none' }, { importerNumber: SUFFIX })];
    const [route] = routesOf(facts, { numbers: NUMBERS });
    expect(route).toMatchObject({ id: 'ach_enrolment', importerNumbers: [SUFFIX] });
    expect(route?.why.join(' ')).toContain('does not count here');
  });

  it('4811: names box 28 as a way of its own', () => {
    const facts = [factOf('notify_party', { wanted: 'party', onFile: 'yes' })];
    const box28 = { [NUMBER]: { yes: 0, no: 2, unknown: 0 } };
    const routes = findRoutes({ facts, importerNumbers: [NUMBER] }, { ...CONTEXT, box28 });
    expect(idsOf(routes)).toEqual(['notify_party_box28']);
  });

  it('A28: asks for the importer’s own signature where an owner or a payee is named', () => {
    const owner = routesOf([factOf('owner_mailbox', { holder: 'broker' })])[0];
    const payee = routesOf([factOf('notify_party', { wanted: 'party', onFile: 'no' })])[0];
    for (const route of [owner, payee]) {
      expect(route?.preconditions.map(({ text }) => text).join(' ')).toContain('signed by the importer');
    }
  });
});

describe('the routes', () => {
  it('A33, A34, A35, A47: say what they do not do', () => {
    const said = ROUTE_TEMPLATES.owner_reactivation_mail.doesNot.join(' ');
    for (const words of ['ACH refund', 'importer number', 'no entry eligible', 'stops no date'])
      expect(said).toContain(words);
    for (const { doesNot } of Object.values(ROUTE_TEMPLATES)) expect(doesNot.length).toBeGreaterThan(0);
  });

  it('A14, A17, A18, A22: carry CBP’s exact address and phrases', () => {
    const words = (id: RouteId) => ROUTE_TEMPLATES[id].steps.join(' ');
    expect(words('owner_reactivation_mail')).toMatch(/ACE\.Support@cbp\.dhs\.gov.*“reactivation”/u);
    expect(words('owner_lookup_mail')).toMatch(/ACE\.Support@cbp\.dhs\.gov.*“Trade Account Owner Lookup”/u);
    expect(words('importer_number_reactivation')).toContain('“IOR reactivation request”');
    expect(words('importer_number_reactivation')).not.toContain('ACE.Support');
  });

  it('A23: tell before a look-up whom CBP tells', () => {
    expect(ROUTE_TEMPLATES.owner_lookup_mail.prepare[0]).toMatch(/tells the current owner.*left.*former broker/u);
  });

  it('A29: lead on from the owner to broker access and ACH', () => {
    expect(ROUTE_TEMPLATES.account_web_form_owner.steps.join(' ')).toMatch(/broker access.*ACH/u);
  });

  it('all have a source with a day, words of our own, and a check that they cure', () => {
    expect(Object.keys(ROUTE_TEMPLATES).sort()).toEqual([...ROUTE_IDS].sort());
    for (const { basis, steps, prepare, cures } of Object.values(ROUTE_TEMPLATES)) {
      expect(basis.citation.length).toBeGreaterThan(10);
      expect(basis.checkedOn).toBe('2026-11-22');
      expect(basis.verified || basis.note !== null).toBe(true);
      expect(steps.length * prepare.length).toBeGreaterThan(0);
      expect(cures.length).toBeGreaterThan(0);
      for (const check of cures) expect(CHECK_DEFINITIONS[check].computed).toBe(false);
    }
  });

  it('A12, A13, A14: three questions have three addresses', () => {
    expect(contactFor('refund_general').address).toBe('traderelations@cbp.dhs.gov');
    expect(contactFor('cape_technical').address).toBe('IEEPARefunds@cbp.dhs.gov');
    expect(contactFor('ace_account').address).toBe('ACE.Support@cbp.dhs.gov');
    for (const question of CONTACT_QUESTIONS) expect(contactFor(question).address).toMatch(/@cbp\.dhs\.gov$/u);
  });
});

describe('properties of findRoutes', () => {
  const anyClient = fc.record({ facts: anyFacts, importerNumbers: fc.subarray([...NUMBERS]) });

  it('A36: offers nothing for a number that the client does not have, and nothing twice', () => {
    fc.assert(
      fc.property(anyClient, anyBox28, (client, box28) => {
        const routes = findRoutes(client, { ...CONTEXT, box28 });
        for (const { importerNumbers } of routes) {
          for (const number of importerNumbers) expect(client.importerNumbers).toContain(number);
        }
        const keys = routes.map(({ id, importerNumbers, why }) => `${id} ${importerNumbers} ${why}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('has a way out of every obstacle that facts make', () => {
    fc.assert(
      fc.property(anyFacts, anyBox28, (facts, box28) => {
        // What is told of an account that is not there yet has no cure of its own.
        fc.pre(!facts.some((fact) => fact.kind === 'ace_account' && ['none', 'applied'].includes(fact.value.state)));
        const context = { ...CONTEXT, box28 };
        const routes = findRoutes({ facts, importerNumbers: NUMBERS }, context);
        for (const { kind, status, importerNumber } of deriveChecks(facts, context)) {
          if (status !== 'blocked') continue;
          const cures = routes.filter((route) => route.cures.includes(kind));
          const forIt = cures.filter(
            (route) => importerNumber === null || route.importerNumbers.includes(importerNumber),
          );
          expect([kind, forIt.length > 0]).toEqual([kind, true]);
        }
      }),
    );
  });

  it('gives every wish exactly one way', () => {
    fc.assert(
      fc.property(anyClient, fc.constantFrom(...ROUTE_WISHES), (client, wish) => {
        expect(findRoutes(client, CONTEXT, wish)).toHaveLength(1);
      }),
    );
  });
});
