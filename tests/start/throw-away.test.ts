import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isRunning, waitUntil } from '../../packages/runtime/src/index.ts';

describe('a throw-away cluster', () => {
  it('is gone with its folder when the test process is killed', async () => {
    const script = `
      import { startTestCluster } from ${JSON.stringify(join(import.meta.dirname, '../support/postgres-cluster.ts'))};
      const { pid, folder } = await startTestCluster();
      process.stdout.write(JSON.stringify({ pid, folder }), () => process.kill(process.pid, 'SIGKILL'));`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('close', () => resolve());
    await promise;
    const { pid, folder } = JSON.parse(text) as { pid: number; folder: string };
    expect(await waitUntil(async () => !(await isRunning(pid)), 10_000)).toBe(true);
    const isThere = (): Promise<boolean> =>
      stat(folder).then(
        () => true,
        () => false,
      );
    expect(await waitUntil(async () => !(await isThere()), 10_000)).toBe(true);
  });
});
