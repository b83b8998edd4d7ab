import type { Protection } from '../protection.ts';

/** What the one who runs an installation relies on. */
export const OPERATION: readonly Protection[] = [
  {
    name: 'redis-that-evicts-is-refused',
    about: 'A Redis that may throw jobs away is not worked with.',
    removal: [
      { file: 'packages/runtime/src/queue/redis-wiring.ts', find: 'await assertEvictionPolicy(redis);', replace: '' },
    ],
    tests: {
      folder: 'packages/runtime',
      file: 'src/queue/queue-backend.test.ts',
      turnRed: ['is refused when it may evict jobs'],
    },
  },
  {
    name: 'leaving-programs-are-waited-for',
    about:
      'A restore looks again before it says that others are connected: a program that has just ended is seen for a moment.',
    removal: [
      {
        file: 'packages/db/src/backup/restore-database.ts',
        find: 'const LEAVING_TENTHS = 20;',
        replace: 'const LEAVING_TENTHS = 0;',
      },
    ],
    tests: {
      folder: 'packages/db',
      file: 'src/backup/backup.test.ts',
      turnRed: ['waits for a program that is just leaving the database'],
    },
  },
  {
    name: 'changed-backup-is-refused',
    about: 'A backup whose rows are not those that were saved is not restored.',
    removal: [
      {
        file: 'packages/db/src/backup/read-archive.ts',
        find: 'if (seen.get(table) !== sha256)',
        replace: 'if (false)',
      },
    ],
    tests: {
      folder: 'packages/db',
      file: 'src/backup/backup.test.ts',
      turnRed: ['refuses an archive that was changed, cut or made by somebody else, and writes nothing'],
    },
  },
  {
    name: 'sample-that-was-worked-in-stays',
    about: 'A sample firm in which somebody worked is not made anew over his work.',
    removal: [
      {
        file: 'packages/operations/src/sample/load-sample-firm.ts',
        find: "if (await wasWorkedIn(database, sample, mark)) return 'kept';",
        replace: '',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/sample/renew-sample-firm.test.ts',
      turnRed: ['is left alone once somebody worked in it, and never comes back once somebody removed it'],
    },
  },
  {
    name: 'one-counts-for-all',
    about:
      'After a change the order of the board is read by one for all who ask at the same time, not by each of them at once.',
    removal: [
      {
        file: 'packages/operations/src/board/rank-cache.ts',
        find: 'known === null ? rankAll(tx, today) : Promise.resolve(known);',
        replace: 'Promise.resolve(known ?? (await rankAll(tx, today)));',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/board/rank-cache.test.ts',
      turnRed: ['is read by one for all who ask at the same time'],
    },
  },
  {
    name: 'connections-are-kept',
    about:
      'Connections without work are kept for minutes: a burst beside an import does not open ten new ones at once.',
    removal: [
      { file: 'packages/db/src/database/pool.ts', find: '    idleTimeoutMillis: KEPT_IDLE_MS,\n', replace: '' },
    ],
    tests: {
      folder: 'packages/db',
      file: 'src/database.test.ts',
      turnRed: [
        'are kept for minutes without work, so that a burst on a busy machine opens none, and let go in the end',
      ],
    },
  },
  {
    name: 'kept-numbers-are-not-old',
    about:
      'Board and list keep their numbers between two looks for exactly as long as no change of the firm stands in its trail.',
    removal: [
      {
        file: 'packages/db/src/board/find-rank-state.ts',
        find: "(select encode(hash, 'hex') from audit_head where organization_id = $1),",
        replace: "(select '' from audit_head where organization_id = $1),",
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/kept-numbers.test.ts',
      turnRed: ['are those that a process counts that has kept nothing, after each change of any kind in any order'],
    },
  },
];
