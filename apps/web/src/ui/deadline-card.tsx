import type { Deadline } from '@capeline/contracts';
import { Link } from 'react-router';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { Arithmetic } from './arithmetic.tsx';
import { Due } from './due.tsx';
import { dollars, plural } from './format.ts';
import { useToday } from './today.ts';
import { KIND_NAMES } from './words.ts';

/** One deadline: date, money, arithmetic, and who has taken note of its alert. */
export function DeadlineCard({ deadline }: { deadline: Deadline }) {
  const today = useToday();
  return (
    <section className="panel stack tight" aria-label={`${KIND_NAMES[deadline.kind]} ${deadline.fileBy}`}>
      <div className="panel-head" style={{ margin: 0 }}>
        <h2>{KIND_NAMES[deadline.kind]}</h2>
        <Link className="link small" to={`/deadlines/${deadline.id}`}>
          {plural(deadline.entryCount, 'entry', 'entries')}
        </Link>
      </div>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Due inline clock={deadline} today={today} />
        <b className="num">{dollars(deadline.ieepaDutyCents)}</b>
      </div>
      <Arithmetic clock={deadline} />
      <AcknowledgeButton deadline={deadline} />
    </section>
  );
}
