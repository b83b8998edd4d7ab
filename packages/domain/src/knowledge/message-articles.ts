import type { CheckKind } from '../checks/check-kinds.ts';
import type { Article, ArticleSource } from './article.ts';
import { SOURCES } from './sources.ts';

interface MessageText {
  readonly id: string;
  /** As CBP writes it. */
  readonly title: string;
  readonly meaning: string;
  readonly cure: string;
  readonly sources: readonly ArticleSource[];
  readonly words?: readonly string[];
  readonly checks?: readonly CheckKind[];
}

const MESSAGES: readonly MessageText[] = [
  {
    id: 'entry-on-drawback',
    title: 'ENTRY ON DRAWBACK',
    meaning: 'The entry is tied to a drawback claim. CAPE leaves it alone for now.',
    cure: 'Do not file it again. Look at the drawback claim, and keep the protest date of the entry.',
    sources: [SOURCES.messages],
  },
  {
    id: 'flagged-for-recon',
    title: 'ENTRY SUMMARY FLAGGED FOR RECON',
    meaning: 'Before 29 June 2026 every flagged entry got this; since then only one with a type 09 on file should.',
    cure: 'No type 09 on file: file the entry again on a new declaration. With a type 09: wait for a later release of CAPE and keep the protest date.',
    sources: [SOURCES.messages, SOURCES.reconciliation],
    checks: ['reconciliation_split'],
  },
  {
    id: 'cancelled-or-rejected',
    title: 'ENTRY SUMMARY IS CANCELLED/REJECTED',
    meaning: 'The entry summary is not in status Accepted.',
    cure: 'Have the summary accepted first, then file the entry on a new declaration.',
    sources: [SOURCES.messages],
  },
  {
    id: 'final-liquidation',
    title: 'ENTRY SUMMARY IS IN FINAL LIQUIDATION STATUS',
    meaning:
      'More than 80 days have passed since liquidation or reliquidation. The days from 81 to 90 are CBP’s own time to process, not yours.',
    cure: 'CAPE is closed for this entry. A protest is open until day 180; afterwards ask counsel.',
    sources: [SOURCES.messages, SOURCES.protestLaw],
    words: ['80 days', 'day 81'],
  },
  {
    id: 'under-review',
    title: 'ENTRY SUMMARY UNDER REVIEW',
    meaning:
      'CBP has the entry open. The wording is seen in secondary texts only; others say that such entries are accepted.',
    cure: 'Wait a few days and file it again, case by case. Watch its dates meanwhile.',
    sources: [SOURCES.practice],
  },
  {
    id: 'type-not-allowed',
    title: 'ENTRY TYPE NOT ALLOWED',
    meaning: 'Types 08, 09 and 47 are excluded; since 7 July 2026 also warehouse entries 21 and 22.',
    cure: 'Take it out. For a warehouse entry list its withdrawals (31, 32, 34, 38) instead; they are paid when the warehouse entry liquidates.',
    sources: [SOURCES.warehouse],
    words: ['warehouse', '21', '22'],
  },
  {
    id: 'protest-on-entry',
    title: 'PROTEST ON ENTRY',
    meaning: 'A protest on the entry is open or suspended.',
    cure: 'Await the decision. While CAPE is open and the protest concerns IEEPA duty alone, counsel may weigh a withdrawal; past that do not think of it.',
    sources: [SOURCES.update, SOURCES.practice],
  },
  {
    id: 'no-ieepa-hts',
    title: 'NO IEEPA HTS ON ENTRY',
    meaning:
      'No dutiable IEEPA line of chapter 99 was found. Exempt lines at zero do not count. The wording is seen in secondary texts only.',
    cure: 'Compare with your ES-003 of before. If CAPE already took the lines out, look for the earlier claim number.',
    sources: [SOURCES.practice],
  },
  {
    id: 'statement-not-complete',
    title: 'STATEMENT PROCESSING NOT COMPLETE',
    meaning: 'The duty statement of the entry is not final, for example a periodic monthly statement.',
    cure: 'File it again after the statement. The clock runs meanwhile.',
    sources: [SOURCES.practice],
  },
  {
    id: 'unable-to-calculate',
    title: 'UNABLE TO CALCULATE DUTY',
    meaning: 'CBP’s new calculation failed. It is the most frequent message.',
    cure: 'Check tariff numbers, the chapter 99 lines and their dates. A correction (reason H99) helps while its window is open. Sometimes a second filing without any change passes. Otherwise ask IEEPARefunds@cbp.dhs.gov.',
    sources: [SOURCES.brokers],
    words: ['H99'],
  },
  {
    id: 'goods-value',
    title: 'GOODS VALUE AMOUNT MUST BE REPORTED ON THE CH 1-97',
    meaning: 'The value stood on the chapter 99 line. CBP took this check out on 25 June 2026.',
    cure: 'File the same entries again as they are, if their window is open.',
    sources: [SOURCES.validations],
    words: ['GOODS VALUE AMOUNT NOT ALLOWED ON IEEPA HTS LINE'],
  },
  {
    id: 'hts-relationship-sequence',
    title: 'HTS RELATIONSHIP/SEQUENCE MISMATCH',
    meaning:
      'Order or relation of the tariff numbers on a line. On 25 June 2026 CBP replaced this check by two narrower ones.',
    cure: 'File again. What comes back now may be INVALID HTS or HTS RELATIONSHIP MISMATCH.',
    sources: [SOURCES.validations],
  },
  {
    id: 'invalid-hts',
    title: 'INVALID HTS',
    meaning: 'A line’s date lies outside the time in which its tariff number was valid.',
    cure: 'Correct the number by post summary correction, then file on a new declaration. Past that window the entry waits for a later release.',
    sources: [SOURCES.validations, SOURCES.psc],
  },
  {
    id: 'hts-relationship',
    title: 'HTS RELATIONSHIP MISMATCH',
    meaning: 'A tariff number that needs a partner on the line stands there alone.',
    cure: 'Add the partner by post summary correction, then file on a new declaration.',
    sources: [SOURCES.validations, SOURCES.psc],
  },
  {
    id: 'already-declared',
    title: 'Already on a CAPE declaration',
    meaning: 'Another declaration with this entry was accepted; CBP’s exact words are not known.',
    cure: 'Look for the first claim number, also at the importer and an earlier broker. Do not file again.',
    sources: [SOURCES.practice],
    words: ['duplicate', 'double filing'],
    checks: ['broker_authority'],
  },
  {
    id: 'failed-initial-validation',
    title: 'Failed initial validation',
    meaning:
      'The file as a whole: a number that has not eleven letters or digits, a foreign filer code, a number twice, or more than 1 MB.',
    cure: 'Mend the rows and upload the whole file again. Spreadsheets eat leading zeros; a file that Capeline wrote has none of these faults.',
    sources: [SOURCES.fileGuide],
    words: ['Not a CSV file', 'cannot exceed 10,000 entries', 'header missing'],
  },
  {
    id: 'rejected-by-batch-validation',
    title: 'Rejected by batch validation',
    meaning:
      'Rows were refused before any claim number: not in ACE, another importer or filer, or on another declaration.',
    cure: 'Download the Validation Result File, and put only the rows that can be mended on a new declaration.',
    sources: [SOURCES.fileGuide],
  },
  {
    id: 'accepted-with-errors',
    title: 'Accepted with Error(s)',
    meaning: 'No success for all: some rows of the claim failed, and their clocks run on.',
    cure: 'Download Claim Details, sort the failed rows by message, and file what can be mended again before its last CAPE day.',
    sources: [SOURCES.fileGuide],
  },
  {
    id: 'portal-timed-out',
    title: 'The portal timed out, or “not started”',
    meaning: 'An upload that seemed to fail may have worked; a queue of one or two days was seen.',
    cure: 'Look under Claim Status for a claim number before you upload again. Two uploads of the same rows make rejections.',
    sources: [SOURCES.practice],
    words: ['Uncategorized exception', 'JMS'],
  },
  {
    id: 'ace-864',
    title: '864 PSC NOT ALLOWED - REFUND REQUESTED',
    meaning: 'The entry is on an accepted declaration; post summary corrections are blocked.',
    cure: 'Nothing to mend in ACE. Note the correction that was wanted and ask counsel whether a protest is due.',
    sources: [SOURCES.practice],
  },
  {
    id: 'ace-f883',
    title: 'F883 PSC NOT ALLOWED TO MODIFY IEEPA HTS',
    meaning: 'Since 21 August 2026 a correction may not touch IEEPA tariff numbers of a type 06 entry.',
    cure: 'Ask IEEPARefunds@cbp.dhs.gov how such an entry is corrected, and keep its dates.',
    sources: [SOURCES.f883],
  },
  {
    id: 'ace-f875',
    title: 'F875 IMPORTER INACTIVE FOR ENTRY PURPOSES',
    meaning: 'The importer number is 20-Inactive; new entries are refused.',
    cure: 'Reactivate the number. See the check “The importer number is active”.',
    sources: [SOURCES.idleNumbers],
    checks: ['importer_number_active'],
  },
];

/** What each message of CBP's means and what to do about it. Lists of codes like “E001” are not CBP's and are left out. */
export const MESSAGE_ARTICLES: readonly Article[] = MESSAGES.map(({ id, title, meaning, cure, ...more }) => ({
  id: `message-${id}`,
  topic: 'message',
  title,
  body: `${meaning}\n\n${cure}`,
  checks: more.checks ?? [],
  words: more.words ?? [],
  sources: more.sources,
}));
