/** The only file of the tools, beside the bootstrap, that reads the environment. */
import { join } from 'node:path';

/** The environment for a child process, with everything off that would phone out, and `changes` on top. */
export function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const present = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(present),
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(import.meta.dirname, '../node_modules/.cache/node'),
    ...changes,
  };
}
