import type { AcceptInvitationRequest, InvitationView, Me, SetUpFirmRequest, SignInRequest } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { meQuery } from '../../api/session.ts';

/** Runs one of the ways to sign in and keeps who that made us. */
function useSigningIn<Input>(send: (input: Input) => Promise<Me>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (me) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'setup' });
      cache.setQueryData(meQuery.queryKey, me);
    },
  });
}

export const useSetUpFirm = () =>
  useSigningIn((body: SetUpFirmRequest) => request<Me>('setup', { method: 'POST', body }));
export const useSignIn = () => useSigningIn((body: SignInRequest) => request<Me>('session', { method: 'POST', body }));
export const useOpenSample = () => useSigningIn((_: undefined) => request<Me>('session/sample', { method: 'POST' }));

export interface LinkInput {
  readonly token: string;
}
export const useRedeemLink = () =>
  useSigningIn((body: LinkInput) => request<Me>('session/link', { method: 'POST', body }));

/** Asks for a mailed link; the answer is the same for every address. */
export function useAskPasswordReset() {
  return useMutation({
    mutationFn: (body: { readonly email: string }) =>
      request<object>('session/password-reset', { method: 'POST', body }),
  });
}

export interface ResetInput extends LinkInput {
  readonly password: string;
}
export const useRedeemPasswordReset = () =>
  useSigningIn((body: ResetInput) => request<Me>('session/password-reset/redeem', { method: 'POST', body }));

/** What an invitation's link invites to; asked by POST, so that the secret stands in no address. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => request<InvitationView>('invitations/look', { method: 'POST', body: { token }, signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useAcceptInvitation = () =>
  useSigningIn((body: AcceptInvitationRequest) => request<Me>('invitations/accept', { method: 'POST', body }));

export interface NewPassword {
  readonly password: string;
}

/** Sets the first or a new password of the signed-in person. */
export function useSetPassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: NewPassword) => request('me/password', { method: 'PUT', body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
