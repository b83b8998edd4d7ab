import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createDatabase, type Database, readServiceStates } from '@capeline/db';
import { migrateQueueSchema, waitUntil, withClient } from '@capeline/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compileCache } from '../../../tests/support/config.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { hasRedis, startRedis, type TestRedis } from '../../../tests/support/redis-server.ts';
import { type SmtpSink, startSmtpSink } from '../../../tests/support/smtp-sink.ts';

const MAIN = join(import.meta.dirname, 'main.ts');

let store: TestDatabase;
let database: Database;
let sink: SmtpSink;
let children: ChildProcess[] = [];
beforeEach(async () => {
  store = await createTestDatabase();
  await migrateQueueSchema(store.ownerUrl);
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  sink = await startSmtpSink();
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  children = [];
  await sink.stop();
  await database.close();
  await store.drop();
});

interface RunningWorker {
  readonly output: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

function startProcess(env: Record<string, string>): RunningWorker {
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: {
      ...compileCache(),
      PATH: '/usr/bin:/bin',
      DATABASE_URL: store.appUrl,
      DATABASE_SYSTEM_URL: store.systemUrl,
      SMTP_URL: sink.url,
      MAIL_FROM: 'Capeline <deadlines@broker.example>',
      APP_URL: 'http://127.0.0.1:3000',
      CAPELINE_TODAY: '2026-11-23',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return {
    output: () => output,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    kill: (signal) => void child.kill(signal),
  };
}

async function untilOutput(worker: RunningWorker, text: string): Promise<void> {
  if (!(await waitUntil(async () => worker.output().includes(text), 60_000)))
    throw new Error(`The worker never said "${text}". It said: ${worker.output()}`);
}

const KINDS = hasRedis() ? (['postgres', 'redis'] as const) : (['postgres'] as const);

let redis: TestRedis | null = null;
afterEach(async () => {
  await redis?.stop();
  redis = null;
});
async function environmentOn(
  kind: (typeof KINDS)[number],
  settings: Record<string, string> = {},
): Promise<Record<string, string>> {
  if (kind === 'postgres') return {};
  redis = await startRedis(settings);
  return { REDIS_URL: redis.url };
}

describe.each(KINDS)('the worker process on %s', (kind) => {
  it('makes the sample, mails its digest once, stops within 20 seconds and mails nothing after a restart', async () => {
    const env = await environmentOn(kind);
    const first = startProcess(env);
    const mail = await sink.waitFor(({ subject }) => subject.includes('Mon 23 Nov 2026'), 60_000);
    expect(mail.to).toEqual(['owner@sample-brokers.example']);
    expect(mail.subject).toMatch(
      /^\[Rehearsal\] Capeline: 1 CAPE date within 7 days, \$16,085; 1 protest date within 7 days, \$10,192; /,
    );
    await untilOutput(first, '"msg":"working"');
    const states = await database.withSystem('test', readServiceStates);
    expect(states.find(({ name }) => name === 'worker')?.lastSweepAt).toBeInstanceOf(Date);
    const began = Date.now();
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(20_000);
    const second = startProcess(env);
    await untilOutput(second, '"msg":"working"');
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(sink.messages).toHaveLength(1);
  }, 150_000);

  it('takes the work of a worker that was killed', async () => {
    const env = await environmentOn(kind);
    const first = startProcess(env);
    await sink.waitFor(() => true, 60_000);
    first.kill('SIGKILL');
    await first.ended;
    const second = startProcess(env);
    await untilOutput(second, '"msg":"working"');
    const settled = async () => {
      const rows = await database.withSystem('test', (tx) =>
        tx.query<{ status: string }>('select status from mail_message'),
      );
      return rows.length > 0;
    };
    expect(await waitUntil(settled, 20_000)).toBe(true);
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(new Set(sink.messages.map(({ messageId }) => messageId)).size).toBe(1);
  }, 120_000);
});

describe('the worker process', () => {
  it('refuses a role that sees past row-level security', async () => {
    const worker = startProcess({ DATABASE_URL: store.adminUrl });
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain('is a superuser');
  }, 60_000);

  it('refuses a newer database', async () => {
    await withClient(store.ownerUrl, (client) =>
      client.query(
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         values ('x', 'x', '99991231000000_from_the_future', now(), 1)`,
      ),
    );
    const worker = startProcess({});
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain('99991231000000_from_the_future');
  }, 60_000);

  it('refuses a queue without its schema instead of spinning', async () => {
    await withClient(store.ownerUrl, (client) => client.query('drop schema bullmq cascade'));
    const worker = startProcess({});
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toContain('has no schema');
  }, 60_000);

  (KINDS.length > 1 ? it : it.skip)(
    'refuses a Redis that may evict jobs, and says the cure',
    async () => {
      const worker = startProcess(await environmentOn('redis', { 'maxmemory-policy': 'allkeys-lru' }));
      expect(await worker.ended).toBe(1);
      expect(worker.output()).toContain('its maxmemory-policy is allkeys-lru. Set \\"maxmemory-policy noeviction\\"');
    },
    60_000,
  );
});
