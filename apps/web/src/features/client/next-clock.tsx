import type { ClientDetail, Deadline } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { deadlinesQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Arithmetic } from '../../ui/arithmetic.tsx';
import { Bones } from '../../ui/bones.tsx';
import { Due } from '../../ui/due.tsx';
import { dollars, plural } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES } from '../../ui/words.ts';

/** The clock that ends next, with how its date came about. */
export function NextClock({ client }: { client: ClientDetail }) {
  const list = useInfiniteQuery(deadlinesQuery({ clientId: client.id, status: 'open', limit: 50 }));
  const deadline = rowsOf(list.data).find(({ id }) => id === client.nextDeadline?.id);
  if (client.nextDeadline === null) return null;
  return (
    <section className="panel stack tight" aria-label="Next clock">
      {deadline ? <Clock deadline={deadline} /> : <Bones rows={3} height={40} />}
    </section>
  );
}

function Clock({ deadline }: { deadline: Deadline }) {
  const today = useToday();
  return (
    <>
      <div className="panel-head" style={{ margin: 0 }}>
        <h2>Next: {KIND_NAMES[deadline.kind]}</h2>
        <Link className="link small" to={`/deadlines/${deadline.id}`}>
          open
        </Link>
      </div>
      <Due inline clock={deadline} today={today} />
      <div className="dim">
        {dollars(deadline.ieepaDutyCents)}, {plural(deadline.entryCount, 'entry', 'entries')}
      </div>
      <Arithmetic clock={deadline} />
      <p className="small faint">A date is an aid. The licensed broker decides.</p>
    </>
  );
}
