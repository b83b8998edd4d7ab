/** The drill that every operator should do once: back up a running installation, lose the machine, restore, and find everything as it was. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importFile, makeFirm } from '../journeys/support/firm.ts';
import { makeDataDir, type RunningSystem, startSystem, stopSystem } from '../journeys/support/running-system.ts';
import { ES003_SAMPLES, sampleBytes } from '../journeys/support/samples.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';

const REHEARSAL = { CAPELINE_TODAY: '2026-11-23', CAPELINE_SAMPLE: '0' };
/** What a broker reads in the morning. */
const PAGES = [
  '/board',
  '/clients?limit=200',
  '/deadlines?limit=200',
  '/entries?limit=200',
  '/alerts',
  '/imports',
  '/mails',
];

let system: RunningSystem;
let elsewhere: string;
let headers: Record<string, string>;
let backup: string;

/** The answers as they come over the wire, byte for byte, but for the moment at which the board was asked. */
async function answers(): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const page of PAGES) {
    const answer = await fetch(`${system.url}/api/v1${page}`, { headers });
    expect({ page, status: answer.status }).toEqual({ page, status: 200 });
    all[page] = (await answer.text()).replace(/"lastSweepAt":"[^"]+"/g, '"lastSweepAt":"…"');
  }
  return all;
}

beforeAll(async () => {
  elsewhere = await makeDataDir();
  backup = join(elsewhere, 'nightly.backup');
  system = await startSystem(REHEARSAL);
  headers = await makeFirm(system, 'Drill');
  for (const { file } of ES003_SAMPLES) await importFile(system, headers, file, sampleBytes(file));
  const mails = async (): Promise<number> => {
    const answer = await fetch(`${system.url}/api/v1/mails`, { headers });
    return ((await answer.json()) as { data: unknown[] }).data.length;
  };
  await waitUntil(
    async () => (await mails()) > 0,
    30_000,
    () => 'no digest was ever composed',
  );
}, 180_000);
afterAll(async () => {
  await stopSystem(system);
  await rm(elsewhere, { recursive: true, force: true });
}, 60_000);

describe('the restore drill', () => {
  it('brings everything back from a backup that was made while Capeline ran', async () => {
    const before = await answers();
    expect(before['/board']).toContain('"clientCount":29');
    const made = await system.cli('backup', backup);
    expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    const again = await system.cli('backup', backup);
    expect({ code: again.code, stderr: again.stderr }).toMatchObject({ code: 2 });
    expect(again.stderr).toContain('is there already');

    const refused = await system.cli('restore', '--replace', backup);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('Stop it first');

    expect(await system.interrupt()).toBe(true);
    await rm(system.dataDir, { recursive: true, force: true });
    const restored = await system.cli('restore', backup);
    expect({ code: restored.code, stderr: restored.stderr }).toEqual({ code: 0, stderr: '' });
    expect(restored.stdout).toMatch(/^Restored \d+ rows of \d+ tables/);
    expect(restored.stdout).toMatch(/Drill: \d+ events, unbroken/);

    system = await startSystem(REHEARSAL, system.dataDir);
    expect(await answers()).toEqual(before);
    const audit = await system.cli('audit', 'verify');
    expect({ code: audit.code, stderr: audit.stderr }).toEqual({ code: 0, stderr: '' });
  }, 180_000);

  it('saves a stopped installation, refuses a changed archive, and touches nothing when it refuses', async () => {
    expect(await system.interrupt()).toBe(true);
    const save = async (name: string): Promise<{ file: string; tables: unknown }> => {
      const made = await system.cli('backup', '--json', join(elsewhere, name));
      expect({ code: made.code, stderr: made.stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(made.stdout) as { file: string; tables: unknown };
    };
    const { file: stopped, tables } = await save('stopped.backup');

    const bytes = await readFile(stopped);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    const changed = join(elsewhere, 'changed.backup');
    await writeFile(changed, bytes);
    const refused = await system.cli('restore', '--replace', changed);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('The backup is damaged');
    const occupied = await system.cli('restore', stopped);
    expect(occupied.code).toBe(2);
    expect(occupied.stderr).toContain('The database holds 1 firm (Drill)');

    expect((await save('untouched.backup')).tables).toEqual(tables);

    const replaced = await system.cli('restore', '--replace', '--json', stopped);
    expect({ code: replaced.code, stderr: replaced.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(replaced.stdout)).toMatchObject({ migrated: [], audit: { ok: true } });
    expect((await save('replaced.backup')).tables).toEqual(tables);
  }, 180_000);
});
