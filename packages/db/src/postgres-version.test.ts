import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { otherPostgresFolder } from '../../../tests/support/config.ts';
import { createTestDatabase } from '../../../tests/support/database.ts';
import { connected } from './test-support/open-database.ts';

it('runs these tests on a supported PostgreSQL, and on the very one that was asked for', async () => {
  const test = await createTestDatabase();
  const { rows } = await connected(test.appUrl, (client) =>
    client.query<{ version: string }>(`select current_setting('server_version') as version`),
  );
  await test.drop();
  const version = rows[0]?.version ?? '';
  expect(Number.parseInt(version, 10)).toBeGreaterThanOrEqual(15);
  const folder = otherPostgresFolder();
  if (folder === null) return;
  const asked = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout;
  expect(asked).toContain(version);
});
