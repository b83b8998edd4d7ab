import { makeEdits } from './edit-files.ts';
import type { Protection } from './protection.ts';
import { runTests } from './run-tests.ts';

/** What `wanted` holds more often than `found`. */
function missing(wanted: readonly string[], found: readonly string[]): string[] {
  const left = [...found];
  return wanted.filter((title) => {
    const index = left.indexOf(title);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Takes one protection out of the copy under `root`, runs its test file, puts the protection back and runs the file again. Answers with
 * everything that was not as promised, which is nothing when exactly the named tests turned red and all were green afterwards.
 */
export async function proveOne(root: string, protection: Protection, signal: AbortSignal): Promise<string[]> {
  const { removal, tests } = protection;
  try {
    const putBack = makeEdits(root, removal);
    const without = await runTests(root, tests, signal).finally(putBack);
    const again = await runTests(root, tests, signal);
    return [
      ...missing(tests.turnRed, without.failed).map((title) => `stayed green: ${title}`),
      ...missing(without.failed, tests.turnRed).map((title) => `turned red and is not named: ${title}`),
      ...again.failed.map((title) => `is red although the protection is back: ${title}`),
      ...(tests.turnRed.length === 0 ? ['names no test'] : []),
    ];
  } catch (error) {
    signal.throwIfAborted();
    return [messageOf(error)];
  }
}
