import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

/** Everything that a process says, and a way to wait for a word of it. */
function listen(child: ChildProcess): { said: () => string; hears: (word: string) => Promise<void> } {
  let said = '';
  const wanted: { word: string; resolve: () => void }[] = [];
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const { word, resolve } of wanted) if (said.includes(word)) resolve();
  });
  const hears = (word: string): Promise<void> =>
    said.includes(word) ? Promise.resolve() : new Promise((resolve) => wanted.push({ word, resolve }));
  return { said: () => said, hears };
}

describe('the process', () => {
  let testDatabase: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'capeline-main-'));
  });
  afterAll(async () => {
    await testDatabase.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (env: Record<string, string>): ChildProcess =>
    spawn(process.execPath, [MAIN], {
      env: {
        DATABASE_URL: testDatabase.appUrl,
        DATABASE_SYSTEM_URL: testDatabase.systemUrl,
        CAPELINE_DATA_DIR: folder,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const exitOf = async (child: ChildProcess): Promise<number | null> => {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };

  it('answers once it says that it listens, ignores Ctrl-C under a supervisor, and stops in order when told to', async () => {
    const port = await findFreePort();
    const child = start({ PORT: String(port), CAPELINE_SUPERVISED: '1' });
    await listen(child).hears('listening');
    const exited = exitOf(child);
    child.kill('SIGINT');
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });

  it('refuses to start without a database, as a role that sees every firm, and on a newer schema', async () => {
    const nothing = start({ DATABASE_URL: '', DATABASE_SYSTEM_URL: '' });
    const superuser = start({ DATABASE_URL: testDatabase.adminUrl });
    const words = [listen(nothing), listen(superuser)];
    expect(await Promise.all([exitOf(nothing), exitOf(superuser)])).toEqual([1, 1]);
    expect(words[0]?.said()).toContain('DATABASE_URL and DATABASE_SYSTEM_URL are not set');
    expect(words[1]?.said()).toContain('is a superuser');
    const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
    await admin.connect();
    try {
      await admin.query(
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '29990101000000_later', now())`,
      );
    } finally {
      await admin.end();
    }
    const newer = start({ PORT: String(await findFreePort()) });
    const word = listen(newer);
    expect(await exitOf(newer)).toBe(1);
    expect(word.said()).toContain('29990101000000_later');
  });
});
