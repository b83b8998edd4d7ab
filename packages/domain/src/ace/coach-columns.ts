import { ES003_COLUMNS, type Es003ColumnName } from './es003-columns.ts';

/** Columns that a report lacks: what to add in ACE, why, and what stays unknown until a report has them. */
export interface ColumnAdvice {
  /** Header texts as ACE's list of columns writes them. */
  readonly add: readonly string[];
  readonly why: string;
  readonly unknownUntilThen: string;
}

interface Lesson {
  readonly columns: readonly Es003ColumnName[];
  readonly why: string;
  readonly unknownUntilThen: string;
}

/** In the order of what hurts most. ACE's default layout of ES-003 has none of the first two. */
const LESSONS: readonly Lesson[] = [
  {
    columns: ['liquidationDate', 'liquidationStatus'],
    why: 'Every clock starts at the liquidation. A date alone may be a scheduled one, so it takes both columns.',
    unknownUntilThen:
      'Liquidation stays unknown, and no CAPE window and no protest date can be computed from this report.',
  },
  {
    columns: ['reconciliation'],
    why: 'An entry flagged for reconciliation may have to be reconciled before CAPE takes it.',
    unknownUntilThen: 'It is unknown which entries are flagged.',
  },
  {
    columns: ['protestNumber'],
    why: 'A protest on file ends the protest clock of its entry.',
    unknownUntilThen: 'Entries that are protested already still count as open until you say otherwise.',
  },
  {
    columns: ['entryType'],
    why: 'CAPE refuses some entry types.',
    unknownUntilThen: 'Types that CAPE refuses cannot be told apart.',
  },
  {
    columns: ['entryDate'],
    why: 'Liquidation usually follows the entry date by a known time.',
    unknownUntilThen: 'No liquidation can be estimated for entries that are still open.',
  },
  {
    columns: ['importerName'],
    why: 'New clients get their names from it.',
    unknownUntilThen: 'New clients are named by their importer number until you name them.',
  },
  {
    columns: ['lineNumber', 'ordinal'],
    why: 'They tell one tariff row of an entry from another.',
    unknownUntilThen: 'A row that stands twice in the report cannot be told, and its duty counts twice.',
  },
];

/** What to add to the report in ACE, most urgent first; empty when nothing useful is missing. */
export function adviseColumns(missing: ReadonlySet<string>): ColumnAdvice[] {
  return LESSONS.flatMap(({ columns, why, unknownUntilThen }) => {
    const add = columns.filter((name) => missing.has(name)).map((name) => ES003_COLUMNS[name].header);
    return add.length === 0 ? [] : [{ add, why, unknownUntilThen }];
  });
}
