import { shownValue } from './shown-text.ts';

export type RowIssueSeverity = 'error' | 'warning';

/** What went wrong in one cell. Errors keep the row out and the whole entry as `needs_data`; warnings do not. */
export interface RowIssue {
  /** Row in the file as a person counts it; the header row is part of the count. */
  readonly row: number;
  /** Header text as it stands in the file; null when the file has no such column. */
  readonly column: string | null;
  readonly code: RowIssueCode;
  readonly severity: RowIssueSeverity;
  readonly message: string;
  readonly cure: string;
  /** The cell's text as `shownValue` gives it; all of it masked where it may be a person's number. */
  readonly value: string;
}

interface IssueText {
  readonly severity: RowIssueSeverity;
  readonly message: string;
  readonly cure: string;
}

const error = (message: string, cure: string): IssueText => ({ severity: 'error', message, cure });
const warning = (message: string, cure: string): IssueText => ({ severity: 'warning', message, cure });

const AS_TEXT = 'Export the report again, or format the column as text before you save the file.';
const US_DATE = 'Write the date as MM/DD/YYYY or YYYY-MM-DD, with four digits for the year.';
const IN_ACE = 'Compare it with ACE and correct the cell, or run the report again.';

/** Every issue that a row can have, with its words. Codes are public names: add freely, rename none. */
export const ROW_ISSUES = {
  'row.too_long': error(
    'The row has more cells than the header row, so its cells may have moved: an amount with a comma and no quotes does that.',
    'Export the report again. If you added a column yourself, give it a header.',
  ),
  'row.cut_off': error(
    'The file ends in the middle of this row, so it was cut off, and whole rows may be missing behind it.',
    'Download the report again. If it is complete, add a line end behind this row.',
  ),
  'entry_number.missing': error('The entry number is empty.', IN_ACE),
  'entry_number.scientific_notation': error(
    'The entry number was turned into scientific notation by a spreadsheet; digits are lost.',
    AS_TEXT,
  ),
  'entry_number.leading_zeros_lost': error(
    'The entry number has fewer than 11 characters; a spreadsheet probably took the leading zeros. It is not completed by guessing.',
    `Is it really this entry? Then write it in full. For the whole file: ${AS_TEXT.slice(0, 1).toLowerCase()}${AS_TEXT.slice(1)}`,
  ),
  'entry_number.legacy_format': error(
    'This is an entry number from before October 1986.',
    'Take the row out of the file.',
  ),
  'entry_number.format': error('The entry number is not 3 letters or digits, 7 digits and a check digit.', IN_ACE),
  'entry_number.check_digit': warning(
    'The check digit of the entry number does not fit. The entry is read, but check it before it goes into a CAPE file.',
    IN_ACE,
  ),
  'entry_type.format': warning('The entry type is not two digits; it is taken as unknown.', IN_ACE),
  'importer_number.missing': error('The importer number is empty.', IN_ACE),
  'importer_number.ambiguous': error(
    'The importer number is digits only and could be an EIN or another number.',
    'Write it with its hyphens, as in 12-3456789AB, 123-45-6789 or 123456-12345.',
  ),
  'importer_number.format': error(
    'The importer number has none of the three forms that CBP uses.',
    'Write it as 12-3456789AB, 123-45-6789 or 123456-12345.',
  ),
  'importer_number.suffix': warning(
    'The suffix of the importer number has a letter (O, I or Z) that CBP does not use.',
    IN_ACE,
  ),
  'hts.missing': error('The HTS number is empty, so it is unknown whether the duty is IEEPA duty.', IN_ACE),
  'hts.format': error('The HTS number is not 4 to 10 digits, with or without dots.', AS_TEXT),
  'date.no_such_day': error('There is no such day in the calendar.', US_DATE),
  'date.two_digit_year': error('The year has two digits only.', US_DATE),
  'date.out_of_range': error('The year lies outside 1986 to 2099.', US_DATE),
  'date.serial_number': warning(
    'The column holds spreadsheet day numbers instead of dates; they are read as dates.',
    'Compare one of them with ACE. Formatted as dates, the column needs no such reading.',
  ),
  'date.unreadable': error('The date cannot be read.', US_DATE),
  'money.missing': error('The duty amount of an IEEPA heading is empty.', IN_ACE),
  'money.unreadable': error('The amount cannot be read.', 'Write it as $1,234.56 or 1234.56.'),
  'money.too_large': error(
    'The amount is more than a billion dollars for one line, so another kind of number probably stands in this column.',
    IN_ACE,
  ),
  'money.negative': warning('The duty amount is negative.', IN_ACE),
  'goods_value.unreadable': warning(
    'The goods value cannot be read; it is left unknown.',
    'Write it as $1,234.56 or 1234.56.',
  ),
  'number.unreadable': warning('The line or ordinal number cannot be read; it is left unknown.', IN_ACE),
  'reconciliation.not_understood': warning(
    'The reconciliation indicator is not understood; whether the entry is flagged stays unknown.',
    'ACE writes Y or N. Compare it with ACE.',
  ),
  'text.cut': warning(
    'The text is longer than 300 characters and was cut.',
    'Check that the column holds what its header says.',
  ),
} as const satisfies Record<string, IssueText>;

export type RowIssueCode = keyof typeof ROW_ISSUES;

/**
 * Writes one issue with the words of its code, and the sentence about this very cell behind them; the value is cut at 120
 * characters, freed of control characters, and shows no social security number.
 */
export function rowIssue(
  code: RowIssueCode,
  row: number,
  column: string | null,
  value: string,
  addition: string | null = null,
): RowIssue {
  const { severity, message: words, cure } = ROW_ISSUES[code];
  const message = addition === null ? words : `${words} ${addition}`;
  return { row, column, code, severity, message, cure, value: shownValue(value) };
}
