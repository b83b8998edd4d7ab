import type { RuleProvenance } from '../../deadlines/rules.ts';
import { contactFor } from '../contacts.ts';
import { SOURCES } from '../sources.ts';
import type { RequestKind } from './request-kinds.ts';

/** Whom a request goes to. `center`: the entry team that looks after the importer, whose address differs. */
export type RequestRecipient = 'cbp' | 'center' | 'importer';

/** From whom it must come. `owner_address`: from the mailbox that CBP has for the trade account owner, and from no other (A16). */
export type RequestSender = 'owner_address' | 'anyone';

/** One kind of request. Days are our own patience: CBP publishes no times. */
export interface RequestRule {
  readonly title: string;
  readonly recipient: RequestRecipient;
  /** Known addresses only; null where one must be looked up or is the importer's own. */
  readonly address: string | null;
  /** Text that the subject must hold letter by letter; null where none is asked. */
  readonly phrase: string | null;
  readonly subject: string;
  readonly sender: RequestSender;
  /** Days from sending, and from a confirmation, until somebody asks again. */
  readonly chaseAfterDays: number;
  readonly chaseVerified: false;
  readonly basis: RuleProvenance;
}

const SUPPORT = contactFor('ace_account').address;

const rule = (parts: Omit<RequestRule, 'chaseVerified'>): RequestRule => ({ ...parts, chaseVerified: false });

const toImporter = (title: string, chaseAfterDays: number, basis: RuleProvenance): RequestRule =>
  rule({
    title,
    recipient: 'importer',
    address: null,
    phrase: null,
    subject: title,
    sender: 'anyone',
    chaseAfterDays,
    basis,
  });

const toCenter = (title: string, phrase: string | null, basis: RuleProvenance): RequestRule =>
  rule({
    title,
    recipient: 'center',
    address: null,
    phrase,
    subject: phrase ?? title,
    sender: 'anyone',
    chaseAfterDays: 14,
    basis,
  });

/** Every kind with its addressee, its phrase and our patience. */
export const REQUEST_RULES: Readonly<Record<RequestKind, RequestRule>> = {
  tao_reactivation: rule({
    title: 'Reactivation of the trade account owner',
    recipient: 'cbp',
    address: SUPPORT,
    phrase: 'reactivation',
    subject: 'ACE Portal account reactivation',
    sender: 'owner_address',
    chaseAfterDays: 3,
    basis: SOURCES.faqJune2026,
  }),
  tao_lookup: rule({
    title: 'Look-up of the trade account owner',
    recipient: 'cbp',
    address: SUPPORT,
    phrase: 'Trade Account Owner Lookup',
    subject: 'Trade Account Owner Lookup',
    sender: 'anyone',
    chaseAfterDays: 5,
    basis: SOURCES.faqJune2026,
  }),
  tao_change: toImporter('Change of the trade account owner', 5, SOURCES.faqJune2026),
  new_account_single: toImporter('Importer Account Application', 7, SOURCES.faqJune2026),
  new_account_several: toImporter('ACE Portal Account Application Web Form', 7, SOURCES.faqJune2026),
  account_identifiers: toImporter('Importer numbers to be added to the ACE account', 7, SOURCES.faqJune2026),
  other_account_type: rule({
    title: 'Exporter or Protest Filer account',
    recipient: 'cbp',
    address: SUPPORT,
    phrase: null,
    subject: 'ACE Portal account: Exporter or Protest Filer',
    sender: 'anyone',
    chaseAfterDays: 7,
    basis: SOURCES.faqJune2026,
  }),
  user_reactivation: toImporter('Reactivation of a user in the ACE Portal', 3, SOURCES.userReactivation),
  portal_rights: toImporter('Rights in the ACE Portal', 5, SOURCES.ownPractice),
  importer_number_reactivation: toCenter('IOR reactivation request', 'IOR reactivation request', SOURCES.idleNumbers),
  void_number: rule({
    title: 'Void importer number',
    recipient: 'cbp',
    address: contactFor('void_number').address,
    phrase: 'VOID IR#',
    subject: 'VOID IR#',
    sender: 'anyone',
    chaseAfterDays: 7,
    basis: SOURCES.voidNumbers,
  }),
  form_5106_update: toCenter('CBP Form 5106 update', null, SOURCES.form5106),
  ach_enrolment: toImporter('ACH refund authorisation in ACE', 5, SOURCES.achRefund),
  notify_party_add: toCenter('CBP Form 4811: notify party to be added', null, SOURCES.notifyParty),
  notify_party_revoke: toCenter('CBP Form 4811: notify party to be revoked', null, SOURCES.notifyParty),
  authority: toImporter('Power of attorney', 5, SOURCES.brokerAuthority),
  account_support_call: rule({
    title: 'Call to ACE Support',
    recipient: 'cbp',
    address: SUPPORT,
    phrase: null,
    subject: 'ACE Portal account: call and case number',
    sender: 'anyone',
    chaseAfterDays: 3,
    basis: SOURCES.ownPractice,
  }),
};
