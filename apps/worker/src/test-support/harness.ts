import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, insertMembership, insertOrganization, insertUser } from '@capeline/db';
import { createMailTransport } from '@capeline/mail';
import {
  createQueueBackend,
  createTestClock,
  migrateQueueSchema,
  type QueueBackend,
  silentLogger,
  type TestClock,
} from '@capeline/runtime';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import type { WorkerContext } from '../context.ts';

export const TODAY = '2026-11-23';

export interface Harness {
  readonly store: TestDatabase;
  readonly database: Database;
  readonly clock: TestClock;
  readonly sink: SmtpSink;
  readonly context: WorkerContext;
  /** Imports that were read to their end, in order. */
  readonly reads: string[];
  openQueue(redisUrl: string | null): QueueBackend;
  stop(): Promise<void>;
}

/** A database with the queue's schema, a mail server, a clock that stands, and a reader that only marks imports as committed. */
export async function startHarness(): Promise<Harness> {
  const store = await createTestDatabase();
  await migrateQueueSchema(store.ownerUrl);
  const database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  const sink = await startSmtpSink();
  const transport = createMailTransport(sink.url);
  const clock = createTestClock(`${TODAY}T14:00:00Z`);
  const reads: string[] = [];
  const context: WorkerContext = {
    database,
    clock,
    logger: silentLogger(),
    transport,
    mail: {
      isConfigured: true,
      from: 'Capeline <deadlines@broker.example>',
      appUrl: 'https://capeline.broker.example',
      isLoopback: true,
      isRehearsal: false,
    },
    retention: { uploadsDays: null, mailsDays: 30 },
    evidence: { store: null, keepRemovedDays: 30 },
    readReport: async ({ organizationId, importId }) => {
      const read = await database.withTenantPg(organizationId, (tx) =>
        tx.query(
          `update report_import set status = 'committed' where organization_id = $1 and id = $2
              and status in ('received', 'reading') returning id`,
          [organizationId, importId],
        ),
      );
      if (read.length > 0) reads.push(importId);
    },
    times: {
      heartbeatMs: 200,
      sweepMs: 60_000,
      prepareMs: 200,
      retentionMs: 86_400_000,
      watchdogMs: 200,
      importGraceMs: 0,
      importLeaseMs: 20_000,
      mailLeaseMs: 300_000,
      relayPollMs: 100,
      relayTimeoutMs: 1_000,
      jobLockMs: 2_000,
      mailGraceMs: 500,
      stopGraceMs: 2_000,
    },
  };
  const queues: QueueBackend[] = [];
  return {
    store,
    database,
    clock,
    sink,
    context,
    reads,
    openQueue: (redisUrl) => {
      const queue = createQueueBackend({ redisUrl, databaseUrl: store.appUrl }, silentLogger());
      queues.push(queue);
      return queue;
    },
    stop: async () => {
      for (const queue of queues) await queue.close(500);
      transport.close();
      await sink.stop();
      await database.close();
      await store.drop();
    },
  };
}

export interface TestFirm {
  readonly organizationId: string;
  readonly ownerEmail: string;
  readonly deadlineId: string;
}

/** A firm with an owner and one protest that has four days left on TODAY. */
export async function makeFirm({ database }: Harness): Promise<TestFirm> {
  const organizationId = randomUUID();
  const ownerEmail = `owner-${organizationId.slice(0, 8)}@broker.example`;
  const [userId, clientId, deadlineId] = [randomUUID(), randomUUID(), randomUUID()];
  const createdAt = new Date('2026-01-05T12:00:00Z');
  await database.withTenantPg(organizationId, async (tx) => {
    await insertOrganization(tx, { name: 'Harbor Brokers', createdAt });
    await insertUser(tx, { id: userId, email: ownerEmail, name: 'Olive Owner', createdAt });
    await insertMembership(tx, { id: randomUUID(), userId, role: 'owner', createdAt });
    await tx.query(`insert into client (organization_id, id, name) values ($1, $2, 'Quill Paper Products')`, [
      organizationId,
      clientId,
    ]);
    await tx.query(
      `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status,
                             entry_count, ieepa_duty_cents, rules_version)
       values ($1, $2, $3, 'protest', '2026-06-01', '2026-11-28', '2026-11-27', '2026-11-27', 'open', 1, 500000, 'test')`,
      [organizationId, deadlineId, clientId],
    );
  });
  return { organizationId, ownerEmail, deadlineId };
}

/** An uploaded report that nobody has read; with its outbox row unless `isLost`. */
export async function addImport(
  { database, clock }: Harness,
  organizationId: string,
  options: { readonly isLost?: boolean } = {},
): Promise<string> {
  const importId = randomUUID();
  await database.withTenantPg(organizationId, async (tx) => {
    await tx.query(
      `insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, created_at)
       values ($1, $2, 'es003', 'report.csv', 1, sha256($3::bytea), '2026-11-20', 'received', true, $4)`,
      [organizationId, importId, Buffer.from(importId), clock.now()],
    );
    if (options.isLost !== true)
      await tx.query(`insert into outbox (organization_id, topic, payload) values ($1, 'read-report', $2)`, [
        organizationId,
        JSON.stringify({ organizationId, importId }),
      ]);
  });
  return importId;
}

export function countOutboxRows({ database }: Harness): Promise<number> {
  return database.withSystem('test', async (tx) => {
    const [row] = await tx.query<{ count: number }>('select count(*) as count from outbox');
    return row?.count ?? 0;
  });
}

/** Statuses of a firm's mail. */
export async function mailStatuses({ database }: Harness, organizationId: string): Promise<string[]> {
  const rows = await database.withTenantPg(organizationId, (tx) =>
    tx.query<{ status: string }>('select status from mail_message where organization_id = $1', [organizationId]),
  );
  return rows.map((row) => row.status);
}

/** An entry of the firm's client whose report shows a past date without a status, as an older version left it. */
export async function addProvisionalEntry(
  { database }: Harness,
  organizationId: string,
  provisionalOn: string,
): Promise<void> {
  await database.withTenantPg(organizationId, async (tx) => {
    await tx.query(
      `insert into importer_number (organization_id, id, number, kind, client_id)
       select $1, gen_random_uuid(), '12-345678900', 'ein', id from client where organization_id = $1`,
      [organizationId],
    );
    await tx.query(
      `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, provisional_on, as_of)
       select $1, '60500000011', '605', id, '12-345678900', $2, '2026-11-20' from client where organization_id = $1`,
      [organizationId, provisionalOn],
    );
  });
}
