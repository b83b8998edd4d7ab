import type { Protection } from '../protection.ts';

const DOMAIN = { folder: 'packages/domain' } as const;

/** What facts about a client's account may decide, and what leaves in whose name. */
export const ACCOUNT: readonly Protection[] = [
  {
    name: 'a-claim-never-finishes',
    about: 'What the importer only said is in progress: a check is ready by what was seen.',
    removal: [
      {
        file: 'packages/domain/src/account/finding.ts',
        find: "  if (isSeen(fact)) return { status: 'ready'",
        replace: "  if (isSeen(fact) || fact.source !== 'report') return { status: 'ready'",
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/derive-checks.test.ts',
      turnRed: [
        'A38: a log-in that only the importer told of',
        'A42, guard 7: active, says the importer',
        'A42, guard 7: active, said on the telephone',
        'A42: an ABI query cannot show ACH',
        'A41: a paper that the importer only promises',
      ],
    },
  },
  {
    name: 'a-fact-feeds-its-own-checks-only',
    about: 'A log-in says nothing of the bank, the number or the authority (A33 to A36).',
    removal: [
      {
        file: 'packages/domain/src/account/derive-payment.ts',
        find: '  return fact === undefined ? null : conclude(',
        replace:
          "  return fact === undefined || book.client('ace_account')?.value.state === 'inactive' ? null : conclude(",
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/derive-properties.test.ts',
      turnRed: ['A33, A34, A35, A36: changing one fact changes only the checks that it feeds, of its own number'],
    },
  },
  {
    name: 'another-filer-stops-our-upload',
    about: 'Where another files, our upload is blocked and never "not applicable".',
    removal: [
      {
        file: 'packages/domain/src/account/derive-authority.ts',
        find: "if (filer === 'importer') return found(fact, 'blocked'",
        replace: "if (filer === 'importer') return found(fact, 'not_applicable' as 'blocked'",
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/derive-checks.test.ts',
      turnRed: ['A41: the importer files'],
    },
  },
  {
    name: 'reactivation-leaves-from-the-owner',
    about: 'A reactivation counts as sent only from the trade account owner’s registered address.',
    removal: [
      {
        file: 'packages/domain/src/account/requests/request-state.ts',
        find: "return sameAddress(from, owner) ? null : 'account_request.wrong_sender';",
        replace: 'return null;',
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/requests/request-state.test.ts',
      turnRed: ['A16: takes a reactivation as sent only from the owner’s registered address'],
    },
  },
  {
    name: 'requests-mask-social-security-numbers',
    about: 'No draft holds a social security number in clear.',
    removal: [
      {
        file: 'packages/domain/src/account/requests/compose-request.ts',
        find: "kind === 'ein' || kind === 'cbp_assigned' ? importerNumber",
        replace: 'kind !== null ? importerNumber',
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/requests/compose-request.test.ts',
      turnRed: ['guard 8: writes no social security number in clear, and says so'],
    },
  },
  {
    name: 'slow-recovery-opens-three-options',
    about: 'A request that is overdue beside a protest date within 45 days opens file, protest, counsel.',
    removal: [
      {
        file: 'packages/domain/src/account/slow-recovery.ts',
        find: 'export const SLOW_RECOVERY_DAYS = 45;',
        replace: 'export const SLOW_RECOVERY_DAYS = 44;',
      },
    ],
    tests: {
      ...DOMAIN,
      file: 'src/account/recovery.test.ts',
      turnRed: [
        'A48, A49, A50: opens three options in this order: file, protest, counsel',
        'A48: needs both: a request that is overdue, and a protest date within 45 days that is still open',
        'A49: says whether we can file, and never promises it',
        'A50: names counsel by the amount that the firm set, on entries whose protest date has passed',
        'A51: says that an open protest keeps the entry out of CAPE',
        'A53: authority and a near date at once',
      ],
    },
  },
];
