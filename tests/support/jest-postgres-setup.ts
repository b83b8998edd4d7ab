/** jest's globalSetup for packages whose package.json says `"capeline": { "database": true }`: one cluster a run, one migrated template. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabase } from '../../packages/runtime/src/index.ts';
import { TEMPLATE_DATABASE } from './cluster-description.ts';
import { readClusterDescription, writeClusterDescription } from './config.ts';
import { startTestCluster, type TestCluster } from './postgres-cluster.ts';

let running: TestCluster | null = null;

interface DatabasePackage {
  migrateDatabase?: (options: { ownerUrl: string }) => Promise<unknown>;
}

/** packages/db is loaded only here and only when it is asked for, so that the test support does not depend on it. */
async function migrateTemplate(cluster: TestCluster): Promise<void> {
  await ensureDatabase(cluster.adminUrl, TEMPLATE_DATABASE);
  const entry = join(import.meta.dirname, '../../packages/db/src/index.ts');
  if (!existsSync(entry)) return;
  const { migrateDatabase } = (await import(entry)) as DatabasePackage;
  await migrateDatabase?.({ ownerUrl: cluster.ownerUrl(TEMPLATE_DATABASE) });
}

export default async function setUp(): Promise<void> {
  if (readClusterDescription() !== null) return;
  running = await startTestCluster();
  try {
    await migrateTemplate(running);
  } catch (error) {
    await running.stop();
    throw error;
  }
  writeClusterDescription(JSON.stringify({ adminUrl: running.adminUrl, credentials: running.credentials }));
}

export async function stopCluster(): Promise<void> {
  if (running === null) return;
  writeClusterDescription(null);
  await running.stop();
  running = null;
}
