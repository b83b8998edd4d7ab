import type { Protection } from '../protection.ts';

const ROUTES = { folder: 'apps/api', file: 'src/features/account-facts/routes.test.ts' };
const FOLLOW = { folder: 'packages/operations', file: 'src/account/follow-facts.test.ts' };
const REGROUP = { folder: 'packages/operations', file: 'src/clients/regroup.test.ts' };

/** What is known of an account, and what follows from it. */
export const FACTS: readonly Protection[] = [
  {
    name: 'older-fact-is-refused',
    about: 'What was known before what stands never takes its place.',
    removal: [
      {
        file: 'packages/operations/src/account/refuse-fact.ts',
        find: 'if (known === null || known.asOf <= asOf) return;',
        replace: 'return;',
      },
    ],
    tests: {
      ...ROUTES,
      turnRed: ['refuses an older day than the one that stands, and says how to record it all the same'],
    },
  },
  {
    name: 'facts-outrank-a-better-word',
    about: 'Where facts decide a check nobody ticks it better than they say.',
    removal: [
      {
        file: 'packages/operations/src/checks/beside-facts.ts',
        find: "throw refuse(derived, '/status');",
        replace: "return 'attest';",
      },
    ],
    tests: {
      ...ROUTES,
      turnRed: ['refuses a better status with what they say and how to change it, and stores nothing'],
    },
  },
  {
    name: 'undecided-is-unknown',
    about: 'Where facts stop deciding a check it is unknown, never an older tick.',
    removal: [
      {
        file: 'packages/operations/src/account/follow-facts.ts',
        find: "return { ...row, ...undecided, status: 'unknown', verifiedOn: null, expiresOn: null };",
        replace: 'return { ...row, ...undecided };',
      },
    ],
    tests: { ...FOLLOW, turnRed: ['is unknown once nothing decides it any more, never an older tick'] },
  },
  {
    name: 'merge-betters-no-check',
    about: 'No fact makes a check of two merged clients better than it was for either.',
    removal: [
      {
        file: 'packages/operations/src/account/follow-facts.ts',
        find: "const staysWorse = mode === 'merged' && isWorseStatus(row, derived, today);",
        replace: 'const staysWorse = false;',
      },
    ],
    tests: { ...REGROUP, turnRed: ['makes no check better than it was for either client'] },
  },
  {
    name: 'secrets-in-facts-are-refused',
    about: 'No password and no bank number is kept in any text of a fact.',
    removal: [
      {
        file: 'packages/operations/src/account/refuse-fact.ts',
        find: "  refuseSecrets({ ...Object.fromEntries(textsOf(request.value, '/value')), '/note': request.note });\n",
        replace: '',
      },
    ],
    tests: {
      ...ROUTES,
      turnRed: [
        'refuses a password in the note and stores nothing',
        'refuses a bank number in a name and stores nothing',
        'refuses a bank number in a list and stores nothing',
      ],
    },
  },
];
