import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from './protection.ts';

/** What is wrong with an edit as the tree under `root` stands, or null: its text must occur exactly once and really change. */
export function faultOf(root: string, { file, find, replace }: Edit): string | null {
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    return `${file} is not there.`;
  }
  const count = find === '' ? 0 : text.split(find).length - 1;
  if (count !== 1) return `${file} holds the text to take out ${count} times instead of once: ${find}`;
  return find === replace ? `${file} would stay as it is.` : null;
}

/** Makes all edits under `root` and returns what puts every file back byte for byte. Throws before the first change when one does not fit. */
export function makeEdits(root: string, edits: readonly Edit[]): () => void {
  const faults = edits.map((edit) => faultOf(root, edit)).filter((fault) => fault !== null);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const before = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    if (!before.has(path)) before.set(path, text);
    // A function, because "$" means something in a replacement text.
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text);
  };
}
