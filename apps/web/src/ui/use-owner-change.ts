import type { AssignOwnersAnswer, AssignOwnersRequest, ClientFilter } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemError, request, unreachable } from '../api/http.ts';
import { count, plural } from './format.ts';
import { showProblem, showUndo } from './toasts.ts';

type Result = AssignOwnersAnswer['data'][number];

/** Whom to give to: clients one by one, or all that a filter and a search leave. */
export interface OwnerChange {
  readonly of:
    | { readonly clients: readonly { readonly id: string; readonly version: number }[] }
    | { readonly matching: { readonly filter: ClientFilter; readonly search?: string } };
  readonly ownerId: string | null;
  readonly ownerName: string | null;
}

const send = (body: AssignOwnersRequest) => request<AssignOwnersAnswer>('clients/owners', { method: 'POST', body });

function requestOf({ of, ownerId }: OwnerChange): AssignOwnersRequest {
  if ('matching' in of) return { matching: of.matching, ownerId };
  return { assignments: of.clients.map(({ id, version }) => ({ clientId: id, ownerId, version })) };
}

const nameOf = (results: readonly Result[]): string =>
  results.length === 1 ? (results[0]?.name ?? 'a client') : `${count(results.length)} clients`;

/** One sentence on all that was asked for: what changed, and what did not and why. */
export function summaryOf(results: readonly Result[], ownerName: string | null): string {
  const of = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome);
  const [assigned, same, changed, gone] = [of('assigned'), of('unchanged'), of('changed_meanwhile'), of('not_found')];
  const owner = ownerName ?? 'nobody';
  const parts = [
    assigned.length > 0 ? `${nameOf(assigned)}: owner is now ${owner}.` : '',
    same.length > 0 ? `${nameOf(same)} had ${owner} already.` : '',
    changed.length > 0
      ? `Not changed, because somebody else changed ${changed.length === 1 ? 'it' : 'them'} meanwhile: ${changed.map(({ name }) => name).join(', ')}.`
      : '',
    gone.length > 0 ? `${plural(gone.length, 'client')} no longer there.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const backTo = (assigned: readonly Result[]): AssignOwnersRequest => ({
  assignments: assigned.map(({ clientId, formerOwnerId, version }) => ({
    clientId,
    ownerId: formerOwnerId,
    ...(version !== null && { version }),
  })),
});

/** Names an owner for one or many clients, says what became of each and offers to put the former ones back. */
export function useOwnerChange() {
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['clients'], ['client'], ['board'], ['deadlines']].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
  const putBack = async (assigned: readonly Result[]) => {
    try {
      await send(backTo(assigned));
    } catch (error) {
      showProblem(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: (change: OwnerChange) => send(requestOf(change)),
    onSuccess: ({ data }, change) => {
      const assigned = data.filter(({ outcome }) => outcome === 'assigned');
      const summary = summaryOf(data, change.ownerName);
      if (assigned.length > 0) showUndo(summary, () => void putBack(assigned));
      else showProblem(new ProblemError({ ...unreachable(409, summary), title: 'No owner was changed' }));
    },
    onError: showProblem,
    onSettled: refresh,
  });
}
