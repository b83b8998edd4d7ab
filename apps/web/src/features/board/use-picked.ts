import type { Client } from '@capeline/contracts';
import { useState } from 'react';

interface Picked {
  readonly list: string;
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
}

/**
 * Which clients of a list are picked: some, or all that match, loaded or not. Another list (`list` names it) begins with none, so that
 * nothing is changed that is not on the screen.
 */
export function usePicked(loaded: readonly Client[], list: string) {
  const none: Picked = { list, ids: new Set(), isAll: false };
  const [kept, setKept] = useState<Picked>(none);
  const picked = kept.list === list ? kept : none;
  const everyId = () => new Set(loaded.map(({ id }) => id));
  const ids = picked.isAll ? everyId() : picked.ids;
  return {
    ids,
    isAll: picked.isAll,
    toggle: (id: string) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setKept({ list, ids: next, isAll: false });
    },
    pickLoaded: (arePicked: boolean) => setKept(arePicked ? { list, ids: everyId(), isAll: false } : none),
    pickAll: () => setKept({ list, ids: everyId(), isAll: true }),
    clear: () => setKept(none),
  };
}
