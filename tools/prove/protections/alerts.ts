import type { Protection } from '../protection.ts';

const SWEEP = { folder: 'packages/operations', file: 'src/alerts/sweep-organization.test.ts' };

const OUTAGES = { folder: 'packages/operations', file: 'src/outages/watch-outages.test.ts' };

const PROVISIONAL = { folder: 'packages/operations', file: 'src/alerts/provisional-alarm.test.ts' };

/** Who is told of a date, and how often. */
export const ALERTS: readonly Protection[] = [
  {
    name: 'no-duty-is-still-told',
    about: 'A date whose entries show no IEEPA duty is alerted like any other: no unverified rule leaves one out.',
    removal: [
      {
        file: 'packages/db/src/alerts/alarm-sql.ts',
        find: "    where d.organization_id = $1 and d.status = 'open'`",
        replace: "    where d.organization_id = $1 and d.status = 'open' and d.ieepa_duty_cents > 0`",
      },
    ],
    tests: { ...SWEEP, turnRed: ['tells of a date without IEEPA duty as of any other'] },
  },
  {
    name: 'alert-is-never-repeated',
    about: 'A deadline that was alerted at a tier is not alerted again at that tier or a wider one.',
    removal: [
      {
        file: 'packages/db/src/alerts/alarm-sql.ts',
        find: '(k.tightest is null or l.tier < k.tightest)',
        replace: '(k.tightest is null or l.tier <> k.tightest)',
      },
    ],
    tests: {
      ...SWEEP,
      turnRed: ['tells nothing twice and misses nothing when the clock goes back and then forward'],
    },
  },
  {
    name: 'provisional-is-told-once',
    about: 'A past date without a status is told once a tier: the record of who was told in which message keeps it so.',
    removal: [
      {
        file: 'packages/operations/src/alerts/compose-digest.ts',
        find: 'raised: idsOf(told.provisional),',
        replace: 'raised: [],',
      },
    ],
    tests: {
      ...PROVISIONAL,
      turnRed: [
        'is told in a section of its own, once a tier, with a link to exactly its entries, and never as a deadline',
        'is called lapsed beside days that have passed, once, and waits with the rest for the morning',
        'is withdrawn aloud, once, to those who were told, when its import is undone',
        'stands in a list of its own, with its delivery and how it ended, and is counted apart in the mail log',
        'never makes a digest unreadable: a client’s first dates are named, lapsed ones last, the rest counted, all told',
      ],
    },
  },
  {
    name: 'provisional-ends-aloud',
    about: 'The undo of the import that brought a past date without a status is told to those who heard of it.',
    removal: [
      {
        file: 'packages/operations/src/imports/undo-import.ts',
        find: '  await withdrawProvisionalDeadlines(tx, { ids: provisionalEnded, importId, at });\n',
        replace: '',
      },
    ],
    tests: {
      ...PROVISIONAL,
      turnRed: ['is withdrawn aloud, once, to those who were told, when its import is undone'],
    },
  },
  {
    name: 'alert-follows-its-entry',
    about:
      'An entry that goes to another client takes its waiting alert along, also to a date that was acknowledged there for others.',
    removal: [
      {
        file: 'packages/operations/src/clients/follow-entries.ts',
        find: 'await carryAlerts(tx, { from, into }, { dates, liveBefore });',
        replace: '{ carried: dates.length * 0, reopened: liveBefore.length * 0 };',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/clients/follow-entries.test.ts',
      // Once for a report and once for a person.
      turnRed: [
        'takes its waiting alert along, also where the same tier was acknowledged for others alone',
        'takes its waiting alert along, also where the same tier was acknowledged for others alone',
      ],
    },
  },
  {
    name: 'early-lapse-silences-nothing',
    about: 'A date that a clock which ran ahead called lapsed is still told until it is.',
    removal: [
      {
        file: 'packages/db/src/alerts/alarm-sql.ts',
        find: 'when k.watched is null then null',
        replace: 'when k.watched is null or k.is_lapse_told then null',
      },
    ],
    tests: {
      ...SWEEP,
      turnRed: [
        'tells each tier that is left after a clock that ran ahead called the date lapsed, and the lapse not twice',
      ],
    },
  },
  {
    name: 'each-day-has-its-digest',
    about: 'A digest that was written for a day before it came does not take the place of that day’s own.',
    removal: [
      {
        file: 'packages/operations/src/alerts/sweep-organization.ts',
        find: 'await releaseDaysAhead(tx, businessDate);',
        replace: '0;',
      },
      {
        file: 'packages/operations/src/alerts/sweep-organization.ts',
        find: '  releaseDaysAhead,\n',
        replace: '',
      },
    ],
    tests: {
      ...SWEEP,
      turnRed: ['has a digest for a day for which a clock that ran ahead wrote one before it came'],
    },
  },
  {
    name: 'outage-is-told-once',
    about: 'Of several processes that notice that nobody sweeps a firm one tells its owners, and once.',
    removal: [
      {
        file: 'packages/operations/src/outages/tell-outage.ts',
        find: '  if (!(await openSweepOutage(tx, { id, sweptAt, toldAt: now }))) return false;\n',
        replace: '  await openSweepOutage(tx, { id, sweptAt, toldAt: now });\n',
      },
    ],
    tests: {
      ...OUTAGES,
      turnRed: ['has its owners told after two intervals, once by however many watch, and once more when it is over'],
    },
  },
  {
    name: 'outage-is-confirmed',
    about: 'Who was away himself, or has just started, tells nobody of an outage that he has not seen for a while.',
    removal: [
      {
        file: 'packages/operations/src/outages/watch-outages.ts',
        find: '>= parts.confirmMs;',
        replace: '>= 0;',
      },
    ],
    tests: {
      ...OUTAGES,
      turnRed: [
        'has its owners told after two intervals, once by however many watch, and once more when it is over',
        'is told of by each watch only after that one has seen it for a while: who was away himself knows nothing',
      ],
    },
  },
  {
    name: 'outage-is-told-from-outside',
    about: 'A worker that is gone cannot tell that it is: the API does.',
    removal: [
      {
        file: 'apps/api/src/main.ts',
        find: '  startOutageWatch({ config, database, clock, logger }, shutdown);\n',
        replace: '',
      },
      {
        file: 'apps/api/src/main.ts',
        find: "import { startOutageWatch } from './watch-outages.ts';\n",
        replace: '',
      },
    ],
    tests: {
      folder: 'tests/faults',
      file: 'outage-told.test.ts',
      turnRed: [
        'is told to the owners of every firm by mail, once whatever the number of APIs, and once more when it is over',
      ],
    },
  },
  {
    name: 'clock-set-back-is-noticed',
    about: 'What a clock that ran ahead noted does not hide that nobody sweeps.',
    removal: [
      {
        file: 'packages/operations/src/relay/watch.ts',
        find: ' && sweptAt.getTime() <= now.getTime() + AHEAD_MS',
        replace: '',
      },
      { file: 'packages/operations/src/relay/watch.ts', find: '{ sweptBefore, now }:', replace: '{ sweptBefore }:' },
    ],
    tests: {
      folder: 'apps/worker',
      file: 'src/worker.test.ts',
      turnRed: [
        'goes on sweeping, and says so, when the clock of the machine is set an hour back',
        'goes on sweeping, and says so, when the clock of the machine is set three days forward and back',
        'goes on sweeping, and says so, when the clock of the machine is set an hour back',
        'goes on sweeping, and says so, when the clock of the machine is set three days forward and back',
      ],
    },
  },
];
