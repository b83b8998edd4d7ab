import type { Deadline } from '@capeline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { AcknowledgeButton } from '../../ui/acknowledge-button.tsx';
import { Arithmetic } from '../../ui/arithmetic.tsx';
import { Bones } from '../../ui/bones.tsx';
import { Due, standingOf } from '../../ui/due.tsx';
import { EntryList } from '../../ui/entry-list.tsx';
import { dollars, longDate, plural } from '../../ui/format.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES } from '../../ui/words.ts';
import { deadlineQuery } from './queries.ts';

/** One deadline: its date and arithmetic, who took note, and every entry that it covers. */
export function DeadlinePage() {
  const { id = '' } = useParams();
  const today = useToday();
  const { data: deadline, error, refetch } = useQuery(deadlineQuery(id));
  if (!deadline) {
    return (
      <>
        <PageHead title="Deadline" />
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Bones rows={4} height={90} />}
      </>
    );
  }
  return (
    <>
      <PageHead
        title={`${KIND_NAMES[deadline.kind]}, ${deadline.clientName}`}
        sub={
          <Link className="link" to={`/clients/${deadline.clientId}`}>
            Open the client
          </Link>
        }
      />
      {deadline.supersededBy ? (
        <div className="note-box" style={{ marginBottom: 14 }}>
          <b>This date is superseded.</b>{' '}
          <Link className="link" to={`/deadlines/${deadline.supersededBy}`}>
            Open the one that rules now
          </Link>
        </div>
      ) : null}
      <div className="split" style={{ marginBottom: 18 }}>
        <section className="panel stack tight" aria-label="Date">
          <div style={{ fontSize: 17 }}>
            <Due inline clock={deadline} today={today} />
          </div>
          <div className="figure">{dollars(deadline.ieepaDutyCents)}</div>
          <p className="dim">
            IEEPA duty on {plural(deadline.entryCount, 'entry', 'entries')}, liquidated{' '}
            {longDate(deadline.liquidatedOn)}.
          </p>
          <Late deadline={deadline} />
          <AcknowledgeButton deadline={deadline} />
        </section>
        <section className="panel stack tight" aria-label="Arithmetic">
          <h2>How this date came about</h2>
          <Arithmetic clock={deadline} />
          <p className="small faint">A date is an aid. The licensed broker decides.</p>
        </section>
      </div>
      <EntryList path={`deadlines/${deadline.id}/entries`} values={{ limit: 100 }} withClient={false} />
    </>
  );
}

/** Says what a passed day means: the firm's margin is used up, or the right itself is gone. */
function Late({ deadline }: { deadline: Deadline }) {
  const standing = standingOf(deadline, useToday());
  if (standing === 'ahead' || deadline.status !== 'open') return null;
  return (
    <p className="red">
      {standing === 'late'
        ? `The firm’s margin is used up: the right itself ends on ${longDate(deadline.lastDay)}.`
        : `This right lapsed on ${longDate(deadline.lastDay)}. Talk to counsel about what remains.`}
    </p>
  );
}
