import type { Board, Client } from '@capeline/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { clientsQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CLIENT_ORDERS } from '../../ui/sort/orders.ts';
import { SortSelect } from '../../ui/sort/sort-select.tsx';
import { useSort } from '../../ui/sort/use-sort.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ClientTable } from './client-table.tsx';
import { FilterChips } from './filter-chips.tsx';
import { filterOf } from './filters.ts';
import { usePicked } from './use-picked.ts';

interface ClientListProps {
  readonly counts: Board['filterCounts'];
}

/** Chips, search and the ranked table. The address holds filter and search, so that every view can be sent to somebody. */
export function ClientList({ counts }: ClientListProps) {
  const [params] = useSearchParams();
  const filter = filterOf(params.get('filter'));
  const search = params.get('search') ?? '';
  const { sort, setSort } = useSort(CLIENT_ORDERS);
  const list = useInfiniteQuery({
    ...clientsQuery({ filter, search, sort, limit: 100 }),
    placeholderData: keepPreviousData,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const clients = rowsOf(list.data);
  const total = list.data?.pages[0]?.total ?? clients.length;
  const picked = usePicked(clients, `${filter} ${search} ${sort ?? ''}`);
  return (
    <section aria-label="All clients">
      <FilterChips filter={filter} search={search} counts={counts} />
      {clients.length > 1 ? (
        <SortSelect narrowOnly options={CLIENT_ORDERS} own="By urgency" sort={sort} onSort={setSort} />
      ) : null}
      {list.error ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Bones rows={7} height={56} /> : null}
      {list.isSuccess && clients.length === 0 && !isFetchingNextPage ? (
        <EmptyState title="No client matches">
          <p>{search === '' ? 'Nothing is in this list now. Good.' : `Nothing found for “${search}”.`}</p>
        </EmptyState>
      ) : null}
      {clients.length > 0 ? (
        <ClientTable
          clients={clients}
          total={total}
          withGroups={search === '' && sort === null}
          sort={sort}
          onSort={setSort}
          picked={picked.ids}
          onPick={(client: Client) => picked.toggle(client.id)}
          onPickLoaded={picked.pickLoaded}
          onNearEnd={loadMore}
        />
      ) : null}
      {picked.ids.size > 0 ? (
        <BulkBar
          clients={clients.filter(({ id }) => picked.ids.has(id))}
          isAll={picked.isAll}
          total={total}
          matching={{ filter, search }}
          onAll={picked.pickAll}
          onDone={picked.clear}
        />
      ) : null}
    </section>
  );
}
