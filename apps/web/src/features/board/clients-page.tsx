import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { boardQuery } from '../../api/lists.ts';
import { useCan } from '../../api/session.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ClientList } from './client-list.tsx';
import { EmptyBoard } from './empty-board.tsx';

// Few firms have doubles, and the list comes first.
const MergeSuggestions = lazy(async () => ({ default: (await import('./merge-suggestions.tsx')).MergeSuggestions }));

/** The board's table alone: every client, filtered and searched. */
export function ClientsPage() {
  const { data: board } = useQuery(boardQuery);
  const mayImport = useCan('imports:write');
  if (board?.clientCount === 0) return <EmptyBoard title="Clients" mayImport={mayImport} />;
  return (
    <>
      <PageHead title="Clients" sub="One client per importer. Two answers each: can file, and can be paid." />
      <Suspense>
        <MergeSuggestions />
      </Suspense>
      <ClientList counts={board?.filterCounts ?? {}} />
    </>
  );
}
