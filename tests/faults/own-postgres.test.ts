/** The product on a PostgreSQL and a Redis of the operator's own, started process by process as the containers do it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort, roleUrls, withClient } from '../../packages/runtime/src/index.ts';
import { ROOT } from '../journeys/support/running-system.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { type BareCluster, startBareCluster } from '../support/postgres-cluster.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis-server.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';

let cluster: BareCluster;
let redis: TestRedis | null = null;
let sink: SmtpSink;
let env: Record<string, string>;
let url: string;
let output = '';
const children: ChildProcess[] = [];

/** The file as it stands, statement by statement as psql sends it: making a database cannot share a transaction. */
async function runRolesFile(adminUrl: string): Promise<void> {
  const text = await readFile(join(ROOT, 'deploy/postgres/10-roles.sql'), 'utf8');
  const statements = text
    .replaceAll(/^--.*$/gm, '')
    .split(/;\s*\n/)
    .filter((statement) => statement.trim() !== '');
  await withClient(adminUrl, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

async function setPasswords({ adminUrl, credentials }: BareCluster): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (const role of ['owner', 'app', 'system'] as const)
      await client.query(`alter role capeline_${role} password '${credentials[role]}'`);
  });
}

function launch(script: string, more: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [join(ROOT, script)], {
    cwd: ROOT,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      output += String(chunk);
    });
  children.push(child);
  return child;
}

function cli(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'apps/cli/src/main.ts'), ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
}

beforeAll(async () => {
  cluster = await startBareCluster();
  await runRolesFile(cluster.adminUrl);
  await setPasswords(cluster);
  redis = hasRedis() ? await startRedis() : null;
  sink = await startSmtpSink();
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  const { appUrl, systemUrl, ownerUrl } = roleUrls(cluster.adminUrl, cluster.credentials, 'capeline');
  env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    APP_URL: url,
    DATABASE_URL: appUrl,
    DATABASE_SYSTEM_URL: systemUrl,
    DATABASE_OWNER_URL: ownerUrl,
    SMTP_URL: sink.url,
    CAPELINE_DATA_DIR: cluster.folder,
    CAPELINE_TODAY: '2026-11-23',
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
  };
}, 60_000);
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await sink?.stop();
  await redis?.stop();
  await cluster?.stop();
}, 60_000);

describe('Capeline on a PostgreSQL of your own', () => {
  it('needs nothing but the roles file and three passwords: migrates, serves, sweeps and mails', async () => {
    const early = launch('apps/api/src/main.ts', { DATABASE_OWNER_URL: '' });
    expect(await once(early, 'exit')).toEqual([1, null]);
    expect(output).toContain('Migrate it first');

    const migrated = cli('migrate');
    expect({ status: migrated.status, stderr: migrated.stderr }).toEqual({ status: 0, stderr: '' });
    launch('apps/api/src/main.ts', { DATABASE_OWNER_URL: '' });
    const worker = launch('apps/worker/src/main.ts', { DATABASE_OWNER_URL: '' });
    await waitUntil(
      async () => (await fetch(`${url}/readyz`).catch(() => null))?.status === 200,
      60_000,
      () => `never ready:\n${output.slice(-3000)}`,
    );
    const mail = await sink.waitFor(({ subject }) => subject.includes('Mon 23 Nov 2026'), 60_000);
    expect(mail.subject).toMatch(/^\[Rehearsal\]/);
    expect((await fetch(`${url}/api/v1/me`)).headers.get('capeline-rehearsal')).toBe('2026-11-23');
    expect(cli('audit', 'verify')).toMatchObject({ status: 0 });
    worker.kill('SIGTERM');
    expect(await once(worker, 'exit')).toEqual([0, null]);
  }, 120_000);

  it('is not served by a role that sees every firm', async () => {
    const admin = new URL(cluster.adminUrl);
    admin.pathname = '/capeline';
    const before = output.length;
    const api = launch('apps/api/src/main.ts', { DATABASE_URL: admin.href, PORT: String(await findFreePort()) });
    expect(await once(api, 'exit')).toEqual([1, null]);
    expect(output.slice(before)).toContain('is a superuser');
  }, 60_000);
});
