import process from 'node:process';

/** The folder in which a person typed the command: npm changes into the repository and tells where it was called. */
export function callersFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: called } = process.env;
  return script === 'cli' && called !== undefined ? called : process.cwd();
}
