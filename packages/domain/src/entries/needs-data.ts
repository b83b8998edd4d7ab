import { ROW_ISSUES, type RowIssueCode } from '../ace/row-issue.ts';
import type { LiquidationGap } from '../liquidation/report-status.ts';

/** Why an entry cannot be relied on yet, in plain words. */
export interface DataNeed {
  /** For a list: a few words. */
  readonly short: string;
  readonly what: string;
  readonly cure: string;
}

/** Codes that the reading of a whole entry gives, beside those of single cells. */
type EntryGap = LiquidationGap | 'entry.rows_disagree' | 'entry.row_unreadable';

const NEEDS: Record<EntryGap, DataNeed> = {
  'liquidation.date_missing': {
    short: 'no liquidation date',
    what: 'The report says that it is liquidated and gives no date, so no clock can be counted.',
    cure: 'Load a report with Liquidation Date, or enter the date by hand.',
  },
  'liquidation.status_missing': {
    short: 'no liquidation status',
    what: 'No report says whether it is liquidated.',
    cure: 'Load a report with Liquidation Status and Liquidation Date, or enter both by hand.',
  },
  'liquidation.past_date_without_status': {
    short: 'date without a status',
    what: 'The report shows a past date and does not say that it was a liquidation.',
    cure: 'Load a report with Liquidation Status, or enter the status by hand.',
  },
  'entry.rows_disagree': {
    short: 'rows disagree',
    what: 'Its rows in the report say different things of the same entry.',
    cure: 'Compare it with ACE, then load a corrected report or enter the facts by hand.',
  },
  'entry.row_unreadable': {
    short: 'a row not readable',
    what: 'A row of it could not be read, so none of its rows counts.',
    cure: 'The issues of the import name the row. Load a corrected report.',
  },
};

/** What an entry's `needsData` means and what ends it. A code that this version does not know still gets a sentence, never its name. */
export function describeDataNeed(code: string): DataNeed {
  if (Object.hasOwn(NEEDS, code)) return NEEDS[code as EntryGap];
  const unreadable = NEEDS['entry.row_unreadable'];
  if (!Object.hasOwn(ROW_ISSUES, code)) return unreadable;
  const { message, cure } = ROW_ISSUES[code as RowIssueCode];
  return { short: unreadable.short, what: `A row of it could not be read. ${message}`, cure };
}
