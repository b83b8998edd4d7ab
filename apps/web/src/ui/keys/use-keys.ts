import { useEffect, useRef } from 'react';
import { isTaken, ownsEnter, readPress } from './key-press.ts';
import type { KeyName } from './key-table.ts';

export type KeyHandlers = Partial<Record<KeyName, () => void>>;

/** A second stroke that comes later begins anew. */
const SECOND_STROKE_MS = 1200;

const layers: { current: KeyHandlers }[] = [];
let half: string | null = null;
let forget: ReturnType<typeof setTimeout> | undefined;

function handlerOf(name: KeyName): (() => void) | undefined {
  return layers.findLast(({ current }) => current[name] !== undefined)?.current[name];
}

function onPress(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const read = readPress(event, half);
  if (isTaken(event.target, read.name)) return;
  clearTimeout(forget);
  half = read.half;
  if (half !== null) {
    forget = setTimeout(() => {
      half = null;
    }, SECOND_STROKE_MS);
  }
  if (read.name === null || (read.name === 'open' && ownsEnter(event.target))) return;
  const handler = handlerOf(read.name);
  if (handler === undefined) return;
  event.preventDefault();
  handler();
}

/** The keys that do something on the page as it stands, in no order. */
export const workingKeys = (): ReadonlySet<KeyName> =>
  new Set(layers.flatMap(({ current }) => Object.keys(current) as KeyName[]));

/**
 * Lets keys of the table do something while the calling part is shown. What came later goes before what came earlier; fields,
 * dialogs and menus keep their own keys.
 */
export function useKeys(handlers: KeyHandlers): void {
  const layer = useRef(handlers);
  useEffect(() => {
    layer.current = handlers;
  });
  useEffect(() => {
    if (layers.length === 0) document.addEventListener('keydown', onPress);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', onPress);
    };
  }, []);
}
