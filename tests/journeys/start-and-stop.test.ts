/** What a newcomer does: start, look, stop, start again. */
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { waitUntil } from './support/wait-until.ts';

/** Processes whose command line or environment names the folder: whatever this installation left running. */
function processesOf(dataDir: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (text.includes(dataDir)) found.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // The process ended while we looked.
    }
  }
  return found;
}

describe('npm start', () => {
  let dataDir = '';
  let running: RunningSystem | undefined;
  afterAll(async () => {
    await running?.interrupt();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('ends with an address that answers, shows the sample firm on its board, stops without a trace and keeps its data', async () => {
    dataDir = await makeDataDir();
    running = await startSystem({ CAPELINE_TODAY: '2026-11-23' }, dataDir);
    const { output, url } = running;
    await waitUntil(
      () => output().includes(url),
      10_000,
      () => `the address is not printed:\n${output()}`,
    );
    const page = await fetch(running.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="root">');

    const signIn = await fetch(`${running.url}/api/v1/session/sample`, {
      method: 'POST',
      headers: { 'x-capeline-csrf': '1' },
    });
    expect(signIn.status).toBe(200);
    const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const board = await fetch(`${running.url}/api/v1/board`, { headers: { cookie } });
    expect(board.status).toBe(200);
    expect(((await board.json()) as { clientCount: number }).clientCount).toBeGreaterThanOrEqual(16);

    expect((await running.cli('setup', '--organization', 'Kept Firm', '--owner', 'owner@kept.example')).code).toBe(0);

    const begun = Date.now();
    expect(await running.interrupt()).toBe(true);
    expect(Date.now() - begun).toBeLessThan(20_000);
    await waitUntil(
      () => processesOf(dataDir).length === 0,
      5_000,
      () => `still running: ${processesOf(dataDir).join('\n')}`,
    );

    running = await startSystem({ CAPELINE_TODAY: '2026-11-23' }, dataDir);
    expect((await running.cli('setup', '--organization', 'Kept Firm', '--owner', 'owner@kept.example')).code).toBe(1);
    expect((await running.cli('api-key', 'create', '--name', 'after restart', '--scope', 'clients:read')).code).toBe(0);
    expect(await running.interrupt()).toBe(true);
    await waitUntil(
      () => processesOf(dataDir).length === 0,
      5_000,
      () => `still running: ${processesOf(dataDir).join('\n')}`,
    );
  }, 240_000);
});
