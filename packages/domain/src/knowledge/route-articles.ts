import type { Article } from './article.ts';
import { SOURCES } from './sources.ts';

/** The ways to a cure: which form or mail, when, and what it does not do. */
export const ROUTE_ARTICLES: readonly Article[] = [
  {
    id: 'route-tao-reactivation',
    topic: 'route',
    title: 'Reactivate the trade account owner by mail',
    body: `For an account whose trade account owner is inactive and still reads the registered mailbox.

- From: the address tied to the trade account owner’s account. No other sender works, so Capeline never sends it for him.
- To: ACE.Support@cbp.dhs.gov
- Subject: contains the word reactivation

An automatic answer confirms or gives further steps. Follow them and log in the same day.

It does not work when the mailbox belonged to somebody who left. It mends no ACH data and no importer number.`,
    checks: ['tao_login'],
    words: ['reactivation', 'ACE.Support@cbp.dhs.gov', 'locked account'],
    sources: [SOURCES.accountTools],
  },
  {
    id: 'route-tao-lookup',
    topic: 'route',
    title: 'Find out who the trade account owner is',
    body: `When nobody at the importer knows.

- To: ACE.Support@cbp.dhs.gov
- Subject: contains Trade Account Owner Lookup
- Text: full legal name, the importer number as CBP knows it, and why you ask

Know before you send: CBP tells the current owner that somebody asked. That may be a person who left, or an earlier broker. You get a confirmation; whether you are told the name is another matter.

A look-up transfers nothing. If the owner turns out to be gone, the web form changes him. In May 2026 the subject was reported as “Trade Account Lookup”; since June it is the one above.`,
    checks: ['tao_login', 'tao_email_control'],
    words: ['Trade Account Owner Lookup', 'Trade Account Lookup', 'nobody knows'],
    sources: [SOURCES.accountTools, SOURCES.practice],
  },
  {
    id: 'route-single-number-application',
    topic: 'route',
    title: 'New account for one importer number',
    body: `The Importer Account Application on CBP’s web site makes a top account and the importer view for a single number.

Before it: the contact e-mail on CBP Form 5106 must be read by the importer, and legal name and number must be written exactly as on that form. A code may go to that e-mail.

Firms report minutes to two weeks; CBP promises no time.`,
    checks: ['ior_numbers_listed', 'importer_contact_email', 'tao_login'],
    words: ['Importer Account Application', 'new account', 'Error 41', 'Error 42'],
    sources: [SOURCES.accountTools],
  },
  {
    id: 'route-account-web-form',
    topic: 'route',
    title: 'Several numbers, or changes to an account',
    body: `The ACE Portal Account Application Web Form is for a new account with several importer numbers, for sub-accounts, for adding identifiers to an existing top account, and for changing the trade account owner.

It does not serve Exporter and Protest Filer accounts: ask ACE.Support@cbp.dhs.gov about those.

Have ready: the legal names as on CBP Form 5106, all numbers with their suffixes, and for a new owner a paper signed by the importer that says who may be it. CBP has published no list of papers.

For an account that is inactive and whose mailbox is lost, it is not verified that the form alone is enough: telephone ACE Support and keep the case number.`,
    checks: ['ior_numbers_listed', 'tao_email_control'],
    words: ['web form', 'TAO change', 'sub-account', 'identifier', 'Exporter', 'Protest Filer'],
    sources: [SOURCES.accountTools],
  },
  {
    id: 'route-user-reactivation',
    topic: 'route',
    title: 'Reactivate a user who is not the owner',
    body: `Users and proxies cannot reactivate themselves, and CBP does not do it for them. The trade account owner logs in, opens Tools, the user’s name, and Reactivate. The user should log in the same day.

If the owner cannot log in either, begin with him.`,
    checks: ['tao_login', 'cape_and_reports_visible'],
    words: ['proxy', 'PTAO', 'TAU', 'user locked', 'Tools'],
    sources: [SOURCES.userReactivation],
  },
  {
    id: 'route-number-reactivation',
    topic: 'route',
    title: 'Reactivate an importer number',
    body: `A number in status 20-Inactive is made active again in one of two ways.

- In ABI: importer record message, action code A, with all data of Form 5106.
- By mail to an entry team of the Center: revised CBP Form 5106, subject containing IOR reactivation request.

This is not the reactivation of a log-in. The Center’s queue decides how long it takes; weeks are possible. Query the record afterwards and keep the answer.`,
    checks: ['importer_number_active'],
    words: ['IOR reactivation request', '20-Inactive', 'action code A', '5106'],
    sources: [SOURCES.idleNumbers],
  },
  {
    id: 'route-ach-enrol',
    topic: 'route',
    title: 'Enrol for ACH refunds, or mend a returned payment',
    body: `The trade account owner, or a user with Full Access on the tab, opens Accounts > Importer > the account > ACH Refund Authorization, clicks Get Info, enters the US account for this number and submits. Do it for each suffix.

After a returned payment: enter the data anew even if they look right, and watch REV-613 and REV-603 until a reissue shows. An importer without a US bank needs a US branch or affiliate, or a notify party by Form 4811, decided before the declaration is accepted.

Questions about routing numbers: GMB.ACHREFUNDSUPPORT@cbp.dhs.gov. Never put bank data into a mail.`,
    checks: ['ach_refund'],
    words: ['returned', 'REV-613', 'Check/ACH Returned', 'Reissued', 'foreign bank'],
    sources: [SOURCES.achCard, SOURCES.electronicRefunds, SOURCES.monitoring],
  },
  {
    id: 'route-slow-recovery',
    topic: 'route',
    title: 'When recovery takes too long',
    body: `Access to ACE is a precondition of filing. It preserves no right. If a request is overdue and a protest date comes near, look at three options, in this order.

- Can we file the eligible entries under our own filer code meanwhile? That needs no log-in of the importer.
- Protective protest within 180 days of liquidation. An open protest blocks CAPE for that entry, so weigh it while CAPE is still open.
- Counsel, for material entries whose liquidation is final: Court of International Trade.

If two or more of ownership, authority, banking and dates are open at once, treat it as a review of the whole client and not as a password reset. The licensed broker decides.`,
    checks: ['tao_login', 'deadlines_calendared', 'broker_authority'],
    words: ['protective protest', 'CIT', 'counsel', 'overdue'],
    sources: [SOURCES.accountTools, SOURCES.protestLaw],
  },
  {
    id: 'route-contacts',
    topic: 'basics',
    title: 'Whom to ask at CBP',
    body: `- Refunds in general: traderelations@cbp.dhs.gov
- Technical questions about CAPE: IEEPARefunds@cbp.dhs.gov
- Accounts, reactivation, look-up: ACE.Support@cbp.dhs.gov
- Importer record, Form 5106: IORProgram@cbp.dhs.gov
- ACH refund, routing numbers: GMB.ACHREFUNDSUPPORT@cbp.dhs.gov
- Reports: ace.reports@cbp.dhs.gov
- Suspected fraud: IEEPAFraud@cbp.dhs.gov

CBP writes from addresses that end in @cbp.dhs.gov and never asks for bank data by mail. If the automatic tools do not help, telephone ACE Support and keep the case number.`,
    checks: [],
    words: ['contact', 'e-mail', 'fraud', 'telephone', 'case number'],
    sources: [SOURCES.accountTools, SOURCES.idleNumbers],
  },
  {
    id: 'basics-tools-of-june',
    topic: 'basics',
    title: 'The account tools of 16 June 2026',
    body: `On that day CBP added four tools: the application for a single number, the wider web form, reactivation of the trade account owner by mail, and the look-up by mail.

They cure three different failures: an account that cannot be created, one that cannot be reactivated, and one that nobody can administer. Log-in, account structure, banking, authority and the eligibility of entries stay separate questions. None answers another.

Test access well before filing day.`,
    checks: ['tao_login'],
    words: ['automation', 'June 2026'],
    sources: [SOURCES.accountTools],
  },
  {
    id: 'basics-before-filing',
    topic: 'basics',
    title: 'What to settle before a declaration',
    body: `Once an entry is on an accepted declaration it cannot be amended or filed again, and post summary corrections are blocked (ACE error 864). So settle first:

- corrections of the entry summary, as long as the post summary correction window is open;
- the notify party, on file and in box 28;
- reconciliation: CAPE first, then the type 09, unless fewer than 30 days are left;
- a kept ES-003, because the IEEPA lines vanish from it afterwards;
- nobody else files the same entries.`,
    checks: ['reconciliation_split', 'notify_party_4811', 'broker_authority'],
    words: ['864', 'PSC', 'order', 'snapshot'],
    sources: [SOURCES.fileGuide, SOURCES.reconciliation, SOURCES.psc],
  },
  {
    id: 'basics-refund-timing',
    topic: 'basics',
    title: 'When the money comes',
    body: `CBP speaks of 60 to 90 days from acceptance, unless a review is needed, and aims at liquidation in about 45. Brokers report three to four months for clean claims.

A payment bundles all entries of one recipient and one date, so it never equals one entry. Debts to CBP are set off first (Funds Diverted in REV-603). Interest is added by CBP.

Suspended, extended and reviewed entries are accepted, but pay only when they liquidate; warehouse withdrawals when the warehouse entry does.`,
    checks: ['ach_refund'],
    words: ['45 days', '60 to 90 days', 'interest', 'Funds Diverted', 'reason code 36'],
    sources: [SOURCES.update, SOURCES.monitoring],
  },
];
