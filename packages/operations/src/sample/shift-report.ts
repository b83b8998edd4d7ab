import { addDays, daysBetween, epochDayOf, fromEpochDay, type PlainDate } from '@capeline/domain';
import { placeLiquidations } from './place-liquidations.ts';
import { sampleShift } from './sample-week.ts';

/** Dates as the reports write them, as whole cells: `MM/DD/YYYY`. */
const US_DATE = /(?<=^|,|")(\d{2})\/(\d{2})\/(\d{4})(?=,|"|\r?$)/gmu;
/** One cell, quoted or not, up to the comma behind it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(?:,|\r?$)/gu;

function fromUsDate(month: string, day: string, year: string): PlainDate {
  return fromEpochDay(epochDayOf(Number(year), Number(month), Number(day)));
}

/** Moves every date of some text by some days and leaves all other cells byte for byte. */
export function shiftDates(text: string, days: number): string {
  if (days === 0) return text;
  return text.replace(US_DATE, (_cell, month: string, day: string, year: string) => {
    const moved = addDays(fromUsDate(month, day, year), days);
    return `${moved.slice(5, 7)}/${moved.slice(8, 10)}/${moved.slice(0, 4)}`;
  });
}

const cellsOf = (line: string): string[] => [...line.matchAll(CELL)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The date on which the row's entry was liquidated; null for one that was not, or in a report that does not say. */
function liquidationIn(header: readonly string[]): (line: string) => PlainDate | null {
  const [dateAt, statusAt] = [header.indexOf('Liquidation Date'), header.indexOf('Liquidation Status')];
  return (line) => {
    const cells = cellsOf(line);
    const [month, day, year] = (cells[dateAt] ?? '').split('/');
    if (cells[statusAt] !== 'Liquidated' || year === undefined) return null;
    return fromUsDate(month ?? '', day ?? '', year);
  };
}

/**
 * A sample report as it would have been pulled for a business date: the rows of a liquidated entry move with its liquidation
 * date, all others by whole weeks. Everything but dates stays byte for byte.
 */
export function shiftReport(csv: string, businessDate: PlainDate): string {
  const [header = '', ...lines] = csv.split('\n');
  const liquidation = liquidationIn(cellsOf(header));
  const dates = lines.map(liquidation);
  const placed = placeLiquidations(
    dates.filter((date) => date !== null),
    businessDate,
  );
  const daysOf = (date: PlainDate | null): number =>
    date === null ? sampleShift(businessDate) : daysBetween(date, placed.get(date) ?? date);
  return [header, ...lines.map((line, index) => shiftDates(line, daysOf(dates[index] ?? null)))].join('\n');
}
