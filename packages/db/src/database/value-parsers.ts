import pg from 'pg';

const OID = { int8: 20, int8Array: 1016, date: 1082, dateArray: 1182, textArray: 1009 } as const;

/** A `bigint` as a number. Money in cents fits 2^53 many times over; anything beyond is a fault, never a rounded value. */
function toSafeNumber(value: string | bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value} is beyond the integers that a number holds exactly`);
  return number;
}

const parseTextArray = pg.types.getTypeParser(OID.textArray as number, 'text') as (value: string) => (string | null)[];

const parsers = new Map<number, (value: string) => unknown>([
  // The default makes a Date at local midnight of a date of law, which is another day elsewhere.
  [OID.date, (value) => value],
  [OID.dateArray, parseTextArray],
  [OID.int8, toSafeNumber],
  [OID.int8Array, (value) => parseTextArray(value).map((element) => (element === null ? null : toSafeNumber(element)))],
]);

/** Parsers for the pools of this package; pg's own, which are global, stay as they are. */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const own = format === 'binary' ? undefined : parsers.get(oid);
    return own ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};
