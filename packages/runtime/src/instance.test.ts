import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DataDirInUseError,
  type Instance,
  lockDataDir,
  readInstance,
  removeInstance,
  writeInstance,
} from './instance.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'capeline-instance-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const instance = (pid: number): Instance => ({
  pid,
  port: 3000,
  url: 'http://127.0.0.1:3000',
  databaseUrl: 'postgresql://a',
  systemUrl: 'postgresql://b',
  ownerUrl: null,
  startedAt: '2026-11-23T11:00:00.000Z',
  today: '2026-11-23',
});

describe('the data folder', () => {
  it('is held by one process at a time', async () => {
    const release = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir)).rejects.toThrow(DataDirInUseError);
    await release();
    await (await lockDataDir(dataDir))();
  });

  it('goes to exactly one of several that start at once', async () => {
    const results = await Promise.allSettled([lockDataDir(dataDir), lockDataDir(dataDir), lockDataDir(dataDir)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('is taken over from a killed process, even when its number is in use again', async () => {
    await writeFile(join(dataDir, 'supervisor.lock'), JSON.stringify({ pid: process.pid, startedAtTicks: '1' }));
    await (await lockDataDir(dataDir))();
    await writeFile(join(dataDir, 'supervisor.lock'), 'half a li');
    await (await lockDataDir(dataDir))();
  });
});

describe('instance.json', () => {
  it('is private, and read only while its process holds the folder', async () => {
    const release = await lockDataDir(dataDir);
    await writeInstance(dataDir, instance(process.pid));
    expect((await stat(join(dataDir, 'instance.json'))).mode & 0o777).toBe(0o600);
    expect(await readInstance(dataDir)).toEqual(instance(process.pid));
    await release();
    expect(await readInstance(dataDir)).toBeNull();
  });

  it('is nothing when missing, removed or damaged', async () => {
    expect(await readInstance(dataDir)).toBeNull();
    await writeFile(join(dataDir, 'instance.json'), '{');
    expect(await readInstance(dataDir)).toBeNull();
    await removeInstance(dataDir);
    expect(await readInstance(dataDir)).toBeNull();
  });
});
