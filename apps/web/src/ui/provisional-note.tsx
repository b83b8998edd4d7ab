import type { EntryDetail } from '@capeline/contracts';
import { Link } from 'react-router';
import { standingOf } from './due.tsx';
import { dateWithDistance, longDate } from './format.ts';
import { Tag } from './tag.tsx';
import { useToday } from './today.ts';
import { KIND_NAMES } from './words.ts';

/** The dates of an entry whose report shows a past date without a status, as a warning, and how to settle them. */
export function ProvisionalNote({ clocks }: { clocks: EntryDetail['provisionalDeadlines'] }) {
  const today = useToday();
  const [first] = clocks;
  if (first === undefined) return null;
  return (
    <section className="note-box stack tight" aria-label="Provisional dates">
      <b>Provisional: the report shows a past date without a status.</b>
      <div>Counted as if CBP had liquidated on {longDate(first.liquidatedOn)}. No deadline runs on it yet.</div>
      <dl className="facts">
        {clocks.map((clock) => (
          <div key={clock.kind} style={{ display: 'contents' }}>
            <dt>{KIND_NAMES[clock.kind]}</dt>
            <dd>
              {standingOf(clock, today) === 'lapsed' ? <Tag tone="red">would have lapsed</Tag> : null} file by{' '}
              <b>{longDate(clock.fileBy)}</b>, last day {dateWithDistance(clock.lastDay, today)}
              <div className="dim">
                {clock.arithmetic}. {clock.citation}.
              </div>
            </dd>
          </div>
        ))}
      </dl>
      <div>
        What to do:{' '}
        <Link className="link" to="/imports">
          load a report
        </Link>{' '}
        with Liquidation Status, or enter the status by hand.
      </div>
    </section>
  );
}
