import type { Protection } from '../protection.ts';

const SWEEP = { folder: 'packages/operations', file: 'src/alerts/sweep-organization.test.ts' };

/** Who is told of a date, and how often. */
export const ALERTS: readonly Protection[] = [
  {
    name: 'no-duty-is-still-told',
    about: 'A date whose entries show no IEEPA duty is alerted like any other: no unverified rule leaves one out.',
    removal: [
      {
        file: 'packages/db/src/alerts/insert-due-alerts.ts',
        find: '     and d.entry_count > 0\n',
        replace: '     and d.entry_count > 0 and d.ieepa_duty_cents > 0\n',
      },
    ],
    tests: { ...SWEEP, turnRed: ['tells of a date without IEEPA duty as of any other'] },
  },
  {
    name: 'alert-is-never-repeated',
    about: 'A deadline that was alerted at a tier is not alerted again at that tier or a wider one.',
    removal: [
      {
        file: 'packages/db/src/alerts/insert-due-alerts.ts',
        find: 'and a.deadline_id = due.id and a.tier <= due.tier and',
        replace: 'and a.deadline_id = due.id and a.tier = due.tier and',
      },
    ],
    tests: {
      ...SWEEP,
      turnRed: ['tells nothing twice and misses nothing when the clock goes back and then forward'],
    },
  },
];
