import type { Protection } from '../protection.ts';

const MIGRATION = 'prisma/migrations/20261125000000_read_only_what_is_due/migration.sql';
const DAYS = 'packages/db/src/alerts/alarm-days.ts';
const YEAR = { folder: 'packages/operations', file: 'src/alerts/sweep-year.test.ts' };
const SETTLING = 'prisma/migrations/20261125010000_settle_alerts/migration.sql';
const PEOPLE = { folder: 'packages/operations', file: 'src/alerts/told-to-all.test.ts' };
const TOLD =
  'leave nobody without an alert that he should hear of, whoever joins, goes, answers for a client or takes something back';
const LAWFUL =
  'raises on each day exactly what the law says of all open deadlines, whatever happened between the sweeps';

/** What keeps a sweep that reads only what it expects from passing over anything. */
export const SWEEP: readonly Protection[] = [
  {
    name: 'changed-deadline-is-looked-at',
    about: 'A deadline whose dates, status or entries changed is read by the next sweep, whoever changed it.',
    removal: [
      {
        file: MIGRATION,
        find: `create trigger deadline_look_again before update on deadline for each row
  when ((old.kind, `,
        replace: `create trigger deadline_look_again before update on deadline for each row
  when (false and (old.kind, `,
      },
    ],
    tests: { ...YEAR, turnRed: [LAWFUL] },
  },
  {
    name: 'withdrawn-alert-is-looked-at',
    about: 'A deadline whose alert was withdrawn is read by the next sweep: the tier is told anew.',
    removal: [
      {
        file: MIGRATION,
        find: 'when ((old.deadline_id, old.tier, old.withdrawn_at) is distinct from',
        replace: 'when (false and (old.deadline_id, old.tier, old.withdrawn_at) is distinct from',
      },
    ],
    tests: { ...YEAR, turnRed: [LAWFUL] },
  },
  {
    name: 'early-lapse-is-looked-at',
    about: 'A deadline whose lapse a clock told that ran ahead is read again once the clock is right.',
    removal: [
      {
        file: 'packages/db/src/alerts/alarm-sql.ts',
        find: 'select * from expected union all select * from lapse_told',
        replace: 'select * from expected union all select * from lapse_told where false',
      },
    ],
    tests: { ...YEAR, turnRed: [LAWFUL] },
  },
  {
    name: 'other-ladder-looks-at-all',
    about:
      'A release with another ladder reads every open deadline once, since the days were computed by the one before.',
    removal: [
      { file: DAYS, find: '  await lookAtAll(tx);\n', replace: '  if (known !== undefined) await lookAtAll(tx);\n' },
    ],
    tests: { ...YEAR, turnRed: ['looks at every open deadline again when the ladder is another'] },
  },
  {
    name: 'full-reading-finds-the-overlooked',
    about: 'Once a day every open deadline is read, and what the sweeps would have passed over is told of and raised.',
    removal: [
      {
        file: 'packages/operations/src/alerts/find-due.ts',
        find: '  if (!isCheckDue) return',
        replace: '  if (isCheckDue || !isCheckDue) return',
      },
    ],
    tests: {
      ...YEAR,
      turnRed: ['finds on each day, by reading all, what the sweeps would pass over, tells of it and raises it'],
    },
  },
  {
    name: 'other-people-hear-of-settled-alerts',
    about:
      'Whoever comes to hear of an alert is told of it, though all others were: other people, and all alerts are read.',
    removal: [
      {
        file: 'packages/operations/src/alerts/sweep-organization.ts',
        find: 'const scope = { isWhole: !areSettledFor };',
        replace: 'const scope = { isWhole: areSettledFor && !areSettledFor };',
      },
    ],
    tests: { ...PEOPLE, turnRed: [TOLD] },
  },
  {
    name: 'alert-that-speaks-again-is-told',
    about: 'An alert whose acknowledgement was taken back is told to whoever was not told before.',
    removal: [{ file: SETTLING, find: 'when (old.is_settled and (old.tier', replace: 'when (false and (old.tier' }],
    tests: { ...PEOPLE, turnRed: [TOLD] },
  },
  {
    name: 'deadline-that-opens-again-is-told',
    about: 'An alert of a deadline that was closed and opens again is told to whoever was not told before.',
    removal: [
      {
        file: SETTLING,
        find: '  when ((old.last_day, old.safe_day,',
        replace: '  when (false and (old.last_day, old.safe_day,',
      },
    ],
    tests: { ...PEOPLE, turnRed: [TOLD] },
  },
];
