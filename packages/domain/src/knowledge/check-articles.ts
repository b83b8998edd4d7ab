import type { Article } from './article.ts';
import { SOURCES } from './sources.ts';

/** One article for each of the eleven checks, in the order of the checklist. */
export const CHECK_ARTICLES: readonly Article[] = [
  {
    id: 'check-tao-login',
    topic: 'check',
    title: 'The trade account owner and the log-in',
    body: `The trade account owner (TAO) administers the importer’s account in the ACE Portal: he grants rights, adds users and reaches the page for ACH refunds. While nobody with that role can log in, nothing else about the account can be mended.

An account that nobody uses is locked. CBP’s only written number, 45 days, is of 2008 and no text of 2026 confirms it; your firm sets the number under Settings. After a reset, log in the same day.

- He can log in: let him do so today and write the day down.
- His account is inactive and he reads its mailbox: reactivation by mail.
- He has left: change the owner with the web form.
- Nobody knows who he is: look-up by mail.

A log-in that works again mends no importer number, enrols no bank account and makes no entry eligible. It also stops no protest period.`,
    checks: ['tao_login'],
    words: ['TAO', 'trade account owner', 'log in', 'locked', '45 days', 'inactive'],
    sources: [SOURCES.accountTools, SOURCES.inactivity],
  },
  {
    id: 'check-tao-email-control',
    topic: 'check',
    title: 'Who reads the account owner’s mailbox',
    body: `CBP’s reactivation answers only mail that comes from the address tied to the trade account owner. So the question is not whether the address exists, but whether somebody at the importer can send from it today.

A mailbox of a former employee, of an earlier broker or of an adviser does not count: a look-up or a reactivation would go to an outsider. In that case the owner is changed with the ACE Portal Account Application Web Form, and a paper signed by the importer should say who may become owner. CBP has not published which papers it wants.

Test it: the importer sends you a mail from that address. Keep it as evidence.`,
    checks: ['tao_email_control'],
    words: ['mailbox', 'former employee', 'leaver', 'registered e-mail'],
    sources: [SOURCES.accountTools],
  },
  {
    id: 'check-ior-numbers-listed',
    topic: 'check',
    title: 'Importer numbers under the account',
    body: `Each importer number with its suffix is a record of its own at CBP. The account must list the very number of the entries: an account that lists the base number says nothing about suffix 01.

Look under ACE > Accounts > Importer and compare number by number. The legal name should read alike on CBP Form 5106, in ACE and on the power of attorney; a difference can stop the account forms.

- One number and no account yet: Importer Account Application.
- Several numbers, or a number to add to an existing account: ACE Portal Account Application Web Form.

One identifier cannot stand in two top accounts. “Duplicate Tax ID” means that another account has it already.`,
    checks: ['ior_numbers_listed'],
    words: ['suffix', 'importer of record', 'IOR', 'Duplicate Tax ID', 'sub-account'],
    sources: [SOURCES.accountTools, SOURCES.achCard],
  },
  {
    id: 'check-broker-authority',
    topic: 'check',
    title: 'What we may do for the importer',
    body: `Filing a CAPE declaration, a protest, a post summary correction and receiving money are four permissions. A power of attorney for entries does not obviously cover them; keep one line for each, with who signed, when and until when.

Only the importer itself can say who becomes trade account owner and who receives its refund. A paper signed by somebody on its behalf does not do.

We file under our own filer code alone. Entries of an earlier broker are filed by that broker or by the importer. Agree in writing who files, because two declarations for one entry end in a rejection.`,
    checks: ['broker_authority'],
    words: ['power of attorney', 'POA', 'consent', 'authority', 'filer code'],
    sources: [SOURCES.introduction, SOURCES.practice],
  },
  {
    id: 'check-ach-refund',
    topic: 'check',
    title: 'ACH refund',
    body: `Since 6 February 2026 CBP pays refunds by ACH only. Being set up to pay duties by ACH is another thing. Without refund data a refund is certified and then rejected or held.

In ACE: Accounts > Importer > the account > ACH Refund Authorization > Get Info. The owner, or a user with Full Access on that tab, enters the routing number, the account and its type. Every importer number with its suffix needs this separately. The account must be with a US bank, or a US branch that keeps dollars.

“Entered” and “pending validation” are not “active”. A payment that came back (REV-613, or Check/ACH Returned in REV-603) means that something is wrong whatever the screen says.

Never write bank data down here, and never ask for them by mail. CBP does not either.`,
    checks: ['ach_refund'],
    words: ['bank', 'ACH', 'REV-613', 'returned', 'pending validation', 'routing number', 'refund held'],
    sources: [SOURCES.electronicRefunds, SOURCES.achCard, SOURCES.monitoring],
  },
  {
    id: 'check-cape-and-reports-visible',
    topic: 'check',
    title: 'The CAPE tab and the reports',
    body: `Two facts, not one: whether the account shows More > CAPE, and whether the person sees the reports by name. ES-003 shows the IEEPA lines before filing; afterwards these lines are gone from it, so keep a report from before. ES-022, REV-603, REV-613 and REV-615 show what became of the refund.

An Importer account and an Organizational Broker account can submit. A Filer account can do so only if its filer type is Importer; others see the tab and a message that it is not available.

The trade account owner grants what is missing under ACE > Accounts > the user.`,
    checks: ['cape_and_reports_visible'],
    words: ['CAPE tab', 'ES-003', 'ES-022', 'REV-603', 'REV-615', 'reports'],
    sources: [SOURCES.fileGuide, SOURCES.monitoring],
  },
  {
    id: 'check-reconciliation-split',
    topic: 'check',
    title: 'Reconciliation entries',
    body: `Since 29 June 2026 CAPE takes entries that are flagged for reconciliation, as long as no type 09 is on file for them. With a type 09 on file it rejects them. Once a type 09 is filed, CBP presumes that CAPE filing for its entries is done.

So CAPE comes first, then the type 09. If fewer than 30 days are left for the type 09, file that first and leave any increase of IEEPA duty out of it.

ES-003 does not say whether a type 09 is on file. Ask whoever files the reconciliations and record it for each flagged entry.`,
    checks: ['reconciliation_split'],
    words: ['type 09', 'recon', 'flagged', 'NAFTA', 'USMCA'],
    sources: [SOURCES.reconciliation],
  },
  {
    id: 'check-deadlines-calendared',
    topic: 'check',
    title: 'Dates that are owned and watched',
    body: `Ready only when every entry that may carry IEEPA duty has a known liquidation state from a report of the last seven days, every date has an owner, alerts can be delivered, and no alert for the next fourteen days is left unanswered. Nobody can tick it.

Liquidations are posted weekly, usually on a Friday. A report from before last Friday does not know them.

Nothing about access, banking or a request to CBP moves, pauses or ends a date. If an account takes long to recover, the protest period runs on.`,
    checks: ['deadlines_calendared'],
    words: ['calendar', 'protest', '180 days', '80 days', 'liquidation'],
    sources: [SOURCES.protestLaw, SOURCES.update],
  },
  {
    id: 'check-importer-contact-email',
    topic: 'check',
    title: 'The e-mail on CBP Form 5106',
    body: `Before the application for a single number, look at the importer record: verification may go to the e-mail that stands beside the physical address on CBP Form 5106, not to the one beside the mailing address. Name, number format and e-mail must equal that record.

If nobody reads it, send a new Form 5106 first and query the record again. Everything else waits for this.

Reported, not verified: from 18 September 2026 CBP may void numbers whose address is a registered agent, a post box or a business centre.`,
    checks: ['importer_contact_email'],
    words: ['5106', 'verification code', 'contact e-mail', 'point of contact'],
    sources: [SOURCES.accountTools, SOURCES.practice],
  },
  {
    id: 'check-importer-number-active',
    topic: 'check',
    title: 'Importer number: active, 20-Inactive, void',
    body: `CBP deactivates numbers that had no entry for a year and nothing open. That is status 20-Inactive. It has nothing to do with an inactive log-in: other form, other mailbox, other words.

- In ABI: importer record message with action code A and the complete 5106 data.
- On paper: a revised CBP Form 5106 to an entry team of the Center, with “IOR reactivation request” in the subject. This can take weeks.

Error F875 and cargo release code 333 concern new entries. Whether an inactive number also holds a CAPE refund is not confirmed. A number that was voided is another matter: ask the Center.`,
    checks: ['importer_number_active'],
    words: ['20-Inactive', 'F875', 'IOR reactivation request', 'voided', '333'],
    sources: [SOURCES.idleNumbers],
  },
  {
    id: 'check-notify-party-4811',
    topic: 'check',
    title: 'Who gets the money: CBP Form 4811',
    body: `CBP pays a notify party only if both are true: the party is on file for the importer number, and its number stands in box 28 of the entry summary. If one is missing, the importer is paid.

Old entries of couriers and earlier brokers are the usual surprise: their form is still on file and their number in box 28. Have it revoked at the Center, naming the entries.

Adding a party later needs a post summary correction before the CAPE declaration is accepted; afterwards corrections are blocked. The form redirects a payment. It transfers no right.`,
    checks: ['notify_party_4811'],
    words: ['4811', 'notify party', 'box 28', 'courier', 'payee'],
    sources: [SOURCES.notifyParty, SOURCES.practice],
  },
];
