import type { Deadline } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { deadlinesQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { count, dollars, longDate, plural, shortDate } from '../../ui/format.ts';
import { useListKeys } from '../../ui/keys/use-list-keys.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { DEADLINE_ORDERS } from '../../ui/sort/orders.ts';
import { SortSelect } from '../../ui/sort/sort-select.tsx';
import { useSort } from '../../ui/sort/use-sort.ts';
import { useToday } from '../../ui/today.ts';
import { AgendaFilters } from './agenda-filters.tsx';
import { agendaQuery } from './agenda-query.ts';
import { AgendaTable } from './agenda-table.tsx';
import { type AgendaWeek, agendaWeeks } from './weeks.ts';

/** Every deadline in the order in which it comes, a week at a time; sorted otherwise it is one list. */
export function AgendaPage() {
  const [params] = useSearchParams();
  const today = useToday();
  const { sort, setSort } = useSort(DEADLINE_ORDERS);
  const list = useInfiniteQuery(deadlinesQuery({ ...agendaQuery(params, today), sort, limit: 100 }));
  const deadlines = rowsOf(list.data);
  const rows = useListKeys<HTMLDivElement>();
  const isEmpty = deadlines.length === 0;
  return (
    <>
      <PageHead
        title="Deadlines"
        sub="By the day to work to. One line is one client, one right, one liquidation date."
      />
      <AgendaFilters clientName={deadlines[0]?.clientName} />
      {list.isPending ? <Bones rows={8} height={48} /> : null}
      {list.error && isEmpty ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && isEmpty ? <NoDeadlines isFiltered={params.size > 0} /> : null}
      {isEmpty ? null : (
        <div className="agenda-sum">
          <Sum deadlines={deadlines} isWhole={!list.hasNextPage} />
          <SortSelect options={DEADLINE_ORDERS} own="Soonest first, by week" sort={sort} onSort={setSort} />
        </div>
      )}
      <div ref={rows}>
        {sort === null ? (
          <Weeks deadlines={deadlines} isWhole={!list.hasNextPage} />
        ) : isEmpty ? null : (
          <AgendaTable deadlines={deadlines} label="Deadlines" />
        )}
      </div>
      <LoadMore list={list} />
    </>
  );
}

function Weeks({ deadlines, isWhole }: { deadlines: readonly Deadline[]; isWhole: boolean }) {
  const weeks = agendaWeeks(deadlines, useToday());
  return weeks.map((week, index) => (
    <Week key={week.weekStart} week={week} isWhole={isWhole || index < weeks.length - 1} />
  ));
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
  if (!isWhole) return <p className="dim">The first {count(deadlines.length)}; more below.</p>;
  const parts = [
    { name: 'CAPE', list: deadlines.filter(({ kind }) => kind === 'cape_window') },
    { name: 'Protest', list: deadlines.filter(({ kind }) => kind.startsWith('protest')) },
  ].filter(({ list }) => list.length > 0);
  return (
    <p className="dim">
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
  const label = `Week of ${longDate(week.weekStart)}`;
  return (
    <section className="agenda-week" aria-label={label}>
      <header>
        <h2>Week of {shortDate(week.weekStart, today)}</h2>
        <span className="aside small">
          {isWhole && week.capeCents > 0 ? `CAPE ${dollars(week.capeCents)}` : ''}
          {isWhole && week.capeCents > 0 && week.protestCents > 0 ? ' · ' : ''}
          {isWhole && week.protestCents > 0 ? `Protest ${dollars(week.protestCents)}` : ''}
        </span>
      </header>
      <AgendaTable deadlines={week.deadlines} label={label} />
    </section>
  );
}
