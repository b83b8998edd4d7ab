import type { RuleProvenance } from '../deadlines/rules.ts';
import { SOURCES } from './sources.ts';

/** What one may want to ask CBP. */
export const CONTACT_QUESTIONS = [
  'refund_general',
  'cape_technical',
  'ace_account',
  'importer_record',
  'void_number',
  'ach_routing',
  'refund_status',
  'ace_reports',
  'fraud',
] as const;
export type ContactQuestion = (typeof CONTACT_QUESTIONS)[number];

export interface Contact {
  readonly address: string;
  readonly telephone: string | null;
  /** What it is for, as a person would ask. */
  readonly about: string;
  readonly basis: RuleProvenance;
}

const unread = (citation: string, source: string): RuleProvenance => ({
  ...SOURCES.ownPractice,
  citation,
  source,
  note: 'Re-stated by others; CBP’s own page was not read.',
});

const CONTACTS: Readonly<Record<ContactQuestion, Contact>> = {
  refund_general: {
    address: 'traderelations@cbp.dhs.gov',
    telephone: null,
    about: 'General questions about IEEPA refunds',
    basis: SOURCES.faqJune2026,
  },
  cape_technical: {
    address: 'IEEPARefunds@cbp.dhs.gov',
    telephone: null,
    about: 'Technical questions about CAPE: uploads, messages, claims',
    basis: SOURCES.faqJune2026,
  },
  ace_account: {
    address: 'ACE.Support@cbp.dhs.gov',
    telephone: null,
    about: 'Accounts, log-ins and the automated account requests',
    basis: SOURCES.faqJune2026,
  },
  importer_record: {
    address: 'IORProgram@cbp.dhs.gov',
    telephone: null,
    about: 'CBP Form 5106 and the importer record',
    basis: unread('Importer record programme', 'https://thefpaa.com/'),
  },
  void_number: {
    address: 'bondquestions@cbp.dhs.gov',
    telephone: null,
    about: 'A void importer number',
    basis: SOURCES.voidNumbers,
  },
  ach_routing: {
    address: 'GMB.ACHREFUNDSUPPORT@cbp.dhs.gov',
    telephone: '317-298-1200 ext. 1178',
    about: 'ACH refund: a routing number that ACE refuses',
    basis: unread('ACH refund support', 'https://www.mti-worldwide.com/'),
  },
  refund_status: {
    address: 'revenuerefunds@cbp.dhs.gov',
    telephone: '317-298-1200 ext. 4015',
    about: 'Where a certified refund is',
    basis: unread('Revenue division, refunds', 'https://rimlogistics.com/'),
  },
  ace_reports: {
    address: 'ace.reports@cbp.dhs.gov',
    telephone: null,
    about: 'ACE reports: access and content',
    basis: unread('ACE reports', 'https://content.govdelivery.com/bulletins/gd/USDHSCBP-392c10d'),
  },
  fraud: {
    address: 'IEEPAFraud@cbp.dhs.gov',
    telephone: null,
    about: 'A mail or call that asks for bank data or a password',
    basis: unread('CBP CSMS 68569567 of 7 May 2026', 'https://info.expeditors.com/'),
  },
};

/** Whom to ask at CBP (A12, A13, A14): three questions have three addresses, and a wrong one costs days. */
export function contactFor(question: ContactQuestion): Contact {
  return CONTACTS[question];
}
