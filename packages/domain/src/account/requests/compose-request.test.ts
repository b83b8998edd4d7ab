import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AnyAccountFact } from '../account-facts.ts';
import { ROUTE_IDS } from '../routes/route.ts';
import { ROUTE_TEMPLATES } from '../routes/route-templates.ts';
import { anyFacts, factOf, NUMBERS } from '../test-support/facts.ts';
import { composeRequest } from './compose-request.ts';
import type { RequestSubject } from './request-draft.ts';
import { isRequestKind, REQUEST_KINDS } from './request-kinds.ts';
import { REQUEST_RULES } from './request-rules.ts';

const WRITER = { name: 'Sample Specialist', firmName: 'Sample Brokerage' };
const subject = (facts: readonly AnyAccountFact[] = [], more: Partial<RequestSubject> = {}): RequestSubject => ({
  clientName: 'Example Imports Inc',
  importerNumbers: [NUMBERS[0]],
  facts,
  ...more,
});
const OWNER = factOf('account_owner');

describe('composeRequest', () => {
  it('A16, A17, A18: a reactivation goes to ACE Support, says so in the subject, and is never ours to send', () => {
    const draft = composeRequest('tao_reactivation', subject([OWNER]), WRITER);
    expect(draft).toMatchObject({
      to: 'ACE.Support@cbp.dhs.gov',
      requiredSender: { address: 'owner@importer.example' },
      mayWeSend: false,
    });
    expect(draft.subject).toContain('reactivation');
    expect(draft.body).toContain('I am the trade account owner');
    expect(draft.body).not.toContain(WRITER.firmName);
    expect(draft.warnings.join(' ')).toContain('we never send it');
  });

  it('A16: warns when the owner’s address is not known', () => {
    const { requiredSender, warnings } = composeRequest('tao_reactivation', subject(), WRITER);
    expect(requiredSender.address).toBeNull();
    expect(warnings.join(' ')).toContain('not recorded yet');
  });

  it('A20: warns that the mailbox is a leaver’s before a reactivation', () => {
    const facts = [OWNER, factOf('owner_mailbox', { holder: 'former_employee' })];
    const { warnings } = composeRequest('tao_reactivation', subject(facts), WRITER);
    expect(warnings.join(' ')).toMatch(/somebody who left.*Change the owner instead/u);
  });

  it('A14, A21, A22: a look-up goes to ACE Support with the exact subject', () => {
    const draft = composeRequest('tao_lookup', subject([], { reason: 'CAPE refunds' }), WRITER);
    expect(draft).toMatchObject({
      to: 'ACE.Support@cbp.dhs.gov',
      subject: 'Trade Account Owner Lookup',
      mayWeSend: true,
    });
    expect(draft.body).toContain('Legal name: Example Imports Inc');
    expect(draft.body).toContain('Reason: CAPE refunds');
  });

  it('A23: says first, before a look-up, that CBP tells the current owner, who may have left', () => {
    const { warnings } = composeRequest('tao_lookup', subject([factOf('owner_mailbox', { holder: 'broker' })]), WRITER);
    expect(warnings[0]).toMatch(/tells the current owner.*left.*former broker/u);
    expect(warnings[1]).toContain('belongs to a broker');
  });

  it('A26: says that a look-up transfers nothing', () => {
    const { warnings, body } = composeRequest('tao_lookup', subject(), WRITER);
    expect(warnings.join(' ')).toContain('transfers nothing');
    expect(body).toContain('transfers nothing');
  });

  it('A28: asks for the importer’s own signature where an owner or a payee is named', () => {
    for (const kind of ['tao_change', 'notify_party_add', 'notify_party_revoke'] as const) {
      expect(composeRequest(kind, subject(), WRITER).warnings[0]).toContain('signed by the importer itself');
    }
  });

  it('A29: leads from a new owner to broker access and ACH', () => {
    expect(composeRequest('tao_change', subject(), WRITER).warnings.join(' ')).toMatch(/Broker access.*ACH/u);
  });

  it('reactivates an importer number by another mailbox and another subject', () => {
    const draft = composeRequest('importer_number_reactivation', subject(), WRITER);
    expect(draft.to).toBeNull();
    expect(draft.subject).toBe(`IOR reactivation request ${NUMBERS[0]}`);
    expect(draft.warnings.join(' ')).toContain('entry team of the importer’s Center');
  });

  it('takes the words of the route that led here', () => {
    const corrected = composeRequest('ach_enrolment', subject([], { routeId: 'ach_correction' }), WRITER);
    expect(corrected.body).toContain(ROUTE_TEMPLATES.ach_correction.title);
    const foreign = composeRequest('ach_enrolment', subject([], { routeId: 'owner_lookup_mail' }), WRITER);
    expect(foreign.body).toContain(ROUTE_TEMPLATES.ach_enrolment.title);
  });

  it('guard 8: writes no social security number in clear, and says so', () => {
    const ssn = '123-45-6789';
    for (const kind of REQUEST_KINDS) {
      const draft = composeRequest(kind, subject([OWNER], { importerNumbers: [ssn, NUMBERS[0]] }), WRITER);
      expect(`${draft.subject} ${draft.body}`).not.toContain('123-45');
      expect(draft.warnings.join(' ')).toContain('masked');
    }
  });

  it('has a request for every route but our own work, and CBP’s phrase in the subject wherever one is asked', () => {
    const without = ROUTE_IDS.filter((id) => ROUTE_TEMPLATES[id].request === null);
    expect(without).toEqual(['notify_party_box28']);
    for (const id of ROUTE_IDS)
      expect(without.includes(id) || isRequestKind(`${ROUTE_TEMPLATES[id].request}`)).toBe(true);
    for (const kind of REQUEST_KINDS) {
      const { phrase } = REQUEST_RULES[kind];
      if (phrase !== null) expect(composeRequest(kind, subject(), WRITER).subject).toContain(phrase);
    }
  });

  it('A47: reminds in every request that access preserves nothing', () => {
    for (const kind of REQUEST_KINDS) {
      expect(composeRequest(kind, subject(), WRITER).warnings.at(-1)).toContain('protest dates');
    }
  });

  it('guard 8: asks for no password and no bank number, whatever is known, and lets no text add a line', () => {
    const anyText = fc.constantFrom('Example\r\nBcc: other@importer.example', 'Plain Name', 'A\u2028B');
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...REQUEST_KINDS), anyText, (facts, kind, text) => {
        const draft = composeRequest(kind, subject(facts, { clientName: text, reason: text }), WRITER);
        expect(draft.subject).not.toMatch(/[\r\n\u2028]/u);
        expect(draft.body).not.toMatch(/\r|^Bcc:/mu);
        for (const line of draft.body.split('\n').filter((one) => /password|bank number/iu.test(one))) {
          expect(line).toMatch(/neither|without/u);
        }
      }),
    );
  });
});
