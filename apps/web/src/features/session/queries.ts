import type { Me, SetUpFirmRequest, SignInRequest } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
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
