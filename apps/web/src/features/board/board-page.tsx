import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { boardQuery } from '../../api/lists.ts';
import { useCan } from '../../api/session.ts';
import { count } from '../../ui/format.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { BoardBones } from './board-bones.tsx';
import { ClientList } from './client-list.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { NeedsYou } from './needs-you.tsx';
import { Strip } from './strip.tsx';

/** Home: which right closes when and for how much, what needs me today, every client by urgency. */
export function BoardPage() {
  const { data: board, error, isPending, refetch } = useQuery(boardQuery);
  const mayImport = useCan('imports:write');
  if (isPending) return <BoardBones />;
  if (error && board === undefined) {
    return (
      <>
        <PageHead title="Board" />
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  if (board.clientCount === 0) return <EmptyBoard mayImport={mayImport} />;
  const codes = board.filerCodes.length > 0 ? ` · entries under filer codes ${board.filerCodes.join(', ')} only` : '';
  return (
    <>
      <PageHead
        title="Board"
        sub={
          <>
            {count(board.clientCount)} clients · {count(board.canFileCount)} can file · {count(board.canBePaidCount)}{' '}
            can be paid{codes}
          </>
        }
      >
        {mayImport ? (
          <Button component={Link} to="/imports" leftSection={<IconFileImport size={16} />}>
            Load an ACE report
          </Button>
        ) : null}
      </PageHead>
      <div className="board-top">
        <Strip
          kind="cape_window"
          title="CAPE closes, protest remains"
          aside="by file-by date"
          spans={board.capeCloses}
          weeks={board.weeks}
        />
        <Strip
          kind="protest"
          title="Protest closes, only counsel remains"
          aside="by safe day"
          spans={board.protestCloses}
          weeks={board.weeks}
        />
        <NeedsYou needsYou={board.needsYou} />
      </div>
      <ClientList counts={board.filterCounts} />
    </>
  );
}
