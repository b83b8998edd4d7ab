import type { Board, StripSpan } from '@capeline/contracts';
import { addDays, plainDate } from '@capeline/domain';
import { Link } from 'react-router';
import { compactDollars, dollars, plural } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';
import { CHECK_NAMES } from '../../ui/words.ts';
import { WeekChart } from './week-chart.tsx';

export type StripKind = 'cape_window' | 'protest';

interface StripProps {
  readonly kind: StripKind;
  readonly title: string;
  readonly aside: string;
  readonly spans: readonly StripSpan[];
  readonly weeks: Board['weeks'];
}

/** One right: what closes within 7, 14 and 30 days, and by week. Never added to the other strip. */
export function Strip({ kind, title, aside, spans, weeks }: StripProps) {
  return (
    <section className="panel strip" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        <span className="aside">{aside}</span>
      </div>
      <div className="spans">
        {spans.map((span) => (
          <Span key={span.days} kind={kind} span={span} />
        ))}
      </div>
      <WeekChart kind={kind} weeks={weeks.filter((week) => week.kind === kind)} />
    </section>
  );
}

function Span({ kind, span }: { kind: StripKind; span: StripSpan }) {
  const today = useToday();
  const to = addDays(plainDate(today), span.days);
  const stuck = span.ieepaDutyCents > 0 ? Math.min(100, (span.cannotGoCents / span.ieepaDutyCents) * 100) : 0;
  return (
    <Link className="span" to={`/deadlines?kind=${kind}&from=${today}&to=${to}&status=open`}>
      <div className="days">{span.days} days</div>
      <div className={span.ieepaDutyCents === 0 ? 'figure zero' : 'figure'} title={dollars(span.ieepaDutyCents)}>
        {compactDollars(span.ieepaDutyCents)}
      </div>
      <div className="share" aria-hidden>
        {span.ieepaDutyCents > 0 ? (
          <>
            {stuck > 0 ? <i className="stuck" style={{ width: `${Math.max(2, stuck)}%` }} /> : null}
            <i className="go" style={{ flex: 1 }} />
          </>
        ) : null}
      </div>
      <Why span={span} />
    </Link>
  );
}

function Why({ span }: { span: StripSpan }) {
  if (span.entryCount === 0) return <div className="why">nothing closes</div>;
  const [first, ...others] = span.heldBy.map((kind) => CHECK_NAMES[kind]);
  const more = others.length > 0 ? ` +${others.length}` : '';
  return (
    <div className="why">
      <div>
        {plural(span.entryCount, 'entry', 'entries')}
        {span.cannotGoCents === 0 ? ', all can go' : ''}
      </div>
      {span.cannotGoCents > 0 ? (
        <div>
          <b>{compactDollars(span.cannotGoCents)} cannot go</b>
          {first ? `: ${first}${more}` : ''}
        </div>
      ) : null}
      {span.withoutOwnerCents > 0 ? <div>no owner: {compactDollars(span.withoutOwnerCents)}</div> : null}
    </div>
  );
}
