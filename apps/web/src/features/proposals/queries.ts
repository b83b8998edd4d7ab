import type { DecideProposalsRequest, DecideProposalsResponse, Proposal } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { pagedQuery } from '../../api/pages.ts';

export const proposalsQuery = (clientId: string | null) =>
  pagedQuery<Proposal>(['proposals'], 'proposals', { clientId, limit: 100 });

/** Everything that a decision can move. */
const CHANGED = ['proposals', 'board', 'clients', 'client', 'entries', 'entry', 'deadlines', 'deadline', 'alerts'];

/** Sends one decision about many; lists ask again whatever the answers are. */
export function useDecideProposals() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: DecideProposalsRequest) =>
      request<DecideProposalsResponse>('proposals/decide', { method: 'POST', body }),
    onSettled: () => Promise.all(CHANGED.map((key) => cache.invalidateQueries({ queryKey: [key] }))),
  });
}
