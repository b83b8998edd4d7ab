/**
 * `npm run prove`: takes the protections of `prove/protections.ts` out of a copy of the tree, one at a time, and shows that the named tests
 * turn red without them and green with them. `npm run prove -- NAME…` proves some. Exit code 1 when one is not held.
 */
import { rm } from 'node:fs/promises';
import { copyTree } from './prove/copy-tree.ts';
import type { Protection } from './prove/protection.ts';
import { PROTECTIONS } from './prove/protections.ts';
import { proveOne } from './prove/prove-one.ts';

function chosen(names: readonly string[]): readonly Protection[] {
  const unknown = names.filter((name) => !PROTECTIONS.some((protection) => protection.name === name));
  if (unknown.length > 0) {
    const known = PROTECTIONS.map(({ name, about }) => `  ${name}: ${about}`).join('\n');
    process.stderr.write(`There is no protection ${unknown.join(', ')}. There are:\n${known}\n`);
    process.exit(2);
  }
  return names.length === 0 ? PROTECTIONS : PROTECTIONS.filter(({ name }) => names.includes(name));
}

function report({ name, about, tests }: Protection, faults: readonly string[]): void {
  const [first = 'no test', ...others] = tests.turnRed;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  process.stdout.write(`${faults.length === 0 ? 'held' : 'NOT HELD'} ${name} — ${first}${more}\n`);
  if (faults.length === 0) return;
  for (const line of [about, `${tests.folder}/${tests.file}`, ...faults])
    process.stdout.write(`  ${line.replaceAll('\n', '\n  ')}\n`);
}

/** Answers with how many protections are not held. */
async function prove(protections: readonly Protection[], signal: AbortSignal): Promise<number> {
  const root = await copyTree();
  try {
    let notHeld = 0;
    for (const protection of protections) {
      const faults = await proveOne(root, protection, signal);
      report(protection, faults);
      if (faults.length > 0) notHeld += 1;
    }
    process.stdout.write(`\n${protections.length - notHeld} held, ${notHeld} not held\n`);
    return notHeld;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
try {
  process.exitCode = (await prove(chosen(process.argv.slice(2)), stop.signal)) > 0 ? 1 : 0;
} catch (error) {
  if (!stop.signal.aborted) throw error;
  process.stderr.write('Stopped; the copy is removed.\n');
  process.exitCode = 130;
}
