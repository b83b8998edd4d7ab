import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../api/http.ts';
import { meQuery } from '../api/session.ts';
import { forgetRecents } from '../ui/recents.ts';
import { showProblem } from '../ui/toasts.ts';

/** Ends the session on the server, forgets everything that was loaded, goes to the first page. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await request('session', { method: 'DELETE' });
      cache.clear();
      forgetRecents();
      cache.setQueryData(meQuery.queryKey, null);
      await navigate('/sign-in');
    } catch (error) {
      showProblem(error);
    }
  };
}
