import {
  EARLIER,
  FIRST,
  facts,
  gone,
  LATER,
  LATEST,
  later,
  liquidated,
  type MergeCase,
  older,
  PLANNED,
  planned,
  REPLANNED,
  report,
  row,
  saysLiquidated,
  twice,
  waiting,
} from './merge-case.ts';

const MISSING_COLUMN: readonly MergeCase[] = [
  row('a report without the columns leaves nothing known', null, null, 'none', null),
  row('a report without the columns clears no date', liquidated(FIRST), null, 'none', liquidated(FIRST)),
  row('a report without the columns clears no schedule', planned, null, 'none', planned),
  row('a report without the columns clears no proposal', waiting, null, 'none', waiting),
];

const FIRST_HEARD: readonly MergeCase[] = [
  row('a first liquidation starts clocks', null, saysLiquidated(FIRST), 'new', liquidated(FIRST)),
  row(
    'a first reliquidation starts clocks from the only date known',
    null,
    report('reliquidated', { liquidatedOn: FIRST }),
    'new',
    facts('reliquidated', { liquidatedOn: FIRST }),
  ),
  row(
    'a deemed liquidation starts clocks',
    facts('unknown'),
    report('deemed', { liquidatedOn: FIRST }),
    'new',
    facts('deemed', { liquidatedOn: FIRST }),
  ),
  row('a schedule starts no clock', null, report('unliquidated', { scheduledOn: PLANNED }), 'filled', planned),
  row('an unknown state is kept as unknown', null, report('unknown'), 'filled', facts('unknown')),
  row('liquidated without a date is kept without a clock', null, saysLiquidated(null), 'filled', liquidated(null)),
  row(
    'a past date without status is provisional and starts no clock',
    null,
    report('unknown', { provisionalOn: FIRST }),
    'filled',
    facts('unknown', { provisionalOn: FIRST }),
  ),
  row(
    'the missing date of a liquidation starts clocks',
    liquidated(null),
    saysLiquidated(FIRST),
    'new',
    liquidated(FIRST),
  ),
  row('a liquidation takes the place of a schedule', planned, saysLiquidated(FIRST), 'new', liquidated(FIRST)),
  row(
    'a liquidation takes the place of a provisional date',
    facts('unknown', { provisionalOn: FIRST }),
    saysLiquidated(FIRST),
    'new',
    liquidated(FIRST),
  ),
];

const TWO_DATES: readonly MergeCase[] = [
  row('the same date changes nothing', liquidated(FIRST), saysLiquidated(FIRST), 'none', liquidated(FIRST)),
  row(
    'an earlier date takes effect at once',
    liquidated(FIRST),
    saysLiquidated(EARLIER),
    'earlier',
    liquidated(EARLIER),
  ),
  row(
    'a later date is a proposal and the earlier rules',
    liquidated(FIRST),
    saysLiquidated(LATER),
    'later_proposed',
    waiting,
  ),
  row('the same later date again changes nothing', waiting, saysLiquidated(LATER), 'none', waiting),
  row(
    'another later date replaces the proposal',
    waiting,
    saysLiquidated(LATEST),
    'later_proposed',
    facts('liquidated', { liquidatedOn: FIRST, proposed: later(LATEST) }),
  ),
  row(
    'a report that repeats the ruling date withdraws the proposal',
    waiting,
    saysLiquidated(FIRST),
    'updated',
    liquidated(FIRST),
  ),
  row(
    'an earlier date takes effect and withdraws the proposal',
    waiting,
    saysLiquidated(EARLIER),
    'earlier',
    liquidated(EARLIER),
  ),
  row('liquidated without a date clears no date', liquidated(FIRST), saysLiquidated(null), 'none', liquidated(FIRST)),
  row(
    'deemed on the same day changes the word only',
    liquidated(FIRST),
    report('deemed', { liquidatedOn: FIRST }),
    'updated',
    facts('deemed', { liquidatedOn: FIRST }),
  ),
];

