import { randomUUID } from 'node:crypto';
import { createShutdown, type Shutdown, silentLogger, waitUntil, withClient } from '@capeline/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasRedis, startRedis, type TestRedis } from '../../../tests/support/redis-server.ts';
import { ALL_JOBS } from './jobs/all-jobs.ts';
import { addImport, countOutboxRows, type Harness, makeFirm, startHarness } from './test-support/harness.ts';
import { startWorker } from './worker.ts';

const KINDS = hasRedis() ? (['postgres', 'redis'] as const) : (['postgres'] as const);

let harness: Harness;
let redis: TestRedis | null = null;
let shutdown: Shutdown;
beforeEach(async () => {
  harness = await startHarness();
  shutdown = createShutdown(silentLogger());
});
afterEach(async () => {
  await shutdown.stop('the test is over');
  await harness.stop();
  await redis?.stop();
  redis = null;
});

/** A message of a firm that was written and not sent. */
async function addMail(organizationId: string): Promise<string> {
  const id = randomUUID();
  await harness.database.withTenantPg(organizationId, (tx) =>
    tx.query(
      `insert into mail_message (organization_id, id, kind, recipient, business_date, message_id, subject, text_body, html_body, status)
       values ($1, $2, 'digest', 'somebody@broker.example', '2026-11-23', $3, 'Dates', 'Dates', '<p>Dates</p>', 'queued')`,
      [organizationId, id, `<${id}@broker.example>`],
    ),
  );
  return id;
}

/** Everything that the work of a worker could change of a firm. */
function stateOf(organizationId: string): Promise<unknown> {
  return withClient(harness.store.adminUrl, async (admin) => {
    const state: unknown[] = [];
    for (const table of ['report_import', 'mail_message', 'alert', 'audit_event', 'outbox', 'report_import_piece'])
      state.push(
        (await admin.query(`select * from ${table} where organization_id = $1 order by 2`, [organizationId])).rows,
      );
    return state;
  });
}

describe('a message that names another firm', () => {
  it.each(KINDS)('moves nothing there, through the outbox or straight into the queue, on %s', async (kind) => {
    if (kind === 'redis') redis = await startRedis();
    const far = 3_600_000;
    const times = { ...harness.context.times, watchdogMs: far, importGraceMs: far, sweepMs: far, retentionMs: far };
    const queue = harness.openQueue(redis?.url ?? null);
    const context = { ...harness.context, times };
    await startWorker({ context, queue, systemUrl: harness.store.systemUrl }, shutdown);
    const [mine, theirs] = [(await makeFirm(harness)).organizationId, await makeFirm(harness)];
    const importId = await addImport(harness, theirs.organizationId, { isLost: true });
    const mailId = await addMail(theirs.organizationId);
    const before = await stateOf(theirs.organizationId);

    const named: Record<string, object> = { 'read-report': { importId }, 'send-mail': { mailId } };
    for (const { name } of ALL_JOBS) {
      const payload = { organizationId: theirs.organizationId, ...named[name] };
      await harness.database.withTenantPg(mine, (tx) =>
        tx.query('insert into outbox (organization_id, topic, payload) values ($1, $2, $3)', [
          mine,
          name,
          JSON.stringify(payload),
        ]),
      );
      await queue.queue(name).add(name, { organizationId: mine, ...named[name] }, { attempts: 1, backoffMs: 0 });
    }
    const isDone = async () => {
      if ((await countOutboxRows(harness)) > 0) return false;
      const counts = await Promise.all(ALL_JOBS.map(({ name }) => queue.queue(name).counts()));
      return counts.every(({ waiting, active }) => waiting + active === 0);
    };
    expect(await waitUntil(isDone, 20_000)).toBe(true);

    expect(await stateOf(theirs.organizationId)).toEqual(before);
    expect(harness.reads).toEqual([]);
    const told = harness.sink.messages.flatMap(({ to }) => to);
    expect(told.filter((address) => [theirs.ownerEmail, 'somebody@broker.example'].includes(address))).toEqual([]);
  });
});
