/** The only file of the tools, beside the bootstrap, that reads the environment. */

/** The environment for a child process, with everything off that would phone out, and `changes` on top. */
export function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const present = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(present),
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    ...changes,
  };
}
