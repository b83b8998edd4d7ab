/** The only place of the test support that reads the environment. jest's workers get the cluster's addresses through it. */

/** Where `jest-postgres-setup.ts` leaves the running cluster for the test files. */
const CLUSTER_VARIABLE = 'CAPELINE_TEST_CLUSTER';

/** The description of the running cluster as JSON, or null when this package's tests asked for none. */
export function readClusterDescription(): string | null {
  return process.env[CLUSTER_VARIABLE] ?? null;
}

export function writeClusterDescription(text: string | null): void {
  if (text === null) delete process.env[CLUSTER_VARIABLE];
  else process.env[CLUSTER_VARIABLE] = text;
}

/** The folder with the PostgreSQL programs that tests run on instead of those that npm brought; null for the latter. */
export function otherPostgresFolder(): string | null {
  return process.env.CAPELINE_TEST_POSTGRES ?? null;
}

/** The seed to repeat a random test with; null for a new one. */
export function givenSeed(): number | null {
  const text = process.env.CAPELINE_TEST_SEED;
  return text === undefined ? null : Number(text);
}

/** Whether a missing program is an error instead of a loud skip. */
export function isContinuousIntegration(): boolean {
  return process.env.CI === 'true';
}

/** Where Node keeps what it compiled, for processes that tests start with an environment of their own; it changes nothing but their speed. */
export function compileCache(): Readonly<Record<string, string>> {
  const folder = process.env.NODE_COMPILE_CACHE;
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

export function searchPath(): string {
  return process.env.PATH ?? '';
}
