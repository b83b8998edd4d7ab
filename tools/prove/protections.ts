import type { Protection } from './protection.ts';

const SCHEMA = 'prisma/migrations/20261122130000_create_everything/migration.sql';
const ROWS_OF_FIRMS = { folder: 'packages/db', file: 'src/tenancy-rows.test.ts' };
const CATALOGUE = { folder: 'packages/db', file: 'src/tenancy-catalogue.test.ts' };
const IMPORT_FAULTS = { folder: 'packages/operations', file: 'src/imports/read-report.faults.test.ts' };
const IMPORT_RULES = { folder: 'packages/operations', file: 'src/imports/read-report.rules.test.ts' };
const IMPORT_DIFF = { folder: 'packages/operations', file: 'src/imports/import-diff.test.ts' };
const UNDO = { folder: 'packages/operations', file: 'src/imports/undo-import.test.ts' };
const SWEEP = { folder: 'packages/operations', file: 'src/alerts/sweep-organization.test.ts' };

/** What `npm run prove` takes out. CONTRIBUTING.md says how to add one. */
export const PROTECTIONS: readonly Protection[] = [
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
    removal: [{ file: SCHEMA, find: 'alter table entry force row level security;\n', replace: '' }],
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
    name: 'same-bytes-are-one-import',
    about: 'A unique key makes one import of the same report sent twice, also at the same moment.',
    removal: [
      {
        file: SCHEMA,
        find: 'create unique index report_import_living_sha256_key',
        replace: 'create index report_import_living_sha256_key',
      },
      {
        file: 'packages/db/src/imports/report-imports.ts',
        find: `on conflict (organization_id, sha256) where status not in ('undone', 'failed') do nothing`,
        replace: 'on conflict do nothing',
      },
    ],
    tests: {
      ...IMPORT_FAULTS,
      turnRed: ['answers the same bytes with the living import, also when both arrive at once'],
    },
  },
  {
    name: 'late-commit-is-fenced',
    about: 'A worker that lost its lease cannot commit what another has committed meanwhile.',
    removal: [
      {
        file: 'packages/db/src/imports/import-lease.ts',
        find: `where organization_id = $1 and id = $2 and lease_token = $3
      returning id`,
        replace: `where organization_id = $1 and id = $2 and $3::text is not null
      returning id`,
      },
    ],
    tests: {
      ...IMPORT_FAULTS,
      turnRed: ['lets a second worker in only after the lease has lapsed, and fences the late commit of the first'],
    },
  },
  {
    name: 'bad-row-holds-its-entry-back',
    about: 'An entry with one unreadable row keeps no part of its lines and no sum of the others.',
    removal: [
      {
        file: 'packages/operations/src/imports/assemble-entries.ts',
        find: '    this.#current.problem ??= problem;\n',
        replace: '',
      },
    ],
    tests: {
      ...IMPORT_RULES,
      turnRed: [
        'keeps a new entry with a bad row whole as needs_data, without lines, and its clock runs',
        'leaves the facts of a known entry as they are and marks it',
      ],
    },
  },
  {
    name: 'later-date-is-a-proposal',
    about: 'A report that names a later liquidation date moves no clock until a person confirms it.',
    removal: [
      {
        file: 'packages/domain/src/liquidation/merge-liquidation.ts',
        find: `  return propose(known, { status: reported.status, date, reason: 'later_date' });`,
        replace: `  return { next: { ...settled, status: reported.status, liquidatedOn: date }, changed: 'updated' };`,
      },
    ],
    tests: {
      ...IMPORT_RULES,
      turnRed: ['makes a later date a proposal with a warning, while the earlier rules'],
    },
  },
  {
    name: 'older-report-is-not-silent',
    about: 'An older report that gives an earlier liquidation date moves nothing, and somebody hears of it.',
    removal: [
      {
        file: 'packages/operations/src/imports/merge-report.ts',
        find: '  for (const found of await listOlderDates(tx, asOf, MOST_ISSUES)) issues.add(olderDate(layout, found));\n',
        replace: '',
      },
    ],
    tests: {
      ...IMPORT_RULES,
      turnRed: [
        'lets an older report overwrite nothing and fill only what is unknown',
        'says so when an older report calls liquidated what a newer one does not, and is silent when both agree',
      ],
    },
  },
  {
    name: 'lost-zeros-are-never-guessed',
    about: 'An entry number that lost its leading zeros is asked about, never completed to somebody’s entry.',
    removal: [
      {
        file: 'packages/domain/src/ace/read-es003-row.ts',
        find: 'const parsed = parseEntryNumber(text.slice(0, LONGEST_IDENTIFIER));',
        replace: `const parsed = parseEntryNumber(text.slice(0, LONGEST_IDENTIFIER).padStart(ENTRY_NUMBER_LENGTH, '0'));`,
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/imports/read-report.layouts.test.ts',
      turnRed: ['leaves out the rows of an entry whose zeros are lost, asks about it, and reads the rest'],
    },
  },
  {
    name: 'undo-moves-no-clock-later',
    about:
      'Undoing an import that had moved a date earlier, or brought the first, lets that date rule until a person confirms.',
    removal: [
      {
        file: 'packages/domain/src/liquidation/restore-liquidation.ts',
        find: '  current !== null && (before === null || before > current);',
        replace: '  current !== null && current !== current && before === null;',
      },
    ],
    tests: {
      ...UNDO,
      turnRed: [
        'keeps a date that the import had moved earlier in force, and proposes the later one from before',
        'keeps the first liquidation that an import told of a known entry',
      ],
    },
  },
  {
    name: 'undo-withdraws-alarms-aloud',
    about: 'An alert whose deadline vanishes by an undo stays in the log as withdrawn, and the next digest says so.',
    removal: [
      {
        file: 'packages/db/src/alerts/withdraw-alerts.ts',
        find: 'and withdrawn_at is null',
        replace: 'and withdrawn_at is not null',
      },
    ],
    tests: {
      ...UNDO,
      turnRed: [
        'leaves the alert in the log as withdrawn, says so in the next digest once, and alerts anew when the entry comes back',
      ],
    },
  },
  {
    name: 'undo-waits-for-later-work',
    about: 'An import is not undone under a later import or a decision of a person that stands on it.',
    removal: [
      {
        file: 'packages/operations/src/imports/undo-import.ts',
        find: '  if (newest === undefined) return;\n',
        replace: '  if (newest === undefined || newest.message !== "") return;\n',
      },
    ],
    tests: {
      ...UNDO,
      turnRed: [
        'refuses while a later import speaks of the same entries, naming the newest first, and lets go in that order',
        'refuses while a person’s decision stands on it, and changes nothing',
      ],
    },
  },
  {
    name: 'gone-entry-is-marked',
    about: 'An entry that a newer report of its importer lacks keeps its clocks and is marked for a person to look at.',
    removal: [
      {
        file: 'packages/db/src/imports/entry-lists.ts',
        find: 'and e.gone_since is null`',
        replace: 'and e.gone_since is not null`',
      },
    ],
    tests: {
      ...IMPORT_DIFF,
      turnRed: ['is marked, keeps its clocks and its alarm, and loses the mark when a report has it again'],
    },
  },
  {
    name: 'no-report-stops-a-clock',
    about: 'A report that says "no longer liquidated" is a proposal too, and the known date rules.',
    removal: [
      {
        file: 'packages/domain/src/liquidation/merge-liquidation.ts',
        find: `    return propose(known, { status: reported.status, date: null, reason: 'no_longer_liquidated' });`,
        replace: `    return {
      next: { ...NOTHING_KNOWN, status: reported.status, scheduledOn: reported.scheduledOn },
      changed: 'updated',
    };`,
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/liquidation/merge-liquidation.test.ts',
      turnRed: [
        'no longer liquidated is a proposal and the date rules',
        'extended after liquidated is a proposal',
        'no longer liquidated is a proposal even without a date',
        'never moves a clock later or stops it, whatever reports come in whatever order',
      ],
    },
  },
  {
    name: 'safe-day-is-never-late',
    about: 'A period that ends on a closed day is worked to the open day before, never to the one after.',
    removal: [
      {
        file: 'packages/domain/src/calendar/business-days.ts',
        find: 'while (isClosedEpochDay(day, extraClosures)) day -= 1;',
        // Without the firm's own closures, or the test of those turns red on some of its random days only.
        replace: 'while (isClosedEpochDay(day)) day += 1;',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/deadlines/compute-deadlines.test.ts',
      turnRed: [
        'counts 80, 90 and 180 days and says how',
        'protest of a liquidation on 2026-01-05: last day 2026-07-04, safe day 2026-07-02, practice roll 2026-07-06',
        'protest of a liquidation on 2026-01-06: last day 2026-07-05, safe day 2026-07-02, practice roll 2026-07-06',
        'protest of a liquidation on 2025-06-27: last day 2025-12-24, safe day 2025-12-23, practice roll null',
        'takes the margin of the firm, and refuses a margin that is no whole number of days from 0 to 40',
        'never puts the safe day after the last day, the file-by after the safe day, or either on a closed day',
      ],
    },
  },
  {
    name: 'observed-holiday-closes',
    about: 'A holiday on a Saturday closes the Friday before as well, and pulls safe days earlier.',
    removal: [
      {
        file: 'packages/domain/src/calendar/holidays.ts',
        find: '? statutoryHolidayName(epochDay + 1, 6)',
        replace: '? null',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/calendar/business-days.test.ts',
      turnRed: [
        'steps back over a holiday, a closure and a weekend in one go',
        "steps back over the firm's own closures",
      ],
    },
  },
  {
    name: 'no-duty-is-still-told',
    about: 'A date whose entries show no IEEPA duty is alerted like any other: no unverified rule leaves one out.',
    removal: [
      {
        file: 'packages/db/src/alerts/insert-due-alerts.ts',
        find: '     and d.entry_count > 0\n',
        replace: '     and d.entry_count > 0 and d.ieepa_duty_cents > 0\n',
      },
    ],
    tests: { ...SWEEP, turnRed: ['tells of a date without IEEPA duty as of any other'] },
  },
  {
    name: 'alert-is-never-repeated',
    about: 'A deadline that was alerted at a tier is not alerted again at that tier or a wider one.',
    removal: [
      {
        file: 'packages/db/src/alerts/insert-due-alerts.ts',
        find: 'and a.deadline_id = due.id and a.tier <= due.tier and',
        replace: 'and a.deadline_id = due.id and a.tier = due.tier and',
      },
    ],
    tests: {
      ...SWEEP,
      turnRed: ['tells nothing twice and misses nothing when the clock goes back and then forward'],
    },
  },
  {
    name: 'rehearsal-stays-here',
    about: 'With a fixed business date no mail leaves for a server on another machine.',
    removal: [
      {
        file: 'packages/operations/src/mail/deliver-mail.ts',
        find: 'if (mail.isRehearsal)',
        replace: 'if (false)',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/mail/deliver-mail.test.ts',
      turnRed: ['never lets the sample firm or a rehearsal mail beyond this machine'],
    },
  },
  {
    name: 'rehearsal-refuses-other-servers',
    about: 'With a fixed business date nothing starts that could mail beyond this machine.',
    removal: [
      {
        file: 'packages/runtime/src/config/config.ts',
        find: 'if (today !== undefined && !isLoopbackHost(new URL(smtpUrl).hostname))',
        replace: 'if (false)',
      },
    ],
    tests: {
      folder: 'packages/runtime',
      file: 'src/config/config.test.ts',
      turnRed: ['refuses to mail off the machine while the business date is fixed'],
    },
  },
  {
    name: 'rehearsal-marks-every-export',
    about: 'With a fixed business date every answer and every file says so.',
    removal: [{ file: 'apps/api/src/plugins/rehearsal.ts', find: 'if (date === null) return;', replace: 'return;' }],
    tests: {
      folder: 'apps/api',
      file: 'src/plugins/rehearsal.test.ts',
      turnRed: ['marks every answer, also of what is not there, and the name of every file'],
    },
  },
  {
    name: 'rehearsal-marks-every-digest',
    about: 'With a fixed business date every digest says so in its subject and its parts.',
    removal: [
      {
        file: 'packages/operations/src/alerts/compose-digest.ts',
        find: 'isRehearsal: mail.isRehearsal,',
        replace: 'isRehearsal: false,',
      },
    ],
    tests: { ...SWEEP, turnRed: ['waits for the firm’s hour, and does not wait in a rehearsal'] },
  },
  {
    name: 'rehearsal-shows-a-banner',
    about: 'With a fixed business date every screen and every printed page says so.',
    removal: [{ file: 'apps/web/src/app/banners.tsx', find: '{me.rehearsal ? (', replace: '{false ? (' }],
    tests: {
      folder: 'apps/web',
      file: 'src/app/banners.test.tsx',
      turnRed: ['names the rehearsal date and the sample, on paper too'],
    },
  },
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
    name: 'unverified-rule-excludes-nothing',
    about: 'A rule whose text nobody read may alarm or ask for data; it never says that something is not needed.',
    removal: [
      {
        file: 'packages/domain/src/rules/excluded-by.ts',
        find: 'if (rule.verified && excludes(rule)) return rule;',
        replace: 'if (excludes(rule)) return rule;',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/rules/excluded-by.test.ts',
      turnRed: [
        'excludes nothing, whatever it says and whatever stands beside it',
        'refuses no entry type, on no date',
        'takes no clock away: what runs by the verified rules alone runs beside any others',
        'leaves no entry out because it shows no duty on headings that no official list confirms',
      ],
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
