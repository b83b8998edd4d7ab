import { readWholeXml } from './read-xml.ts';
import { damaged } from './zip-archive.ts';

/** Excel's own limit. */
const MOST_STYLES = 65_536;
const DAY_MS = 86_400_000;
const SECONDS_A_DAY = 86_400;
/** Day 0 of both calendars of Excel as epoch milliseconds; in the first, serials below 61 are one day off (29 Feb 1900). */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
const LAST_SERIAL = 2_958_466;

const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a number format shows a calendar date: day or year letters outside quotes, colours and escapes. */
function isDateFormat(format: string): boolean {
  const code = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .split(';')[0];
  return /[dy]/i.test(code ?? '') && !/general/i.test(code ?? '');
}

/** For every cell style of the workbook, whether its numbers are dates. Throws TabularError when there are more than Excel allows. */
export async function readDateStyles(bytes: AsyncIterable<Buffer>): Promise<boolean[]> {
  const ownFormats = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCellStyles = false;
  await readWholeXml(bytes, {
    open: (name, attributes) => {
      if (name === 'cellXfs') isInCellStyles = true;
      if (name === 'numFmt') ownFormats.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      if (name !== 'xf' || !isInCellStyles) return;
      if (styles.length === MOST_STYLES) throw damaged('it has more cell styles than Excel allows.');
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(ownFormats.get(id) ?? isBuiltInDate(id));
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  });
  return styles;
}

/** A serial date as `YYYY-MM-DD`, with ` HH:MM:SS` when it has a time of day; null outside Excel's calendar. */
export function serialToIso(serial: number, is1904: boolean): string | null {
  if (!(serial >= 0) || serial >= LAST_SERIAL) return null;
  let day = Math.floor(serial);
  let seconds = Math.round((serial - day) * SECONDS_A_DAY);
  if (seconds === SECONDS_A_DAY) {
    day += 1;
    seconds = 0;
  }
  const shifted = !is1904 && day < 61 ? day + 1 : day;
  const iso = new Date((is1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + shifted * DAY_MS + seconds * 1000).toISOString();
  return seconds === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** Writes a number as its shortest decimal text without exponent, freeing it of the noise of binary fractions. */
export function numberText(raw: string): string {
  const number = Number(raw);
  if (raw === '' || !Number.isFinite(number)) return raw;
  const text = String(number);
  if (!text.includes('e')) return text;
  if (Number.isInteger(number)) return BigInt(number).toString();
  return number.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
}
