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
  {
    name: 'every-change-needs-the-header',
    about: 'Not one route that changes something takes a session without the header, or a page of another site.',
    removal: [
      { file: 'apps/api/src/plugins/csrf.ts', find: `if (SAFE_METHODS.has(request.method) ||`, replace: 'if (true ||' },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/doors.test.ts',
      turnRed: [
        'refuses a session without the header that no form can send',
        'refuses a page of another site, with a session and without',
      ],
    },
  },
  {
    name: 'cookie-out-of-reach-of-scripts',
    about: 'No script of a page can read the session.',
    removal: [
      {
        file: 'apps/api/src/credentials.ts',
        find: `  reply.setCookie(cookieName(request, options.appUrl), options.token, {
    path: '/',
    httpOnly: true,`,
        replace: `  reply.setCookie(cookieName(request, options.appUrl), options.token, {
    path: '/',`,
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/doors.test.ts',
      turnRed: ['give the session to no script, no other site and, with TLS, to no plain line'],
    },
  },
  {
    name: 'bodies-have-no-unknown-field',
    about: 'A body with a field that the server decides is refused, not read around.',
    removal: [
      {
        file: 'packages/contracts/src/clients.ts',
        find: 'export const UpdateClientRequest = z.strictObject({',
        replace: 'export const UpdateClientRequest = z.object({',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/bodies.test.ts',
      turnRed: [
        'is refused with fields that it does not have, at every depth, each named: nobody sets what the server decides',
      ],
    },
  },
  {
    name: 'uploads-have-no-unknown-field',
    about: 'An upload with a mistyped date is refused; it does not count as of today.',
    removal: [
      {
        file: 'packages/contracts/src/imports.ts',
        find: 'export const UploadFields = z.strictObject({',
        replace: 'export const UploadFields = z.object({',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/imports/routes.test.ts',
      turnRed: ['refuses a mistyped date and leaves nothing behind'],
    },
  },
  {
    name: 'cursors-are-read-before-they-are-used',
    about: 'A cursor that this product cannot have written never reaches the database.',
    removal: [
      {
        file: 'packages/operations/src/clients/cursor.ts',
        find: 'Math.abs(value as number) <= MOST_IN_FOUR_BYTES',
        replace: 'MOST_IN_FOUR_BYTES > 0',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/bodies.test.ts',
      turnRed: ['as a cursor are refused, or lead to an empty page'],
    },
  },
  {
    name: 'text-that-cannot-be-kept',
    about: 'Text that no column can hold is refused at the door instead of failing in the database.',
    removal: [{ file: 'apps/api/src/app.ts', find: '  await app.register(plainText);\n', replace: '' }],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/bodies.test.ts',
      turnRed: ['at every place of every route are an answer, never an accident'],
    },
  },
  {
    name: 'faults-keep-their-words-inside',
    about: 'What a driver says about a fault stays in the log.',
    removal: [
      {
        file: 'apps/api/src/plugins/errors.ts',
        find: `detail: 'The request could not be completed. Name the requestId when you report this.',`,
        replace: 'detail: String(error),',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/doors.test.ts',
      turnRed: ['is told to nobody outside: no word of the driver, the query or the data'],
    },
  },
  {
    name: 'cursor-belongs-to-its-order',
    about: 'A cursor of a list in another order is refused: followed, it would leave rows out without a word.',
    removal: [
      {
        file: 'packages/operations/src/deadlines/list-deadlines.ts',
        find: 'if (name !== sort || typeof id',
        replace: "if (name === '' || typeof id",
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/board/sorted-lists.test.ts',
      turnRed: [
        'refuses for deadlines a cursor of another order and an order that does not exist, instead of leaving rows out',
      ],
    },
  },
];
