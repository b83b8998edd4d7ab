import type { EntryDeadline } from '@capeline/contracts';
import { longDate } from './format.ts';
import { KIND_NAMES } from './words.ts';

type Clock = Pick<
  EntryDeadline,
  | 'kind'
  | 'liquidatedOn'
  | 'lastDay'
  | 'safeDay'
  | 'fileBy'
  | 'practiceRollDay'
  | 'citation'
  | 'arithmetic'
  | 'rulesVersion'
>;

/** How a date came about, line by line: event, count, rest days, margin, law, version of the rules. */
export function Arithmetic({ clock }: { clock: Clock }) {
  const days = /\+\s*\d+ days/u.exec(clock.arithmetic)?.[0] ?? 'last day';
  const event = clock.kind === 'protest_reliquidation' ? 'reliquidated' : 'liquidated';
  return (
    <dl className="sum" aria-label={`How the ${KIND_NAMES[clock.kind]} date came about`}>
      <dt>{event}</dt>
      <dd>{longDate(clock.liquidatedOn)}</dd>
      <dt>{days}</dt>
      <dd>{longDate(clock.lastDay)}</dd>
      {clock.safeDay === clock.lastDay ? null : (
        <>
          <dt>safe day</dt>
          <dd>{longDate(clock.safeDay)}, the open day before</dd>
        </>
      )}
      {clock.fileBy === clock.safeDay ? null : (
        <>
          <dt>file by</dt>
          <dd>{longDate(clock.fileBy)}, the firm’s margin</dd>
        </>
      )}
      {clock.practiceRollDay === null ? null : (
        <>
          <dt className="roll">roll</dt>
          <dd className="roll">{longDate(clock.practiceRollDay)}: CBP practice, do not rely on it</dd>
        </>
      )}
      <dt>law</dt>
      <dd>{clock.citation}</dd>
      <dt>rules</dt>
      <dd>version {clock.rulesVersion}</dd>
    </dl>
  );
}
