import type { ArticleSource } from './article.ts';

const source = (name: string, date: string, strength: ArticleSource['strength']): ArticleSource => ({
  name,
  date,
  strength,
});

/** The sources that several articles name, once. */
export const SOURCES = {
  accountTools: source('CBP, IEEPA Duty Refunds FAQ, account tools', '2026-06-16', 'restated'),
  userReactivation: source('CBP, CSMS 68510928', '2026-05-01', 'cbp'),
  idleNumbers: source('CBP, CSMS 69056621', '2026-06-26', 'cbp'),
  monitoring: source('CBP, CSMS 68536553', '2026-05-04', 'cbp'),
  introduction: source('CBP, CSMS 68315804', '2026-04-10', 'cbp'),
  update: source('CBP, CSMS 68340863', '2026-04-13', 'restated'),
  validations: source('CBP, CSMS 69056483', '2026-06-25', 'cbp'),
  reconciliation: source('CBP, CSMS 69035485', '2026-06-23', 'restated'),
  warehouse: source('CBP, CSMS 69127837', '2026-07-07', 'restated'),
  messages: source('CBP, IEEPA Duty Refunds FAQ, table of messages', '2026-04-15', 'restated'),
  brokers: source('NCBFAA, answers of CBP on CAPE errors', '2026-05-18', 'restated'),
  fileGuide: source('CBP, CAPE quick reference guide, as restated', '2026-04', 'restated'),
  inactivity: source('General Notice on ACE portal accounts: 45 days', '2008-07', 'unverified'),
  electronicRefunds: source('Interim final rule on electronic refunds', '2026-01-02', 'restated'),
  notifyParty: source('CBP, CSMS 67648307', '2026-02-06', 'restated'),
  achCard: source('CBP, ACH refund reference card 5292-1225', '2025-12', 'restated'),
  practice: source('Reports from brokers', '2026', 'unverified'),
  protestLaw: source('19 U.S.C. 1514', '2004-12-18', 'cbp'),
  psc: source('CBP, post summary corrections', '2026-05-18', 'restated'),
  f883: source('CBP, CSMS 69635410', '2026-08-21', 'restated'),
} as const;
