import type { Protection } from '../protection.ts';

/** How dates of law are computed, and who may end a clock. */
export const DATES: readonly Protection[] = [
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
    name: 'closure-pulls-earlier',
    about: 'A day on which an executive order closed all departments is not planned for, and rolls nothing on.',
    removal: [
      {
        file: 'packages/domain/src/calendar/business-days.ts',
        find: '    CLOSED_BY_ORDER.has(epochDay) ||\n',
        replace: '',
      },
      {
        file: 'packages/domain/src/calendar/business-days.ts',
        find: 'const CLOSED_BY_ORDER: ReadonlySet<EpochDay> = new Set(EXECUTIVE_ORDER_CLOSURES.map(({ date }) => toEpochDay(date)));',
        replace: '',
      },
    ],
    tests: {
      folder: 'packages/domain',
      file: 'src/deadlines/calendar-edges.test.ts',
      turnRed: [
        'from 2025-06-29: last day 2025-12-26, safe day 2025-12-23, roll null: ends on a closure behind Christmas and another closure',
        'from 2025-06-30: last day 2025-12-27, safe day 2025-12-23, roll 2025-12-29: ends on the Saturday behind these three days',
        'from 2025-07-01: last day 2025-12-28, safe day 2025-12-23, roll 2025-12-29: ends on the Sunday: five closed days in a row',
        'from 2018-06-28: last day 2018-12-25, safe day 2018-12-21, roll 2018-12-26: ends on Christmas behind a closure and a weekend',
        'from 2024-07-13: last day 2025-01-09, safe day 2025-01-08, roll null: ends on a closure, which no practice rolls on',
        'from 2025-10-09: last day 2025-12-28, safe day 2025-12-23, file by 2025-12-16: ends on a Sunday behind Christmas and two closures',
        'voluntary reliquidation from 2025-09-29: last day 2025-12-28, safe day 2025-12-23: ends behind Christmas and two closures',
        'a protest under the old law from 2007-09-26: last day 2007-12-25, safe day 2007-12-21, roll 2007-12-26: ends on Christmas behind a closure and a weekend',
      ],
    },
  },
];
