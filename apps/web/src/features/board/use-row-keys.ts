import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';

interface RowKeys {
  readonly count: number;
  readonly onMove: (position: number) => void;
  readonly onOpen: (position: number) => void;
  readonly onPick: (position: number) => void;
  readonly onHelp: () => void;
}

/** A focused link or button keeps its own Enter. */
function ownsEnter(element: Element | null): boolean {
  return element !== null && element.closest('a, button, [role="menuitem"], [role="dialog"]') !== null;
}

/** j and k move through rows, Enter opens, x picks, ? explains. Answers the current position, -1 before the first move. */
export function useRowKeys({ count, onMove, onOpen, onPick, onHelp }: RowKeys): number {
  const [at, setAt] = useState(-1);
  const move = (by: number) => {
    if (count === 0) return;
    const next = Math.min(count - 1, Math.max(0, at + by));
    setAt(next);
    onMove(next);
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['x', () => at >= 0 && onPick(at)],
    ['shift+?', onHelp],
    ['Enter', () => at >= 0 && !ownsEnter(document.activeElement) && onOpen(at), { preventDefault: false }],
  ]);
  return at < count ? at : -1;
}
