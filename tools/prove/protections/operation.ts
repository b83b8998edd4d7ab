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
];
