import type { EntryDetail } from '@capeline/contracts';
import { Link } from 'react-router';
import { longDate } from './format.ts';
import { KIND_NAMES } from './words.ts';

/** The dates of an entry whose report shows a past date without a status, as a warning, and how to settle them. */
export function ProvisionalNote({ clocks }: { clocks: EntryDetail['provisionalDeadlines'] }) {
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
              file by <b>{longDate(clock.fileBy)}</b>, last day {longDate(clock.lastDay)}
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
