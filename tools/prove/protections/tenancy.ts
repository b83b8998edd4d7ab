import type { Protection } from '../protection.ts';

const SCHEMA = 'prisma/migrations/20261122130000_create_everything/migration.sql';
/** The last migration that lifts the force of `entry` for itself and sets it again: only there can it be left out. */
const LAST_TO_FORCE = 'prisma/migrations/20261123133000_count_every_entry_as_unknown/migration.sql';
const ROWS_OF_FIRMS = { folder: 'packages/db', file: 'src/tenancy-rows.test.ts' };
const CATALOGUE = { folder: 'packages/db', file: 'src/tenancy-catalogue.test.ts' };

/** What keeps the rows of a firm its own, and its history as it was. */
export const TENANCY: readonly Protection[] = [
  {
    name: 'rows-of-one-firm',
    about: 'The policy of row-level security keeps the clients of one firm from every other.',
    removal: [
      {
        file: SCHEMA,
        find: `create policy client_of_firm on client to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);`,
        replace: 'create policy client_of_firm on client to capeline_app using (true);',
      },
    ],
    tests: {
      ...ROWS_OF_FIRMS,
      turnRed: [
        'are there with the own setting, and only the own ones',
        'are not there without a setting, with an empty one or with the wrong one',
        'cannot be inserted for another firm, nor without a setting',
        'cannot be deleted or changed by another firm where the role may delete or change at all',
        'cannot be reached through a setting that is no id',
        'are gone with the end of the transaction, after a commit and after a failure',
      ],
    },
  },
  {
    name: 'policies-bind-the-owner',
    about: 'Row-level security is forced, so that even the owner of the tables sees no row by accident.',
    removal: [{ file: LAST_TO_FORCE, find: 'alter table entry force row level security;\n', replace: '' }],
    tests: { ...ROWS_OF_FIRMS, turnRed: ['hide from the owner too, so that a data migration must say what it does'] },
  },
  {
    name: 'history-is-append-only',
    about: 'The application role may neither change nor delete an event of the audit trail.',
    removal: [
      {
        file: SCHEMA,
        find: 'grant select, insert on audit_event to capeline_app;',
        replace: 'grant select, insert, update, delete on audit_event to capeline_app;',
      },
    ],
    tests: { ...CATALOGUE, turnRed: ['lets the application role add to history and never change it'] },
  },
  {
    name: 'ids-of-one-firm',
    about:
      'Policy and query each keep a saved view of one firm from a person of another who knows its id; without both he has it.',
    removal: [
      {
        file: 'prisma/migrations/20261123150000_save_views/migration.sql',
        find: `create policy saved_view_of_firm on saved_view to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);`,
        replace: 'create policy saved_view_of_firm on saved_view to capeline_app using (true);',
      },
      {
        file: 'packages/db/src/saved-views/saved-views.ts',
        find: 'where organization_id = $1 and id = $2 and (user_id',
        replace: 'where $1::uuid is not null and id = $2 and (user_id',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/crossing.test.ts',
      turnRed: ['is answered like one that nobody has, at every place of every route, and changes nothing there'],
    },
  },
  {
    name: 'answers-of-one-firm',
    about:
      'Policy and query each keep the mails of another firm out of the delivery log; without both they stand in it.',
    removal: [
      {
        file: SCHEMA,
        find: `create policy mail_message_of_firm on mail_message to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);`,
        replace: 'create policy mail_message_of_firm on mail_message to capeline_app using (true);',
      },
      {
        file: 'packages/db/src/mail/list-mails.ts',
        find: `      where m.organization_id = $1
`,
        replace: `      where $1::uuid is not null
`,
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/every-route/canaries.test.ts',
      turnRed: ['changes no answer to another firm, to people as to keys', 'does not come with a cursor of that firm'],
    },
  },
  {
    name: 'messages-of-one-firm',
    about: 'A message is worked on for the firm whose row it is, whatever firm its payload names.',
    removal: [
      {
        file: 'apps/worker/src/relay.ts',
        find: 'payload: { ...message.payload, organizationId: message.organizationId },',
        replace: 'payload: message.payload,',
      },
    ],
    tests: {
      folder: 'apps/worker',
      file: 'src/forged-messages.test.ts',
      turnRed: [
        'moves nothing there, through the outbox or straight into the queue, on postgres',
        'moves nothing there, through the outbox or straight into the queue, on redis',
      ],
    },
  },
];
