import { KEYS, type KeyName } from './key-table.ts';

/** What of a keyboard event decides. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const FIRST_OF_TWO = new Set(
  Object.values(KEYS).flatMap(({ keys }) => keys.filter((key) => key.includes(' ')).map((key) => key[0])),
);
const BY_KEYS: ReadonlyMap<string, KeyName> = new Map(
  Object.entries(KEYS).flatMap(([name, { keys }]) => keys.map((key): [string, KeyName] => [key, name as KeyName])),
);

/** Writes a press as the table does; null for one that no key of ours needs. */
function written({ key, ctrlKey, metaKey, altKey }: Press): string | null {
  if (altKey) return null;
  return `${ctrlKey || metaKey ? 'mod+' : ''}${key.toLowerCase()}`;
}

/**
 * Which key of the table a press completes, given the first half of one of two strokes; `half` is what waits for its second stroke.
 */
export function readPress(press: Press, half: string | null): { name: KeyName | null; half: string | null } {
  const text = written(press);
  if (text === null) return { name: null, half: null };
  if (half !== null) return { name: BY_KEYS.get(`${half} ${text}`) ?? null, half: null };
  if (FIRST_OF_TWO.has(text)) return { name: null, half: text };
  return { name: BY_KEYS.get(text) ?? null, half: null };
}

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable="true"]';
const OWN_KEYS = '[role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]';

/** True while the key belongs to something else: a field that is typed into, an open dialog or menu. ⌘K alone passes a field. */
export function isTaken(target: EventTarget | null, name: KeyName | null): boolean {
  if (document.querySelector('[aria-modal="true"]') !== null) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(OWN_KEYS) !== null) return true;
  return name !== 'search' && target.closest(TYPING) !== null;
}

/** A focused link or button keeps its own Enter. */
export function ownsEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input') !== null;
}
