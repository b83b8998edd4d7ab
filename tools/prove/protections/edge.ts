import type { Protection } from '../protection.ts';

/** What the outside may send and see. */
export const EDGE: readonly Protection[] = [
  {
    name: 'cookie-alone-changes-nothing',
    about: 'A change with a session needs a header that a form of another site cannot send.',
    removal: [
      {
        file: 'apps/api/src/plugins/csrf.ts',
        find: `request.headers['x-capeline-csrf'] !== '1'`,
        replace: 'false',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/plugins/edge.test.ts',
      turnRed: ['refuses a change with the cookie alone'],
    },
  },
  {
    name: 'numbers-of-persons-are-masked',
    about: 'Importer numbers, social security numbers among them, are in clear only for those who may read them.',
    removal: [
      {
        file: 'packages/operations/src/board/describe-client.ts',
        find: 'reader.mayReadNumbers ? row.number : null',
        replace: 'row.number',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/clients/routes.test.ts',
      turnRed: ['finds and shows numbers of persons only for those who may read them'],
    },
  },
];
