import type { PlainDate } from '../calendar/plain-date.ts';
import { parseReportDate } from './report-dates.ts';

/** The day on which a report was run, as far as its file tells. */
export interface ReportRunDate {
  readonly on: PlainDate;
  readonly source: 'content' | 'file_name';
}

const LABEL =
  /\b(?:run|report|refresh(?:ed)?|execution|print(?:ed)?|generat(?:ed|ion)|creat(?:ed|ion)|data)\s*(?:date|on)\b|\bas of\b|\bdate\s*(?:run|generated|printed)\b|\blast refresh(?:ed)?\b/i;
const DATE_IN_TEXT = /\b(\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4}|\d{5}(?:\.0+)?)\b/;
const DATE_IN_NAME =
  /(?<!\d)(?:(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?([0-3]\d)|(0[1-9]|1[0-2])[-_. ]?([0-3]\d)[-_. ]?(20\d\d))(?!\d)/g;

function dateIn(text: string): PlainDate | null {
  const found = DATE_IN_TEXT.exec(text)?.[1];
  const parsed = found === undefined ? null : parseReportDate(found);
  return parsed?.ok === true ? parsed.date : null;
}

/** A label such as "Run date" with a date behind it, in the same cell or the next ones. */
function dateInRow(cells: readonly string[]): PlainDate | null {
  for (const [index, cell] of cells.entries()) {
    const label = LABEL.exec(cell);
    if (label === null) continue;
    const behind = [cell.slice(label.index + label[0].length), ...cells.slice(index + 1, index + 4)];
    for (const text of behind) {
      const date = dateIn(text);
      if (date !== null) return date;
    }
  }
  return null;
}

/** The one date in a file's name; two of them are rather the period of the report, and tell nothing. */
function dateInName(fileName: string): PlainDate | null {
  const dates = [...fileName.matchAll(DATE_IN_NAME)].map(([, year, month, day, usMonth, usDay, usYear]) =>
    parseReportDate(`${year ?? usYear}-${month ?? usMonth}-${day ?? usDay}`),
  );
  const [first] = dates;
  return dates.length === 1 && first?.ok === true ? first.date : null;
}

/**
 * When the report was run: by what stands above its header or on its sheet of parameters, else by its file name; null when
 * neither tells, or names a day after `today`. A proposal: a person confirms or changes it.
 */
export function findReportRunDate(
  file: { readonly fileName: string; readonly rowsAboveHeader: readonly (readonly string[])[] },
  today: PlainDate,
): ReportRunDate | null {
  for (const cells of file.rowsAboveHeader) {
    const on = dateInRow(cells);
    if (on !== null && on <= today) return { on, source: 'content' };
  }
  const on = dateInName(file.fileName);
  return on !== null && on <= today ? { on, source: 'file_name' } : null;
}
