import type { Proposal } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages.ts';
import { useCan } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { ProposalTable } from './proposal-table.tsx';
import { proposalsQuery } from './queries.ts';
import { useDecisions } from './use-decisions.ts';

/** Later liquidation dates that wait for a person: confirm or keep, one by one or many at once, with a note. */
export function ProposalsPage() {
  const [params] = useSearchParams();
  const clientId = params.get('clientId');
  const list = useInfiniteQuery(proposalsQuery(clientId));
  const proposals = rowsOf(list.data);
  return (
    <>
      <PageHead
        title="Proposed later dates"
        sub="The earlier date rules and alarms until somebody who compared it with CBP’s bulletin notice decides."
      />
      {clientId ? (
        <p className="small dim">
          Of one client only.{' '}
          <Link className="link" to="/proposals">
            Show all
          </Link>
        </p>
      ) : null}
      {list.error ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Bones rows={5} height={70} /> : null}
      {list.isSuccess && proposals.length === 0 ? (
        <EmptyState title="No later date waits for you">
          <p>When a newer report gives a later liquidation date than the one known, it comes here first.</p>
        </EmptyState>
      ) : null}
      {proposals.length > 0 ? <Decide proposals={proposals} /> : null}
      <LoadMore list={list} />
    </>
  );
}

function Decide({ proposals }: { proposals: readonly Proposal[] }) {
  const mayDecide = useCan('entries:write');
  const decisions = useDecisions(proposals);
  return (
    <div className="stack">
      {mayDecide ? <DecisionBar decisions={decisions} /> : null}
      <ProposalTable proposals={proposals} decisions={mayDecide ? decisions : null} />
    </div>
  );
}
