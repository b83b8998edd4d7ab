import type { DatabaseCredentials } from '../../packages/runtime/src/index.ts';

/** The database that test databases are cloned from; nobody may stay connected to it. */
export const TEMPLATE_DATABASE = 'capeline_template';

/** What a test file must know about the cluster of its jest run. */
export interface ClusterDescription {
  readonly adminUrl: string;
  readonly credentials: DatabaseCredentials;
}

/** Reads what `jest-postgres-setup.ts` wrote; trusted, because both are one process tree. */
export function parseClusterDescription(text: string): ClusterDescription {
  return JSON.parse(text) as ClusterDescription;
}
