import type { Protection } from '../protection.ts';

const SCHEMA = 'prisma/migrations/20261122130000_create_everything/migration.sql';
const IMPORT_FAULTS = { folder: 'packages/operations', file: 'src/imports/read-report.faults.test.ts' };
const IMPORT_LINES = { folder: 'packages/operations', file: 'src/imports/read-report.lines.test.ts' };
const IMPORT_REPEATED = { folder: 'packages/operations', file: 'src/imports/read-report.repeated.test.ts' };
const IMPORT_RULES = { folder: 'packages/operations', file: 'src/imports/read-report.rules.test.ts' };
const IMPORT_DIFF = { folder: 'packages/operations', file: 'src/imports/import-diff.test.ts' };

/** What a report may change, and when. */
export const IMPORTS: readonly Protection[] = [
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
    tests: { ...IMPORT_LINES, turnRed: ['can neither end nor take over what its successor holds'] },
  },
  {
    name: 'silent-worker-is-ended',
    about:
      'A worker takes over an import by ending the transaction of the one that fell silent, whose locks and rows would hold it up.',
    removal: [
      {
        file: 'packages/db/src/imports/import-lease.ts',
        find: 'select pg_terminate_backend(l.pid) from pg_locks l',
        replace: 'select l.pid from pg_locks l',
      },
    ],
    tests: { ...IMPORT_LINES, turnRed: ['holds up no successor, neither by its locks nor by the rows that it wrote'] },
  },
  {
    name: 'unwanted-lines-are-taken-back',
    about:
      'Lines that were written while the report was read go again when the merge finds that their entry wants none.',
    removal: [
      {
        file: 'packages/operations/src/imports/merge-report.ts',
        find: '  if (hasWrittenLines) await removeUnwantedLines(tx, importId);\n',
        replace: '',
      },
    ],
    tests: {
      ...IMPORT_LINES,
      turnRed: ['are taken back where another import made the entry known meanwhile, with the same lines'],
    },
  },
  {
    name: 'meaning-of-rows-has-a-version',
    about:
      'Code that understands a row differently is noticed until READING_VERSION is raised, so that no entry keeps the old meaning.',
    removal: [
      {
        file: 'packages/domain/src/ace/hts.ts',
        find: `return digits.startsWith('990301') || digits.startsWith('990302');`,
        replace: `return digits.startsWith('990301') || digits.startsWith('990302') || digits.startsWith('990303');`,
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/imports/reading-version.test.ts',
      turnRed: ['the rows of the corpus mean what they meant when READING_VERSION was raised last'],
    },
  },
  {
    name: 'changed-entry-forgets-its-rows',
    about: 'An entry of which somebody changed a fact no longer counts as standing by the rows of its last report.',
    removal: [
      {
        file: 'prisma/migrations/20261124200000_know_repeated_entries/migration.sql',
        find: '  new.rows_hash := null;\n',
        replace: '',
      },
    ],
    tests: {
      ...IMPORT_REPEATED,
      // The test of random weeks may notice too, or not.
      only: 'when an',
      turnRed: [
        'stands for itself no more when anybody changes a fact of the entry',
        'is read again in full when an entry that it passed over changes before the merge',
      ],
    },
  },
  {
    name: 'passed-over-entry-is-confirmed',
    about: 'An entry that was passed over and changed before the merge makes the report be read again in full.',
    removal: [
      {
        file: 'packages/db/src/imports/standing-entries.ts',
        find: '  if (counted?.standing !== counted?.confirmed) throw new EntriesMovedError();\n',
        replace: '',
      },
    ],
    tests: {
      ...IMPORT_REPEATED,
      only: 'is read again in full',
      turnRed: ['is read again in full when an entry that it passed over changes before the merge'],
    },
  },
  {
    name: 'issues-are-told-again',
    about: 'An entry with an issue is never passed over, so that every report tells it.',
    removal: [
      {
        file: 'packages/operations/src/imports/stage-rows.ts',
        find: '    if (hasIssue) this.#entries.forgetRows();\n',
        replace: '',
      },
    ],
    tests: { ...IMPORT_REPEATED, turnRed: ['is passed over only where no row of the entry has an issue'] },
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
    name: 'cut-row-holds-its-entry-back',
    about: 'A row in the middle of which the file ends is no whole row, however well what is left of it reads.',
    removal: [
      {
        file: 'packages/domain/src/ace/read-es003-row.ts',
        find: 'return row.endsFile === true && row.cells.length < (widestBefore || layout.headers.length);',
        replace: 'return row.endsFile === true && row.cells.length < Math.min(0, widestBefore, layout.headers.length);',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/ace/read-es003-row.test.ts',
      turnRed: ['was cut off when cells are missing and no line end follows'],
    },
  },
  {
    name: 'rows-of-a-workbook-stand-in-order',
    about:
      'A row number that is doubled, beyond a sheet or no number at all leads to an answer, never to a wrong place.',
    removal: [
      {
        file: 'packages/tabular/src/xlsx/sheet-rows.ts',
        find: 'if (!Number.isInteger(row) || row <= this.#row || row > LAST_ROW) {',
        replace: 'if (row === LAST_ROW + 2) {',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/imports/hostile-files.test.ts',
      turnRed: [
        'with rows out of order has its one answer',
        'with a row beyond the last row has its one answer',
        'with a row number beyond all integers has its one answer',
      ],
    },
  },
  {
    name: 'checksums-of-a-workbook-fit',
    about: 'A bit that flipped on a disk or on the way is another amount; the ZIP’s checksums tell.',
    removal: [
      {
        file: 'packages/tabular/src/xlsx/zip-archive.ts',
        find: 'if (sum !== entry.crc32)',
        replace: 'if (sum === -1)',
      },
    ],
    tests: {
      folder: 'packages/tabular',
      file: 'src/open-table.test.ts',
      turnRed: ['answers a flipped bit as damaged'],
    },
  },
  {
    name: 'stray-quotes-swallow-no-rows',
    about:
      'A quotation mark in the middle of a cell is an error: where one is lost, rows of other entries vanish in a cell.',
    removal: [
      {
        file: 'packages/tabular/src/csv/split-records.ts',
        find: `if (value.includes('"')) throw this.#strayQuote(cells.length);`,
        replace: '',
      },
    ],
    tests: {
      folder: 'packages/tabular',
      file: 'src/open-table.test.ts',
      turnRed: ['answers a quotation mark inside a cell with its place and a cure'],
    },
  },
  {
    name: 'endless-uploads-are-refused',
    about: 'An upload that tells no length is measured while it comes, and refused as soon as it is beyond the limit.',
    removal: [
      {
        file: 'apps/api/src/uploads/spool.ts',
        find: 'if (sizeBytes > spool.maxBytes) return done(tooLarge(spool));',
        replace: '',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/imports/hostile-uploads.test.ts',
      turnRed: ['that tells no length and goes beyond the limit is answered 413 before its end, and keeps no file'],
    },
  },
  {
    name: 'issues-show-no-number-of-a-person',
    about:
      'In a row that moved by a cell a social security number stands under dates and names; issues mask it there too.',
    removal: [
      {
        file: 'packages/domain/src/ace/shown-text.ts',
        find: `.replace(SSN_ANYWHERE, '•••-••-')`,
        replace: '',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/ace/shown-text.test.ts',
      turnRed: ['shows of a social security number its last four digits, wherever it stands'],
    },
  },
];
