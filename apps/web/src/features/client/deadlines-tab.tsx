import { useInfiniteQuery } from '@tanstack/react-query';
import { deadlinesQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { DeadlineCard } from '../../ui/deadline-card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Every clock of the client with its arithmetic beside it. */
export function DeadlinesTab({ clientId }: { clientId: string }) {
  const list = useInfiniteQuery(deadlinesQuery({ clientId, status: 'open', limit: 50 }));
  const deadlines = rowsOf(list.data);
  if (list.isPending) return <Bones rows={3} height={150} />;
  if (list.error && deadlines.length === 0)
    return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (deadlines.length === 0) {
    return (
      <EmptyState title="No clock runs">
        <p>A clock starts with a liquidation date in an ACE report, never with a scheduled or an estimated date.</p>
      </EmptyState>
    );
  }
  return (
    <div className="stack">
      <div className="split">
        {deadlines.map((deadline) => (
          <DeadlineCard key={deadline.id} deadline={deadline} />
        ))}
      </div>
      <LoadMore list={list} />
    </div>
  );
}
