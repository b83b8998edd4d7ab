import type { Deadline } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { deadlinesQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { Due } from '../../ui/due.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { count, dollars, longDate, plural, shortDate } from '../../ui/format.ts';
import { useListKeys } from '../../ui/keys/use-list-keys.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES, tierName } from '../../ui/words.ts';
import { AgendaFilters } from './agenda-filters.tsx';
import { agendaQuery } from './agenda-query.ts';
import { type AgendaWeek, agendaWeeks } from './weeks.ts';

/** Every deadline in the order in which it comes, a week at a time. */
export function AgendaPage() {
  const [params] = useSearchParams();
  const today = useToday();
  const list = useInfiniteQuery(deadlinesQuery({ ...agendaQuery(params, today), limit: 100 }));
  const deadlines = rowsOf(list.data);
  const weeks = agendaWeeks(deadlines, today);
  const rows = useListKeys<HTMLDivElement>();
  return (
    <>
      <PageHead
        title="Deadlines"
        sub="By the day to work to. One line is one client, one right, one liquidation date."
      />
      <AgendaFilters clientName={deadlines[0]?.clientName} />
      {list.isPending ? <Bones rows={8} height={48} /> : null}
      {list.error && weeks.length === 0 ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && weeks.length === 0 ? <NoDeadlines isFiltered={params.size > 0} /> : null}
      {weeks.length > 0 ? <Sum deadlines={deadlines} isWhole={!list.hasNextPage} /> : null}
      <div ref={rows}>
        {weeks.map((week, index) => (
          <Week key={week.weekStart} week={week} isWhole={!list.hasNextPage || index < weeks.length - 1} />
        ))}
      </div>
      <LoadMore list={list} />
    </>
  );
}

function NoDeadlines({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing in this list">
        <p>
          <Link className="link" to="/deadlines">
            Show everything that is still open
          </Link>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No deadline is open">
      <p>
        A clock starts with a liquidation date in an ACE report.{' '}
        <Link className="link" to="/imports">
          Load a report
        </Link>
      </p>
    </EmptyState>
  );
}

/** What the list adds up to, the two rights apart: the same figures as the number that led here. */
function Sum({ deadlines, isWhole }: { deadlines: readonly Deadline[]; isWhole: boolean }) {
  if (!isWhole) return <p className="agenda-sum dim">The first {count(deadlines.length)}; more below.</p>;
  const parts = [
    { name: 'CAPE', list: deadlines.filter(({ kind }) => kind === 'cape_window') },
    { name: 'Protest', list: deadlines.filter(({ kind }) => kind.startsWith('protest')) },
  ].filter(({ list }) => list.length > 0);
  return (
    <p className="agenda-sum dim">
      {parts
        .map(({ name, list }) => {
          const cents = list.reduce((sum, { ieepaDutyCents }) => sum + ieepaDutyCents, 0);
          const entries = list.reduce((sum, { entryCount }) => sum + entryCount, 0);
          return `${name}: ${dollars(cents)}, ${plural(entries, 'entry', 'entries')} on ${plural(list.length, 'date')}`;
        })
        .join(' · ')}
    </p>
  );
}

function Week({ week, isWhole }: { week: AgendaWeek; isWhole: boolean }) {
  const today = useToday();
  return (
    <section className="agenda-week" aria-label={`Week of ${longDate(week.weekStart)}`}>
      <header>
        <h2>Week of {shortDate(week.weekStart, today)}</h2>
        <span className="aside small">
          {isWhole && week.capeCents > 0 ? `CAPE ${dollars(week.capeCents)}` : ''}
          {isWhole && week.capeCents > 0 && week.protestCents > 0 ? ' · ' : ''}
          {isWhole && week.protestCents > 0 ? `Protest ${dollars(week.protestCents)}` : ''}
        </span>
      </header>
      <table className="table cards agenda-table">
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
          {week.deadlines.map((deadline) => (
            <AgendaRow key={deadline.id} deadline={deadline} />
          ))}
        </tbody>
      </table>
    </section>
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
