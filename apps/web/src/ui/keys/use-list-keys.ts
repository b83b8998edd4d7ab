import { type RefObject, useRef } from 'react';
import { useKeys } from './use-keys.ts';

const ROW = '[data-row]';

/** Puts the focus on the link or button by which a row opens. */
function focusRow(row: Element | undefined): void {
  const link = row?.querySelector<HTMLElement>('[data-row-link]');
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

/**
 * j and k move the focus from row to row, Enter opens the focused one by itself, a presses its action. Rows bear `data-row`, what
 * opens them `data-row-link`, the action `data-row-act`. Answers the ref of what holds the rows.
 */
export function useListKeys<Holder extends HTMLElement>(): RefObject<Holder | null> {
  const holder = useRef<Holder>(null);
  const rows = () => [...(holder.current?.querySelectorAll(ROW) ?? [])];
  const current = () => document.activeElement?.closest(ROW) ?? null;
  const move = (by: 1 | -1) => {
    const all = rows();
    const row = current();
    const at = row === null ? -1 : all.indexOf(row);
    focusRow(at === -1 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + by))]);
  };
  useKeys({
    next: () => move(1),
    previous: () => move(-1),
    open: () => current()?.querySelector<HTMLElement>('[data-row-link]')?.click(),
    act: () => current()?.querySelector<HTMLElement>('[data-row-act] button, button[data-row-act]')?.click(),
  });
  return holder;
}
