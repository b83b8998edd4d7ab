import { useState } from 'react';
import { useKeys } from '../../ui/keys/use-keys.ts';

interface ClientKeys {
  readonly count: number;
  readonly onMove: (position: number) => void;
  readonly onOpen: (position: number) => void;
  readonly onPick: (position: number) => void;
}

/** Presses the owner button of the picked clients, else of the row that has the focus. */
function pressAssign(): void {
  const place = document.querySelector('.bulk') ?? document.activeElement?.closest('[data-row]');
  place?.querySelector<HTMLElement>('[data-row-act]')?.click();
}

/**
 * The keys of the client table, whose rows come and go as it scrolls: the place is a position, not an element. Answers it, -1 before
 * the first move.
 */
export function useClientKeys({ count, onMove, onOpen, onPick }: ClientKeys): number {
  const [at, setAt] = useState(-1);
  const move = (by: number) => {
    if (count === 0) return;
    const next = Math.min(count - 1, Math.max(0, at + by));
    setAt(next);
    onMove(next);
  };
  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    open: () => at >= 0 && onOpen(at),
    pick: () => at >= 0 && onPick(at),
    act: pressAssign,
  });
  return at < count ? at : -1;
}
