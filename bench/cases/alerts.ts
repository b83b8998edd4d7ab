import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type pg from 'pg';
import { createDatabase, enqueue, refreshDeadlines } from '../../packages/db/src/index.ts';
import { findFreePort, migrateQueueSchema } from '../../packages/runtime/src/index.ts';
import { digests } from '../config.ts';
import { type BenchCase, median, timeMs } from '../harness.ts';
import { startPlainServer } from '../support/api-server.ts';
import { fillPeople } from '../support/fill-people.ts';
import { connectAdmin, emptyDatabase, productEnv } from '../support/filled-database.ts';
import { startProduct } from '../support/product-process.ts';

const SINK = join(import.meta.dirname, '../support/smtp-sink-server.ts');
const CONNECTIONS = 4;
const LOOK_EVERY_MS = 50;
/** A round that takes longer ends the bench with what there is. */
const MOST_MS = 180_000;
const COUNTS = `select count(*)::int as made, count(*) filter (where status = 'accepted')::int as accepted from mail_message`;
const RESET = [
  'truncate alert_mail, alert, mail_message cascade',
  // TRUNCATE fires no trigger that would have the sweep look again.
  `update deadline set alarm_from = '-infinity'`,
  'vacuum analyze deadline',
  'vacuum analyze alert',
  'vacuum analyze mail_message',
  'checkpoint',
];

/** Sends what ours sent, by nodemailer's pool alone. */
async function sendPlainly(admin: pg.Client, port: number): Promise<{ rate: number; sent: number }> {
  const { rows } = await admin.query<{ to: string; subject: string; text: string; html: string; messageId: string }>(
    `select recipient as "to", subject, text_body as text, html_body as html, message_id as "messageId" from mail_message`,
  );
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: '127.0.0.1',
    port,
    secure: false,
  });
  const time = await timeMs(() =>
    Promise.all(rows.map((mail) => transport.sendMail({ from: 'Capeline <capeline@bench.example>', ...mail }))),
  );
  transport.close();
  return { rate: (rows.length / time) * 1000, sent: rows.length };
}

/** From dates that are due to mails that a server accepted, with every delivery recorded, against a loop that only sends. */
export const alertsCase: BenchCase = {
  name: 'alerts',
  about:
    'digests a second from a sweep that finds them to accepted and recorded, against the same mails by a pooled nodemailer loop',
  bar: 0.5,
  direction: 'at_least',
  unit: 'mails/s',
  pairs: 5,
  async prepare(log) {
    const own = await emptyDatabase('bench_alerts');
    await migrateQueueSchema(own.ownerUrl);
    const admin = await connectAdmin(own);
    const count = digests();
    const organizationId = await fillPeople(admin, count);
    const database = createDatabase({ ...own, maxConnections: 2 });
    await database.withTenantPg(organizationId, (tx) => refreshDeadlines(tx, 'all'));
    await admin.query('vacuum analyze');
    const smtpPort = await findFreePort();
    const sink = await startPlainServer(SINK, { SMTP_PORT: String(smtpPort) });
    const worker = startProduct('worker', { ...productEnv(own), SMTP_URL: `smtp://127.0.0.1:${smtpPort}` });
    log(`  ${count} people, each with one date that is due`);
    const counts = async () => (await admin.query<{ made: number; accepted: number }>(COUNTS)).rows[0];
    const waitFor = async (isThere: (counts: { made: number; accepted: number }) => boolean): Promise<void> => {
      const limit = performance.now() + MOST_MS;
      for (let found = await counts(); found === undefined || !isThere(found); found = await counts()) {
        if (worker.hasEnded()) throw new Error('The worker has ended.');
        if (performance.now() > limit)
          throw new Error(
            `After ${MOST_MS / 60_000} minutes ${found?.made} mails were composed, ${found?.accepted} accepted.`,
          );
        await pause(LOOK_EVERY_MS);
      }
    };
    const accepted = async () => ((await (await fetch(sink.url)).json()) as { accepted: number }).accepted;
    // A worker sweeps when it starts: that round is the warm-up of its code.
    await waitFor(({ accepted: told }) => told === count);
    const sending: number[] = [];
    return {
      async pair() {
        for (const statement of RESET) await admin.query(statement);
        const before = await accepted();
        const start = performance.now();
        await database.withTenantPg(organizationId, (tx) => enqueue(tx, 'sweep-organization', { organizationId }));
        await waitFor(({ made }) => made === count);
        const made = performance.now();
        await waitFor(({ accepted: told }) => told === count);
        const end = performance.now();
        if ((await accepted()) - before !== count)
          throw new Error(`The server took ${(await accepted()) - before} mails.`);
        const { rate, sent } = await sendPlainly(admin, smtpPort);
        if (sent !== count) throw new Error(`The baseline sent ${sent} of ${count}.`);
        sending.push(((count / (end - made)) * 1000) / rate);
        return { ours: (count / (end - start)) * 1000, baseline: rate };
      },
      async also() {
        const value = Math.round(median(sending) * 100) / 100;
        return [{ name: 'from composed to accepted and recorded, to the loop', value, bar: 0.5, met: value >= 0.5 }];
      },
      async cleanUp() {
        await worker.stop();
        await sink.stop();
        await database.close();
        await admin.end();
        await own.drop();
      },
    };
  },
};
