import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { AcknowledgeButton } from '../../ui/acknowledge-button.tsx';
import { Arithmetic } from '../../ui/arithmetic.tsx';
import { Bones } from '../../ui/bones.tsx';
import { Due } from '../../ui/due.tsx';
import { EntryList } from '../../ui/entry-list.tsx';
import { dollars, plural } from '../../ui/format.ts';
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
            <Due inline date={deadline.fileBy} today={today} />
          </div>
          <div className="figure">{dollars(deadline.ieepaDutyCents)}</div>
          <p className="dim">
            IEEPA duty on {plural(deadline.entryCount, 'entry', 'entries')} that share this client, right and
            liquidation date.
          </p>
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
