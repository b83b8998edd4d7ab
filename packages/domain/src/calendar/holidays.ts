import {
  type CivilDay,
  civilDayOf,
  type EpochDay,
  epochDayOf,
  fromEpochDay,
  type PlainDate,
  toEpochDay,
  type Weekday,
  weekdayOfEpochDay,
} from './plain-date.ts';

/**
 * Federal holidays of 5 U.S.C. 6103(a) as data. Right from 1971 (Uniform Monday Holiday Act) on; for earlier years the
 * fixed days that moved to Mondays in 1971 are kept, Monday holidays are absent, and older changes are not modelled.
 * Inauguration Day (6103(c)) is a pay-and-leave holiday of the Washington area alone and is left out on purpose.
 */
interface FixedHoliday {
  readonly kind: 'fixed';
  readonly name: string;
  readonly month: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** `ordinal` 1 to 4 counts from the month's start; 'last' is the last such weekday of the month. */
interface FloatingHoliday {
  readonly kind: 'floating';
  readonly name: string;
  readonly month: number;
  readonly weekday: Weekday;
  readonly ordinal: 1 | 2 | 3 | 4 | 'last';
  readonly from: number;
  readonly to: number;
}

type HolidayRule = FixedHoliday | FloatingHoliday;

const ALWAYS = { from: 1, to: 9999 } as const;
const BEFORE_MONDAY_ACT = { from: 1, to: 1970 } as const;
const SINCE_MONDAY_ACT = { from: 1971, to: 9999 } as const;

const HOLIDAY_RULES: readonly HolidayRule[] = [
  { kind: 'fixed', name: "New Year's Day", month: 1, day: 1, ...ALWAYS },
  {
    kind: 'floating',
    name: 'Birthday of Martin Luther King, Jr.',
    month: 1,
    weekday: 1,
    ordinal: 3,
    from: 1986,
    to: 9999,
  },
  { kind: 'fixed', name: "Washington's Birthday", month: 2, day: 22, ...BEFORE_MONDAY_ACT },
  { kind: 'floating', name: "Washington's Birthday", month: 2, weekday: 1, ordinal: 3, ...SINCE_MONDAY_ACT },
  { kind: 'fixed', name: 'Memorial Day', month: 5, day: 30, ...BEFORE_MONDAY_ACT },
  { kind: 'floating', name: 'Memorial Day', month: 5, weekday: 1, ordinal: 'last', ...SINCE_MONDAY_ACT },
  { kind: 'fixed', name: 'Juneteenth National Independence Day', month: 6, day: 19, from: 2021, to: 9999 },
  { kind: 'fixed', name: 'Independence Day', month: 7, day: 4, ...ALWAYS },
  { kind: 'floating', name: 'Labor Day', month: 9, weekday: 1, ordinal: 1, ...ALWAYS },
  { kind: 'floating', name: 'Columbus Day', month: 10, weekday: 1, ordinal: 2, ...SINCE_MONDAY_ACT },
  { kind: 'fixed', name: 'Veterans Day', month: 11, day: 11, ...BEFORE_MONDAY_ACT },
  { kind: 'floating', name: 'Veterans Day', month: 10, weekday: 1, ordinal: 4, from: 1971, to: 1977 },
  { kind: 'fixed', name: 'Veterans Day', month: 11, day: 11, from: 1978, to: 9999 },
  { kind: 'floating', name: 'Thanksgiving Day', month: 11, weekday: 4, ordinal: 4, ...ALWAYS },
  { kind: 'fixed', name: 'Christmas Day', month: 12, day: 25, ...ALWAYS },
];

const RULES_BY_MONTH: readonly (readonly HolidayRule[])[] = Array.from({ length: 13 }, (_, month) =>
  HOLIDAY_RULES.filter((rule) => rule.month === month),
);
const LAST_WEEK_OF_MAY_STARTS = 25;

function matches(rule: HolidayRule, civil: CivilDay, weekday: Weekday): boolean {
  if (civil.year < rule.from || civil.year > rule.to) return false;
  if (rule.kind === 'fixed') return civil.day === rule.day;
  if (weekday !== rule.weekday) return false;
  // The only 'last' rule is Memorial Day, and May has 31 days.
  if (rule.ordinal === 'last') return civil.day >= LAST_WEEK_OF_MAY_STARTS;
  return Math.ceil(civil.day / 7) === rule.ordinal;
}

function statutoryHolidayName(epochDay: EpochDay, weekday: Weekday): string | null {
  const civil = civilDayOf(epochDay);
  for (const rule of RULES_BY_MONTH[civil.month] ?? []) {
    if (matches(rule, civil, weekday)) return rule.name;
  }
  return null;
}

/** Name of the holiday that an epoch day is or observes, else null. See federalHolidayName. */
export function federalHolidayNameOfEpochDay(epochDay: EpochDay): string | null {
  const weekday = weekdayOfEpochDay(epochDay);
  const statutory = statutoryHolidayName(epochDay, weekday);
  if (statutory !== null) return statutory;
  const observed =
    weekday === 5
      ? statutoryHolidayName(epochDay + 1, 6)
      : weekday === 1
        ? statutoryHolidayName(epochDay - 1, 7)
        : null;
  return observed === null ? null : `${observed} (observed)`;
}

/**
 * Name of the federal holiday on a date, statutory or observed, else null. A Saturday holiday is observed on the Friday
 * before (5 U.S.C. 6103(b)), a Sunday holiday on the Monday after (EO 11582); both days then count as holidays.
 */
export function federalHolidayName(date: PlainDate): string | null {
  return federalHolidayNameOfEpochDay(toEpochDay(date));
}

/** Whether a date is a federal holiday, statutory or observed. */
export function isFederalHoliday(date: PlainDate): boolean {
  return federalHolidayName(date) !== null;
}

/** All statutory and observed holidays that fall in a calendar year, by date. */
export function federalHolidaysOf(year: number): readonly { readonly date: PlainDate; readonly name: string }[] {
  const holidays: { date: PlainDate; name: string }[] = [];
  const end = epochDayOf(year, 12, 31);
  for (let epochDay = epochDayOf(year, 1, 1); epochDay <= end; epochDay += 1) {
    const name = federalHolidayNameOfEpochDay(epochDay);
    if (name !== null) holidays.push({ date: fromEpochDay(epochDay), name });
  }
  return holidays;
}
