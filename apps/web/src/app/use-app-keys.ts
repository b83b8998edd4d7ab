import { useNavigate } from 'react-router';
import { useMe } from '../api/session.ts';
import { type KeyHandlers, useKeys } from '../ui/keys/use-keys.ts';
import { PAGES } from './pages.tsx';

/** The keys that work on every page: search, help, and one for each page that the person may open. */
export function useAppKeys({ search, help }: { readonly search: () => void; readonly help: () => void }): void {
  const navigate = useNavigate();
  const { permissions } = useMe();
  const handlers: KeyHandlers = { search, find: search, help };
  for (const { key, to, needs } of PAGES) {
    if (needs === undefined || permissions.includes('*') || permissions.includes(needs))
      handlers[key] = () => void navigate(to);
  }
  useKeys(handlers);
}
