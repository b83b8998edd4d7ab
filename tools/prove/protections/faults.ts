import type { Protection } from '../protection.ts';

const AT_ONCE = { folder: 'tests/faults', file: 'imports-at-once.test.ts' };
const WORKERS = { folder: 'tests/faults', file: 'workers.test.ts' };
const POSTGRES = { folder: 'tests/faults', file: 'postgres.test.ts' };
const REDIS = { folder: 'tests/faults', file: 'redis.test.ts' };

/** What holds while something is killed, hangs or is away; shown on whole systems, one test each. */
export const FAULTS: readonly Protection[] = [
  {
    name: 'one-reader-an-import',
    about: 'A job that is delivered again while the first delivery still works finds the import in other hands.',
    removal: [
      {
        file: 'packages/db/src/imports/import-lease.ts',
        find: 'and (lease_until is null or lease_until <= $6)',
        replace: 'and $6::timestamptz is not null',
      },
    ],
    tests: {
      ...WORKERS,
      only: 'queue on PostgreSQL do a job once',
      turnRed: ['do a job once that is delivered many times at once'],
    },
  },
  {
    name: 'silent-transaction-ends',
    about: 'A worker that is frozen or cut off does not hold its firm’s lock for longer than a minute.',
    removal: [
      {
        file: 'packages/db/src/database/pool.ts',
        find: 'idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,',
        replace: '',
      },
    ],
    tests: {
      folder: 'packages/db',
      file: 'src/database.test.ts',
      turnRed: ['ends when its program is silent for a minute, and lets go of its locks'],
    },
  },
  {
    name: 'merges-take-turns',
    about: 'Overlapping reports that arrive at once are merged one after the other.',
    removal: [
      {
        file: 'packages/operations/src/imports/merge-report.ts',
        find: '  await lockEntryFacts(tx);\n',
        replace: '',
      },
    ],
    tests: {
      ...AT_ONCE,
      only: 'queue on PostgreSQL end as one of their serial orders',
      turnRed: ['end as one of their serial orders when they overlap: each entry says what its newest report says'],
    },
  },
  {
    name: 'rows-are-streamed',
    about: 'A report is read row by row and never collected: memory does not grow with the file.',
    removal: [
      {
        file: 'packages/operations/src/imports/stage-rows.ts',
        find: '    for await (const rows of table.batches()) {',
        replace: `    const all: TableRow[] = [];
    for await (const rows of table.batches()) for (const row of rows) all.push(row);
    for (const rows of [all]) {`,
      },
    ],
    tests: {
      folder: 'tests/faults',
      file: 'import-memory.test.ts',
      turnRed: ['takes hardly more memory than a small one, in worker and API, in whatever order its rows come'],
    },
  },
  {
    name: 'imports-without-a-queue',
    about: 'While the queue is away the watchdog reads what was sent in.',
    removal: [
      {
        file: 'apps/worker/src/worker.ts',
        find: '(signal) => watchImports(context, signal)',
        replace: 'async (signal) => void (await Promise.resolve([watchImports, signal]))',
      },
    ],
    tests: {
      ...REDIS,
      only: 'that is killed: writes go on',
      turnRed: ['that is killed: writes go on, the watchdog does the work, and the queue does it again afterwards'],
    },
  },
  {
    name: 'deadlock-is-run-again',
    about: 'A change that lost a deadlock is made again instead of being refused.',
    removal: [
      {
        file: 'apps/api/src/tenant.ts',
        find: ': withRetry(() => database.withTenantPg(principal.organizationId, work));',
        replace: ': withRetry(() => database.withTenantPg(principal.organizationId, work), { attempts: 1 });',
      },
    ],
    tests: {
      ...POSTGRES,
      only: 'at the cost of a request',
      turnRed: ['that ends a deadlock at the cost of a request: it is done again, unseen'],
    },
  },
  {
    name: 'lost-commit-is-told',
    about: 'Who loses the database during the commit is not told that nothing was changed.',
    removal: [
      {
        file: 'packages/db/src/database/errors.ts',
        find: 'new DatabaseUnavailableError(error, isCommitting)',
        replace: 'new DatabaseUnavailableError(error, isCommitting && false)',
      },
    ],
    tests: {
      ...POSTGRES,
      only: 'killed during a commit',
      turnRed: [
        'killed during a commit: who waited is not told that nothing was changed, and the import is committed once',
      ],
    },
  },
  {
    name: 'silent-database-is-given-up',
    about: 'A database that is there and answers nobody keeps people waiting for seconds, not for ever.',
    removal: [{ file: 'apps/api/src/main.ts', find: ', silence: DATABASE_SILENCE });', replace: ' });' }],
    tests: {
      ...POSTGRES,
      only: 'queue on PostgreSQL that hangs',
      turnRed: ['that hangs and answers nobody: 503 within seconds to all who wait, and all goes on when it wakes'],
    },
  },
  {
    name: 'outage-is-not-a-fault-of-ours',
    about: 'A database that is away is answered with 503 and when to come back, not with 500.',
    removal: [
      {
        file: 'packages/db/src/database/errors.ts',
        find: 'return isUnavailable(error) ?',
        replace: 'return isUnavailable(error) && false ?',
      },
    ],
    tests: {
      ...POSTGRES,
      only: 'queue on PostgreSQL that ends by SIGINT',
      turnRed: [
        'that ends by SIGINT and comes back: 503 meanwhile, nothing acknowledged is lost, and all goes on by itself',
      ],
    },
  },
];