const RELIQUIDATION: readonly MergeCase[] = [
  row(
    'a reliquidation opens a second clock and leaves the first',
    liquidated(FIRST),
    report('reliquidated', { liquidatedOn: LATER }),
    'reliquidated',
    twice,
  ),
  row(
    'the same reliquidation again changes nothing',
    twice,
    report('reliquidated', { liquidatedOn: LATER }),
    'none',
    twice,
  ),
  row('liquidated on the day of the reliquidation changes nothing', twice, saysLiquidated(LATER), 'none', twice),
  row('liquidated on the first day changes nothing after a reliquidation', twice, saysLiquidated(FIRST), 'none', twice),
  row(
    'an earlier reliquidation date takes effect at once',
    facts('reliquidated', { liquidatedOn: EARLIER, reliquidatedOn: LATER }),
    report('reliquidated', { liquidatedOn: FIRST }),
    'earlier',
    facts('reliquidated', { liquidatedOn: EARLIER, reliquidatedOn: FIRST }),
  ),
  row(
    'a later reliquidation date is a proposal',
    twice,
    report('reliquidated', { liquidatedOn: LATEST }),
    'later_proposed',
    { ...twice, proposed: { status: 'reliquidated', date: LATEST, reason: 'later_date' } },
  ),
  row('an earlier first date takes effect beside a reliquidation', twice, saysLiquidated(EARLIER), 'earlier', {
    ...twice,
    liquidatedOn: EARLIER,
  }),
  row(
    'a later date of the only reliquidation known is a proposal',
    facts('reliquidated', { liquidatedOn: FIRST }),
    report('reliquidated', { liquidatedOn: LATER }),
    'later_proposed',
    facts('reliquidated', {
      liquidatedOn: FIRST,
      proposed: { status: 'reliquidated', date: LATER, reason: 'later_date' },
    }),
  ),
];

const NO_LONGER_LIQUIDATED: readonly MergeCase[] = [
  row(
    'no longer liquidated is a proposal and the date rules',
    liquidated(FIRST),
    report('unliquidated'),
    'later_proposed',
    facts('liquidated', { liquidatedOn: FIRST, proposed: gone('unliquidated') }),
  ),
  row(
    'extended after liquidated is a proposal',
    liquidated(FIRST),
    report('extended', { scheduledOn: PLANNED }),
    'later_proposed',
    facts('liquidated', { liquidatedOn: FIRST, proposed: gone('extended') }),
  ),
  row(
    'no longer liquidated is a proposal even without a date',
    liquidated(null),
    report('unliquidated'),
    'later_proposed',
    facts('liquidated', { proposed: gone('unliquidated') }),
  ),
  row(
    'a state that nobody understands clears no date',
    liquidated(FIRST),
    report('unknown'),
    'none',
    liquidated(FIRST),
  ),
  row(
    'a date without status touches no known liquidation',
    liquidated(FIRST),
    report('unknown', { provisionalOn: EARLIER }),
    'none',
    liquidated(FIRST),
  ),
];

const NO_CLOCK: readonly MergeCase[] = [
  row(
    'a schedule may move while nothing is liquidated',
    planned,
    report('unliquidated', { scheduledOn: REPLANNED }),
    'updated',
    facts('unliquidated', { scheduledOn: REPLANNED }),
  ),
  row('an extension may take the schedule away', planned, report('extended'), 'updated', facts('extended')),
  row(
    'the same state again changes nothing',
    planned,
    report('unliquidated', { scheduledOn: PLANNED }),
    'none',
    planned,
  ),
  row('an unknown state clears no schedule', planned, report('unknown'), 'none', planned),
  row(
    'a past date without status is provisional beside the known state',
    planned,
    report('unknown', { provisionalOn: FIRST }),
    'updated',
    facts('unliquidated', { scheduledOn: PLANNED, provisionalOn: FIRST }),
  ),
  row(
    'a known state ends a provisional date',
    facts('unknown', { provisionalOn: FIRST }),
    report('unliquidated'),
    'filled',
    facts('unliquidated'),
  ),
];

const OLDER_REPORT: readonly MergeCase[] = [
  older('an older report fills what nobody knew', null, saysLiquidated(FIRST), 'new', liquidated(FIRST)),
  older(
    'an older report fills an unknown state',
    facts('unknown'),
    report('unliquidated', { scheduledOn: PLANNED }),
    'filled',
    planned,
  ),
  older(
    'an older report fills the missing date of a liquidation',
    liquidated(null),
    saysLiquidated(FIRST),
    'new',
    liquidated(FIRST),
  ),
  older('an older report moves no date later', liquidated(FIRST), saysLiquidated(LATER), 'none', liquidated(FIRST)),
  older('an older report moves no date earlier', liquidated(FIRST), saysLiquidated(EARLIER), 'none', liquidated(FIRST)),
  older('an older report proposes nothing', liquidated(FIRST), report('unliquidated'), 'none', liquidated(FIRST)),
  older(
    'an older report moves no schedule',
    planned,
    report('unliquidated', { scheduledOn: REPLANNED }),
    'none',
    planned,
  ),
  older(
    'an older report starts no clock where the newer says unliquidated',
    facts('unliquidated'),
    saysLiquidated(FIRST),
    'none',
    facts('unliquidated'),
  ),
  older('an older report without the columns changes nothing', planned, null, 'none', planned),
];

/** Every rule of the merge as a named case. */
export const MERGE_CASES: readonly MergeCase[] = [
  ...MISSING_COLUMN,
  ...FIRST_HEARD,
  ...TWO_DATES,
  ...RELIQUIDATION,
  ...NO_LONGER_LIQUIDATED,
  ...NO_CLOCK,
  ...OLDER_REPORT,
];
