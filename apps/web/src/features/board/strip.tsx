import type { Board, StripSpan } from '@capeline/contracts';
import { addDays, plainDate } from '@capeline/domain';
import { Link } from 'react-router';
import { compactDollars, dollars, plural } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';
import { CHECK_NAMES } from '../../ui/words.ts';
import { closingList, type StripKind } from './closing-list.ts';
import { WeekChart } from './week-chart.tsx';

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
      <WeekChart kind={kind} weeks={weeks.filter((week) => week.kind === kind)} words={STRIP_WORDS[kind]} />
      <p className="strip-foot">{STRIP_WORDS[kind].foot}</p>
    </section>
  );
}

/** The words of a strip. A protest clock runs whatever the checks say and needs authority alone, so the second strip never says that money cannot go. */
const STRIP_WORDS = {
  cape_window: {
    stuck: 'cannot go yet',
    go: 'can go',
    allGo: 'all can go',
    foot: 'File-by keeps the firm’s margin before the last day.',
  },
  protest: {
    stuck: 'no authority yet',
    go: 'authority there',
    allGo: 'authority there for all',
    foot: 'A protest needs our authority alone; nothing stops its clock.',
  },
} as const;

function Span({ kind, span }: { kind: StripKind; span: StripSpan }) {
  const today = useToday();
  const stuck = span.ieepaDutyCents > 0 ? Math.min(100, (span.cannotGoCents / span.ieepaDutyCents) * 100) : 0;
  const list = closingList(kind, { closesBy: addDays(plainDate(today), span.days) });
  return (
    <div className="span">
      <Link className="span-sum" to={list}>
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
        <div className="why">
          {span.entryCount === 0 ? 'nothing closes' : plural(span.entryCount, 'entry', 'entries')}
          {span.entryCount > 0 && span.cannotGoCents === 0 ? `, ${STRIP_WORDS[kind].allGo}` : ''}
        </div>
      </Link>
      <Why kind={kind} span={span} list={list} />
    </div>
  );
}

/** What of the sum cannot go, and what nobody owns; each leads to exactly its deadlines. */
function Why({ kind, span, list }: { kind: StripKind; span: StripSpan; list: string }) {
  const [first, ...others] = span.heldBy.map((check) => CHECK_NAMES[check]);
  const more = others.length > 0 ? ` +${others.length}` : '';
  return (
    <>
      {span.cannotGoCents > 0 ? (
        <Link className="why" to={`${list}&canGo=false`}>
          <b>
            {compactDollars(span.cannotGoCents)} {STRIP_WORDS[kind].stuck}
          </b>
          {first ? `: ${first}${more}` : ''}
        </Link>
      ) : null}
      {span.withoutOwnerCents > 0 ? (
        <Link className="why" to={`${list}&hasOwner=false`}>
          no owner: {compactDollars(span.withoutOwnerCents)}
        </Link>
      ) : null}
    </>
  );
}
