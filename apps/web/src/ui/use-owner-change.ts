import type { ClientDetail, UpdateClientRequest } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import { showProblem, showUndo } from './toasts.ts';

interface OwnerChange {
  readonly clients: readonly { id: string; name: string; ownerId: string | null; version: number }[];
  readonly ownerId: string | null;
  readonly ownerName: string | null;
}

const patchOwner = (id: string, ownerId: string | null, version: number) =>
  request<ClientDetail>(`clients/${id}`, {
    method: 'PATCH',
    body: { ownerId } satisfies UpdateClientRequest,
    versions: [version],
  });

/** Names an owner for one or many clients and offers to put the former ones back. */
export function useOwnerChange() {
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all([['clients'], ['client'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })));
  const putBack = async ({ clients }: OwnerChange, after: readonly ClientDetail[]) => {
    try {
      await Promise.all(
        clients.map(({ id, ownerId, version }, index) => patchOwner(id, ownerId, after[index]?.version ?? version)),
      );
    } catch (error) {
      showProblem(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: ({ clients, ownerId }: OwnerChange) =>
      Promise.all(clients.map(({ id, version }) => patchOwner(id, ownerId, version))),
    onSuccess: (after, change) => {
      const whom = change.clients.length === 1 ? (change.clients[0]?.name ?? '') : `${change.clients.length} clients`;
      showUndo(`${whom}: owner is now ${change.ownerName ?? 'nobody'}`, () => void putBack(change, after));
    },
    onError: showProblem,
    onSettled: refresh,
  });
}
