import type { CheckDefinition } from './check-kinds.ts';

const COMPUTED_ELSEWHERE = 'See the reason beside the check: it is computed from the entries and their dates.';

/** What our upload, the payment and the order of filing need. None of these touches a clock either. */
export const FILING_CHECKS = {
  broker_authority: {
    kind: 'broker_authority',
    title: 'We are authorised to file',
    question: 'Do we hold a valid power of attorney and the importer’s consent to file with CAPE?',
    perImporterNumber: false,
    computed: false,
    stops: ['our_upload'],
    needsFirst: [],
    nextAction: {
      unknown: 'Record who authorised us and when: power of attorney and the consent to file CAPE declarations.',
      blocked:
        'Get a power of attorney signed by somebody who may sign for the importer, and a written consent to file CAPE declarations.',
      in_progress: 'Ask the importer for the signed power of attorney and the consent.',
      expired: 'The power of attorney has run out: have it renewed.',
    },
    expiry: null,
    rules: ['A41', 'A29'],
  },
  ach_refund: {
    kind: 'ach_refund',
    title: 'ACH refund banking is current',
    question: 'Are US bank data for ACH refunds active in ACE for this importer number, suffix included?',
    perImporterNumber: true,
    computed: false,
    stops: ['payment'],
    needsFirst: ['tao_login', 'ior_numbers_listed'],
    nextAction: {
      unknown:
        'The importer opens ACE > Accounts > Importer > the account > ACH Refund Authorization, clicks Get Info and tells you whether this number is active. ACH for paying duties is something else. Never send us the bank data.',
      blocked:
        'The trade account owner, or a user with Full Access, opens ACE > Accounts > Importer > the account > ACH Refund Authorization and enters a US account for this number. Questions about routing numbers: GMB.ACHREFUNDSUPPORT@cbp.dhs.gov.',
      in_progress: 'Entered is not active: look at ACH Refund Authorization again until this number shows as active.',
      expired: 'Look at ACE > Accounts > Importer > ACH Refund Authorization again.',
    },
    expiry: null,
    rules: ['A42', 'A29', 'A34'],
  },
  reconciliation_split: {
    kind: 'reconciliation_split',
    title: 'Reconciliation entries are split by type 09',
    question: 'Is it known for every entry flagged for reconciliation whether a type 09 is on file?',
    perImporterNumber: false,
    computed: true,
    stops: ['our_upload', 'importer_upload'],
    needsFirst: [],
    nextAction: {
      unknown: COMPUTED_ELSEWHERE,
      blocked: COMPUTED_ELSEWHERE,
      in_progress: COMPUTED_ELSEWHERE,
      expired: COMPUTED_ELSEWHERE,
    },
    expiry: null,
    rules: ['A44', 'A46'],
  },
  deadlines_calendared: {
    kind: 'deadlines_calendared',
    title: 'Liquidation and protest dates are calendared',
    question: 'Is every IEEPA entry’s state known from a fresh report, and every date owned, alerted and acknowledged?',
    perImporterNumber: false,
    computed: true,
    stops: [],
    needsFirst: [],
    nextAction: {
      unknown: COMPUTED_ELSEWHERE,
      blocked: COMPUTED_ELSEWHERE,
      in_progress: COMPUTED_ELSEWHERE,
      expired: COMPUTED_ELSEWHERE,
    },
    expiry: null,
    rules: ['A45', 'A47'],
  },
  importer_number_active: {
    kind: 'importer_number_active',
    title: 'The importer number is active',
    question: 'Is this importer number active at CBP, not “20-Inactive” or void?',
    perImporterNumber: true,
    computed: false,
    stops: ['payment'],
    needsFirst: [],
    nextAction: {
      unknown:
        'Query the importer record in ABI and note its status. CBP deactivates numbers without an entry for a year; error F875 concerns new entries, and whether it also holds CAPE refunds is not confirmed.',
      blocked:
        'Reactivate it: ABI importer record with action code A and full 5106 data, or a revised CBP Form 5106 to the Center’s entry team with “IOR reactivation request” in the subject.',
      in_progress: 'Wait for the Center (this can take weeks) and query the importer record again.',
      expired: 'Query the importer record again.',
    },
    expiry: {
      days: 365,
      verified: false,
      source: 'CSMS 69056621 of 26 June 2026: numbers without an entry for a year are deactivated; our own interval',
    },
    rules: [],
  },
  notify_party_4811: {
    kind: 'notify_party_4811',
    title: 'The refund goes to the right party (Form 4811)',
    question: 'Is it known who receives the refund of this importer number: the importer or a notify party?',
    perImporterNumber: true,
    computed: false,
    stops: ['payment'],
    needsFirst: [],
    nextAction: {
      unknown:
        'Ask the importer whether a CBP Form 4811 party is on file, and look at box 28 of the entry summaries. CBP pays that party only if both name it.',
      blocked:
        'Have the old party revoked at the Center, or add the wanted one: on file in ACE and in box 28 by post summary correction, before the CAPE declaration is accepted.',
      in_progress: 'Wait for the Center to confirm the change, then record who receives the refund.',
      expired: 'Confirm again who receives the refund.',
    },
    expiry: null,
    rules: [],
  },
} as const satisfies Record<string, CheckDefinition>;
