import type { Deadline } from '@capeline/contracts';
import { Link, useNavigate } from 'react-router';
import { Due } from '../../ui/due.tsx';
import { dollars, longDate, plural, shortDate } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES, tierName } from '../../ui/words.ts';

/** Deadlines one below the other, in the order given. */
export function AgendaTable({ deadlines, label }: { deadlines: readonly Deadline[]; label: string }) {
  return (
    <table className="table cards agenda-table" aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Client</th>
          <th scope="col">Counted from</th>
          <th scope="col">Entries</th>
          <th scope="col">IEEPA duty</th>
          <th scope="col">Alert</th>
        </tr>
      </thead>
      <tbody>
        {deadlines.map((deadline) => (
          <AgendaRow key={deadline.id} deadline={deadline} />
        ))}
      </tbody>
    </table>
  );
}

function AgendaRow({ deadline }: { deadline: Deadline }) {
  const today = useToday();
  const navigate = useNavigate();
  const to = `/deadlines/${deadline.id}`;
  return (
    <tr
      className="clickable"
      data-row
      onClick={(event) => {
        if (!(event.target as Element).closest('a, button')) void navigate(to);
      }}
    >
      <td className="wide-cell">
        <Link to={to} data-row-link>
          <Due clock={deadline} today={today} kind={KIND_NAMES[deadline.kind]} />
        </Link>
      </td>
      <td className="wide-cell">
        <Link to={`/clients/${deadline.clientId}`} className="quiet">
          <b>{deadline.clientName}</b>
        </Link>
      </td>
      <td className="m" data-label="Counted from">
        liquidated <span className="nowrap">{longDate(deadline.liquidatedOn)}</span>{' '}
        <span className="nowrap">{/\+\s*\d+ days/u.exec(deadline.arithmetic)?.[0]}</span>
        {deadline.practiceRollDay ? (
          <div>roll {shortDate(deadline.practiceRollDay, today)}: CBP practice, do not rely on it</div>
        ) : null}
      </td>
      <td className="num">{plural(deadline.entryCount, 'entry', 'entries')}</td>
      <td className="num">
        {deadline.ieepaDutyCents === 0 ? (
          <span className="faint">no IEEPA duty</span>
        ) : (
          <b>{dollars(deadline.ieepaDutyCents)}</b>
        )}
      </td>
      <td>
        {deadline.openAlertTier !== null ? <Tag tone="amber">{tierName(deadline.openAlertTier)} alert</Tag> : null}
        {deadline.openAlertTier === null && deadline.acknowledged ? <Tag>acknowledged</Tag> : null}
        {deadline.status === 'superseded' ? <Tag>superseded</Tag> : null}
        {deadline.status === 'done' ? <Tag tone="green">done</Tag> : null}
      </td>
    </tr>
  );
}
