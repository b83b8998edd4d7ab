import { heartbeat, recordSweep } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type Harness, startHarness } from '../../test-support/harness.ts';

describe('probes', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const ready = () => harness.app.inject('/readyz');
  const system = (work: Parameters<Harness['database']['withSystem']>[1]) => harness.database.withSystem('test', work);

  it('/livez answers 200 as long as the process runs', async () => {
    const answer = await harness.app.inject('/livez');
    expect([answer.statusCode, answer.json()]).toEqual([200, { alive: true }]);
  });

  it('/readyz answers 503 and names what is missing, then 200 with the age of the last sweep', async () => {
    const never = await ready();
    expect(never.statusCode).toBe(503);
    expect(never.json()).toMatchObject({
      ready: false,
      checks: { database: { ok: true }, schema: { ok: true }, worker: { ok: false }, sweep: { ok: false } },
      lastSweepAgeSeconds: null,
    });
    await system((tx) => heartbeat(tx, 'worker', harness.clock.now()));
    expect((await ready()).json()).toMatchObject({ checks: { worker: { ok: true }, sweep: { ok: false } } });
    await system((tx) => recordSweep(tx, 'worker', harness.clock.now()));
    harness.clock.advance(20_000);
    const fine = await ready();
    expect(fine.statusCode).toBe(200);
    expect(fine.json()).toMatchObject({ ready: true, lastSweepAgeSeconds: 20 });
  });

  it('/readyz answers 503 when the worker has been silent for a minute', async () => {
    harness.clock.advance(60_000);
    const answer = await ready();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ checks: { worker: { ok: false, detail: 'last seen 80 s ago' } } });
  });

  it('/readyz answers 503 when no sweep ended for two intervals, though the worker lives', async () => {
    harness.clock.advance(11 * 60_000);
    await system((tx) => heartbeat(tx, 'worker', harness.clock.now()));
    const answer = await ready();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ checks: { worker: { ok: true }, sweep: { ok: false } } });
  });

  it('/readyz answers 503 while hardly any room is left for data, and says how much', async () => {
    expect((await ready()).json()).toMatchObject({ checks: { disk: { ok: true } } });
    const cramped = await startHarness({ minFreeDiskBytes: Number.MAX_SAFE_INTEGER });
    try {
      const answer = await cramped.app.inject('/readyz');
      expect(answer.statusCode).toBe(503);
      const detail = expect.stringMatching(/^\d+ MiB are free in the data folder$/);
      expect(answer.json()).toMatchObject({
        ready: false,
        checks: { database: { ok: true }, disk: { ok: false, detail } },
      });
    } finally {
      await cramped.close();
    }
  });

  it('a full disk is said to the person who loses the change, and nothing is half done', async () => {
    const firm = await harness.firm('Full Disk Brokers');
    const admin = new pg.Client({ connectionString: harness.testDatabase.adminUrl });
    await admin.connect();
    try {
      // What PostgreSQL says when it cannot extend a file, at the last write of the transaction.
      await admin.query(`create function no_room() returns trigger language plpgsql as $$ begin
        raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
      await admin.query('create trigger no_room before insert on audit_event execute function no_room()');
      const before = await firm.send({ url: '/api/v1/organization' });
      const answer = await firm.send({
        method: 'PATCH',
        url: '/api/v1/organization',
        payload: { name: 'Renamed in Vain' },
      });
      expect([answer.statusCode, (answer.json() as { code: string }).code]).toEqual([507, 'storage.full']);
      expect(answer.body).not.toContain('extend file');
      expect((await firm.send({ url: '/api/v1/organization' })).json()).toEqual(before.json());
    } finally {
      await admin.query('drop trigger no_room on audit_event');
      await admin.end();
    }
  });

  it('/readyz answers 503 on a schema that is newer than this program', async () => {
    const admin = new pg.Client({ connectionString: harness.testDatabase.adminUrl });
    await admin.connect();
    try {
      await admin.query(
        `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '29990101000000_later', now())`,
      );
    } finally {
      await admin.end();
    }
    const answer = await ready();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ checks: { schema: { ok: false, detail: 'database is newer' } } });
  });

  it('/metrics counts by route pattern and tells nothing of any firm', async () => {
    const firm = await harness.firm('Very Secret Brokers');
    const key = await harness.key(firm.organizationId, ['*']);
    await key.send({ url: '/api/v1/imports/0b5f6e2c-0000-4000-8000-000000000001' });
    const answer = await harness.app.inject('/metrics');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain('route="/api/v1/imports/:id",status="404"');
    for (const secret of ['0b5f6e2c', firm.organizationId, 'Secret', key.key])
      expect(answer.body).not.toContain(secret);
  });
});
