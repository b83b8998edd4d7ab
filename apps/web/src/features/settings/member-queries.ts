import type {
  DeactivatedMember,
  Invitation,
  InviteRequest,
  IssuedInvitation,
  Member,
  MemberHoldings,
  Role,
} from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { plural } from '../../ui/format.ts';
import { showDone, showProblem, showUndo } from '../../ui/toasts.ts';

export type { Invitation, IssuedInvitation, Member, MemberHoldings };

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => request<{ data: Invitation[] }>('invitations', { signal }),
});

export const holdingsQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['members', memberId, 'holdings'],
    queryFn: ({ signal }) => request<MemberHoldings>(`members/${memberId}/holdings`, { signal }),
    staleTime: 0,
  });

function useRefresh(...keys: string[]) {
  const cache = useQueryClient();
  return () => Promise.all(keys.map((key) => cache.invalidateQueries({ queryKey: [key] })));
}

export function useInvite() {
  const refresh = useRefresh('invitations');
  return useMutation({
    mutationFn: (body: InviteRequest) => request<IssuedInvitation>('invitations', { method: 'POST', body }),
    onSuccess: refresh,
  });
}

export function useResend() {
  const refresh = useRefresh('invitations');
  return useMutation({
    mutationFn: (id: string) => request<IssuedInvitation>(`invitations/${id}/resend`, { method: 'POST' }),
    onError: showProblem,
    onSettled: refresh,
  });
}

export function useRevokeInvitation() {
  const refresh = useRefresh('invitations');
  return useMutation({
    mutationFn: (id: string) => request(`invitations/${id}`, { method: 'DELETE' }),
    onSuccess: () => showDone('The invitation is taken back.'),
    onError: showProblem,
    onSettled: refresh,
  });
}

interface RoleChange {
  readonly member: Member;
  readonly role: Role;
}

/** Gives a member another role and offers to put the former one back. */
export function useRoleChange() {
  const refresh = useRefresh('members', 'me');
  const send = (id: string, role: Role) => request(`members/${id}`, { method: 'PATCH', body: { role } });
  return useMutation({
    mutationFn: ({ member, role }: RoleChange) => send(member.id, role),
    onSuccess: (_, { member, role }) =>
      showUndo(`${member.name} is ${role} now`, () => {
        void send(member.id, member.role).catch(showProblem).then(refresh);
      }),
    onError: showProblem,
    onSettled: refresh,
  });
}

interface Deactivation {
  readonly member: Member;
  readonly handOverTo: string | null;
}

export function useDeactivate() {
  const refresh = useRefresh('members', 'clients', 'client', 'board');
  return useMutation({
    mutationFn: ({ member, handOverTo }: Deactivation) =>
      request<DeactivatedMember>(`members/${member.id}/deactivate`, { method: 'POST', body: { handOverTo } }),
    onSuccess: async ({ clientCount, handedTo }, { member }) => {
      const moved = handedTo === null ? '' : ` ${plural(clientCount, 'client')} went to ${handedTo.name}.`;
      showDone(`${member.name} is out and signed out everywhere.${moved}`);
      await refresh();
    },
  });
}
