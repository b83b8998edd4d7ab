import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { COMMANDS } from './command-table.ts';
import { runRealCli } from './test-support/run-real-cli.ts';

describe('capeline', () => {
  it('tells its version', () => {
    expect(runRealCli(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it('lists every command on --help', () => {
    const { exitCode, stdout } = runRealCli(['--help']);
    expect(exitCode).toBe(0);
    for (const { name, summary } of COMMANDS) {
      expect(stdout).toContain(name);
      expect(stdout).toContain(summary);
    }
  });

  it('exits 2 and keeps standard output clean without a command or with an unknown one', () => {
    expect(runRealCli([])).toMatchObject({ exitCode: 2, stdout: '' });
    const unknown = runRealCli(['deadline']);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('unknown command "deadline"');
  });

  it('loads under each name of the table the command of that name and summary', async () => {
    for (const { name, summary, load } of COMMANDS) expect(await load()).toMatchObject({ name, summary });
  });

  it('shows the usage of a command on --help and exits 0', () => {
    const { exitCode, stdout, stderr } = runRealCli(['deadlines', '--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('capeline deadlines --liquidated YYYY-MM-DD [--json]');
  });

  it.each([
    ['deadlines', '--liquidated=2026-05-15'],
    ['entry-number', '551-3518786-6'],
    ['importer-number', '26-164751100'],
  ])('answers %s where nothing but the command line and the domain can be read', (...args) => {
    const root = fileURLToPath(new URL('../../..', import.meta.url));
    const readable = ['apps/cli', 'packages/domain', 'node_modules/@capeline/domain', 'package.json'];
    const permissions = ['--permission', ...readable.map((path) => `--allow-fs-read=${root}${path}`)];
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const run = spawnSync(process.execPath, [...permissions, main, ...args], { encoding: 'utf8', env: {} });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, 'deadlines', '--stdin'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.stdin.on('error', () => {
      // The child may end before it has read everything; that is what is tested.
    });
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end('2026-05-15\n'.repeat(50_000));
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: '' });
  });
});
