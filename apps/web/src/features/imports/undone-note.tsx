import type { ImportResponse } from '@capeline/contracts';
import { Link } from 'react-router';
import { useMe } from '../../api/session.ts';
import { instant, plural } from '../../ui/format.ts';

const entries = (number: number) => plural(number, 'entry', 'entries');

/** What an undo did, and what it left for a person. */
export function UndoneNote({ report }: { report: ImportResponse }) {
  const { organization } = useMe();
  if (report.status !== 'undone') return null;
  const { undone } = report;
  if (undone === null) return <div className="note-box">Discarded before anything was committed.</div>;
  return (
    <div className="note-box" role="status">
      <b>
        Undone {instant(undone.at, organization.timeZone)}
        {undone.by ? ` by ${undone.by}` : ''}.
      </b>{' '}
      {entries(undone.entriesRemoved)} went, {entries(undone.entriesRestored)} got back what stood before.
      {undone.datesHeld > 0 ? (
        <div>
          {plural(undone.datesHeld, 'earlier date rules', 'earlier dates rule')} until somebody decides:{' '}
          <Link className="link" to="/proposals">
            proposed later dates
          </Link>
          .
        </div>
      ) : null}
      {undone.alertsWithdrawn > 0 ? (
        <div>
          {plural(undone.alertsWithdrawn, 'alert', 'alerts')} stay in the{' '}
          <Link className="link" to="/alerts">
            log
          </Link>{' '}
          as withdrawn; the next digest says so.
        </div>
      ) : null}
    </div>
  );
}
