import { useEffect } from 'react';
import { useMe } from '../api/session.ts';
import { noteRecent, type Recent } from './recents.ts';

/** Notes what a page shows among the last things opened, as soon as its name is known. */
export function useRecent(kind: Recent['kind'], to: string, label: string | undefined): void {
  const { organization } = useMe();
  useEffect(() => {
    if (label !== undefined) noteRecent(organization.id, { kind, to, label });
  }, [organization.id, kind, to, label]);
}
