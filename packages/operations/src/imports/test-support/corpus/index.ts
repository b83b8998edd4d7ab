import { HOSTILE_CELLS } from './cells.ts';
import type { HostileFile } from './hostile-file.ts';
import { OTHER_KINDS } from './kinds.ts';
import { HOSTILE_TEXTS } from './texts.ts';
import { HOSTILE_WORKBOOKS } from './workbooks.ts';

/** Every file of the corpus that is small enough to be read beside the others. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  ...HOSTILE_CELLS,
  ...HOSTILE_TEXTS,
  ...HOSTILE_WORKBOOKS,
  ...OTHER_KINDS,
];
