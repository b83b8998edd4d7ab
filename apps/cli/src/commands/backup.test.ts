import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type CliRun, runRealCli } from '../test-support/run-real-cli.ts';

let source: TestDatabase;
let target: TestDatabase;
let folder: string;
beforeAll(async () => {
  source = await createTestDatabase();
  target = await createEmptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'capeline-cli-'));
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  rmSync(folder, { recursive: true, force: true });
});

function run(database: TestDatabase, args: readonly string[], more: Record<string, string> = {}): CliRun {
  return runRealCli(args, '', {
    DATABASE_URL: database.appUrl,
    DATABASE_SYSTEM_URL: database.systemUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    CAPELINE_DATA_DIR: folder,
    ...more,
  });
}

describe('capeline backup and restore', () => {
  it('carry a firm from one PostgreSQL of your own to an empty one', () => {
    const setup = run(source, ['setup', '--organization', 'Harbor', '--owner', 'dana@harbor.example']);
    expect([setup.stderr, setup.exitCode]).toEqual(['', 0]);
    const file = join(folder, 'harbor.backup');
    const made = run(source, ['backup', file]);
    expect([made.stderr, made.exitCode]).toEqual(['', 0]);
    expect(made.stdout).toContain(`${file}: `);
    const restored = run(target, ['restore', file]);
    expect([restored.stderr, restored.exitCode]).toEqual(['', 0]);
    expect(restored.stdout).toContain('Harbor: 1 events, unbroken');
    const audit = run(target, ['audit', 'verify']);
    expect([audit.stdout, audit.exitCode]).toEqual([expect.stringContaining('Harbor'), 0]);
  }, 60_000);

  it('find a database that was migrated by itself, as containers do it', async () => {
    const fresh = await createEmptyDatabase();
    try {
      const first = run(fresh, ['migrate', '--json']);
      expect([first.stderr, first.exitCode]).toEqual(['', 0]);
      expect((JSON.parse(first.stdout) as { applied: string[] }).applied.length).toBeGreaterThan(3);
      expect(run(fresh, ['migrate'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to do') });
      expect(run(fresh, ['audit', 'verify'])).toMatchObject({ exitCode: 0, stdout: 'There is no firm yet.\n' });
    } finally {
      await fresh.drop();
    }
  }, 60_000);

  it('say what is missing and end with 2', () => {
    for (const command of ['backup', 'restore']) {
      expect(run(source, [command])).toMatchObject({ exitCode: 2, stdout: '' });
      const ownerless = run(source, [command, join(folder, 'x')], { DATABASE_OWNER_URL: '' });
      expect(ownerless).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ownerless.stderr).toContain('DATABASE_OWNER_URL is not set');
    }
    const nowhere = run(source, ['backup', join(folder, 'no/such/folder/x')]);
    expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' });
    expect(nowhere.stderr).toContain('ENOENT');
    expect(run(target, ['restore', join(folder, 'missing')])).toMatchObject({ exitCode: 2, stdout: '' });
    const empty = runRealCli(['backup', join(folder, 'x')], '', { CAPELINE_DATA_DIR: folder });
    expect(empty).toMatchObject({ exitCode: 2, stdout: '' });
    expect(empty.stderr).toContain(`There is no database in ${folder}`);
  }, 60_000);
});
