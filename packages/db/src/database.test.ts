import { mock } from 'node:test';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { appendAudit } from './audit.ts';
import { createDatabase, DatabaseUnavailableError, isRetryable, UnsafeRoleError, withRetry } from './index.ts';
import { enqueue } from './outbox.ts';
import {
  connected,
  makeFirm,
  makeMember,
  NOW,
  type OpenDatabase,
  openTestDatabase,
} from './test-support/open-database.ts';
import type { TenantTransaction } from './transactions.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase(2);
});
afterAll(() => open.close());

type Door = (id: string, work: (tx: TenantTransaction) => Promise<unknown>) => Promise<unknown>;
const doors: [string, Door][] = [
  ['withTenant', (id, work) => open.database.withTenant(id, work)],
  ['withTenantPg', (id, work) => open.database.withTenantPg(id, work)],
];

/** Does the work for every firm, 40 at a time: many more than there are connections, few enough that none waits for long. */
async function inLanes(firms: readonly string[], work: (id: string, index: number) => Promise<void>): Promise<void> {
  const waiting = firms.entries();
  const lane = async (): Promise<void> => {
    for (const [index, id] of waiting) await work(id, index);
  };
  await Promise.all(Array.from({ length: 40 }, lane));
}

describe('tenant transactions', () => {
  it('keep a thousand interleaved firms apart on a pool of two, in every form', async () => {
    const firms = Array.from({ length: 1000 }, () => crypto.randomUUID());
    await inLanes(firms, async (id, index) => {
      const door = doors[index % 2]?.[1];
      await door?.(id, async (tx) => {
        await tx.query('insert into organization (id, name) values ($1, $2)', [id, `Firm ${index}`]);
        await tx.query('insert into client (organization_id, id, name) values ($1, $2, $3)', [
          id,
          crypto.randomUUID(),
          id,
        ]);
        await enqueue(tx, 'read-report', { index });
        const action = { action: 'firm.made', subject: { kind: 'organization', id }, details: {} };
        await appendAudit(tx, { at: NOW, actor: { kind: 'system', id: null }, ...action });
        expect(await tx.query('select name from client')).toEqual([{ name: id }]);
      });
    });
    await inLanes(firms, async (id, index) => {
      const read = await open.database.withTenantRead(id, (tx) => tx.query('select name from client'));
      expect(read).toEqual([{ name: id }]);
      if (index % 4 !== 0) return;
      const names = await open.database.withTenant(id, ({ prisma }) =>
        prisma.client.findMany({ select: { name: true } }),
      );
      expect(names).toEqual([{ name: id }]);
    });
  }, 120_000);

  it.each(doors)('%s rolls everything back when its work fails', async (_name, door) => {
    const id = await makeFirm(open.database);
    const work = door(id, async (tx) => {
      await enqueue(tx, 'read-report', {});
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await open.database.withTenantRead(id, (tx) => tx.query('select id from outbox'))).toEqual([]);
  });

  it.each(doors)('%s never reports a commit when a failed statement was swallowed', async (_name, door) => {
    const id = await makeFirm(open.database);
    const work = door(id, async (tx) => {
      await enqueue(tx, 'read-report', {});
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
  });

  it.each(doors)(
    '%s refuses queries after its end, when the connection may serve another firm',
    async (_name, door) => {
      const id = await makeFirm(open.database);
      let leaked: TenantTransaction | undefined;
      await door(id, async (tx) => {
        leaked = tx;
      });
      await expect(leaked?.query('select 1')).rejects.toThrow('has ended');
    },
  );

  it('run query and Prisma in one transaction on one connection', async () => {
    const id = await makeFirm(open.database);
    await open.database.withTenant(id, async (tx) => {
      const clientId = crypto.randomUUID();
      await tx.prisma.client.create({ data: { organizationId: id, id: clientId, name: 'Nightjar Trading' } });
      expect(await tx.query('select name from client where id = $1', [clientId])).toEqual([
        { name: 'Nightjar Trading' },
      ]);
    });
  });

  it('refuse an organization id that is no UUID before anything is sent', async () => {
    const work = open.database.withTenantPg("'; drop table client; --", async () => 1);
    await expect(work).rejects.toThrow('must be a UUID');
  });

  it('keep withTenantRead from writing', async () => {
    const id = await makeFirm(open.database);
    const write = open.database.withTenantRead(id, (tx) => enqueue(tx, 'read-report', {}));
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('give dates as text, bigint as safe numbers and instants as Date, alike in every form', async () => {
    const id = await makeFirm(open.database);
    const sql = `select '2026-11-23'::date as day, array['2026-11-23'::date] as days, 900719925474099::bigint as cents,
      array[1::bigint, null] as many, '\\x01'::bytea as bytes, '2026-11-23T12:00:00Z'::timestamptz as at, '{"a":1}'::jsonb as json`;
    const wanted = {
      day: '2026-11-23',
      days: ['2026-11-23'],
      cents: 900719925474099,
      many: [1, null],
      bytes: Buffer.from([1]),
      at: NOW,
      json: { a: 1 },
    };
    for (const [, door] of doors) await door(id, async (tx) => expect(await tx.query(sql)).toEqual([wanted]));
    const tooLarge = open.database.withTenantRead(id, (tx) => tx.query('select 9007199254740993::bigint'));
    await expect(tooLarge).rejects.toThrow(RangeError);
  });

  it('honour the isolation level that was asked for', async () => {
    const id = await makeFirm(open.database);
    const sql = 'show transaction_isolation';
    const isolation = 'serializable' as const;
    const wanted = [{ transaction_isolation: isolation }];
    expect(await open.database.withTenantPg(id, (tx) => tx.query(sql), { isolation })).toEqual(wanted);
    expect(await open.database.withTenant(id, (tx) => tx.query(sql), { isolation })).toEqual(wanted);
  });
});

describe('a person', () => {
  it('is seen by the firms that they are a member of and by no other', async () => {
    const [ours, theirs] = [await makeFirm(open.database), await makeFirm(open.database)];
    const userId = await makeMember(open.database, ours, 'dana@example.com');
    const look = (id: string) => open.database.withTenantRead(id, (tx) => tx.query('select id from app_user'));
    expect(await look(ours)).toEqual([{ id: userId }]);
    expect(await look(theirs)).toEqual([]);
    const twice = makeMember(open.database, theirs, 'Dana@example.com');
    await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'app_user_email_key' });
  });
});

describe('faults', () => {
  it('are retried when two transactions deadlock, and both succeed', async () => {
    const id = await makeFirm(open.database);
    const [first = '', second = ''] = [crypto.randomUUID(), crypto.randomUUID()];
    const insert = 'insert into client (organization_id, id, name) values ($1, $2, $3)';
    await open.database.withTenantPg(id, async (tx) => {
      for (const clientId of [first, second]) await tx.query(insert, [id, clientId, 'x']);
    });
    const arrivals = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const failures: boolean[] = [];
    const lockBoth = (order: string[], index: number) =>
      withRetry(async (attempt) => {
        try {
          await open.database.withTenantPg(id, async (tx) => {
            await tx.query('update client set version = version + 1 where id = $1', [order[0]]);
            arrivals[index]?.resolve();
            if (attempt === 1) await Promise.all(arrivals.map((arrival) => arrival.promise));
            await tx.query('update client set version = version + 1 where id = $1', [order[1]]);
          });
        } catch (error) {
          failures.push(isRetryable(error));
          throw error;
        }
      });
    await Promise.all([lockBoth([first, second], 0), lockBoth([second, first], 1)]);
    expect(failures).toEqual([true]);
    const rows = await open.database.withTenantRead(id, (tx) => tx.query('select distinct version from client'));
    expect(rows).toEqual([{ version: 3 }]);
  });

  it('are not retried when they are not the database s fault', async () => {
    let attempts = 0;
    const work = async () => {
      attempts += 1;
      throw new Error('no');
    };
    await expect(withRetry(work)).rejects.toThrow('no');
    expect(attempts).toBe(1);
  });

  it('show as DatabaseUnavailableError when the connection is cut, and the next transaction works', async () => {
    const id = await makeFirm(open.database);
    for (const [, door] of doors) {
      const cut = door(id, async (tx) => {
        const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
        await connected(open.test.adminUrl, (admin) => admin.query('select pg_terminate_backend($1)', [row?.pid]));
        await tx.query('select 1');
      });
      await expect(cut).rejects.toMatchObject({ name: 'DatabaseUnavailableError', mayBeSaved: false });
      await door(id, async (tx) => expect(await tx.query('select 1 as one')).toEqual([{ one: 1 }]));
    }
  });

  it('say that it may have been saved when the connection is cut during the commit, in both forms', async () => {
    // Deferred to the commit: whoever makes this client loses the connection in the middle of it.
    await connected(open.test.adminUrl, (admin) =>
      admin.query(`
        create function cut_at_commit() returns trigger language plpgsql as
          $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
        create constraint trigger cut_at_commit after insert on client deferrable initially deferred
          for each row when (new.name = 'cut at commit') execute function cut_at_commit()`),
    );
    const id = await makeFirm(open.database);
    // Prisma last: it hands the dead connection back to the pool, which hears of its end a moment later.
    for (const [, door] of doors.toReversed()) {
      const cut = door(id, (tx) =>
        tx.query(`insert into client (organization_id, id, name) values ($1, gen_random_uuid(), 'cut at commit')`, [
          id,
        ]),
      );
      await expect(cut).rejects.toMatchObject({ name: 'DatabaseUnavailableError', mayBeSaved: true });
    }
    await connected(open.test.adminUrl, (admin) => admin.query('drop function cut_at_commit cascade'));
  });

  it('show as DatabaseUnavailableError when nothing listens, in every form', async () => {
    const nowhere = 'postgresql://capeline_app@127.0.0.1:1/none';
    const database = createDatabase({ appUrl: nowhere, systemUrl: nowhere });
    const id = crypto.randomUUID();
    const attempts: (() => Promise<unknown>)[] = [
      () => database.withTenant(id, async () => 1),
      () => database.withTenantPg(id, async () => 1),
      () => database.withTenantRead(id, async () => 1),
      () => database.withSystem('test', async () => 1),
      () => database.check(),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await database.close();
  });
});

describe('a transaction', () => {
  it('ends when its program is silent for a minute, and lets go of its locks', async () => {
    const id = await makeFirm(open.database);
    for (const [, door] of doors)
      await door(id, async (tx) =>
        expect(await tx.query('show idle_in_transaction_session_timeout')).toEqual([
          { idle_in_transaction_session_timeout: '1min' },
        ]),
      );
  });
});

describe('connections', () => {
  it('are kept for minutes without work, so that a burst on a busy machine opens none, and let go in the end', async () => {
    const kept = createDatabase({ appUrl: open.test.appUrl, systemUrl: open.test.systemUrl });
    const MINUTE_MS = 60_000;
    const id = crypto.randomUUID();
    const pidOf = () =>
      kept.withTenantPg(id, async (tx) => (await tx.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid);
    const serve = async () => (await Promise.all([pidOf(), pidOf(), pidOf()])).sort();
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
    try {
      const first = await serve();
      mock.timers.tick(4 * MINUTE_MS);
      expect(await serve()).toEqual(first);
      mock.timers.tick(6 * MINUTE_MS);
      expect((await serve()).filter((pid) => first.includes(pid))).toEqual([]);
    } finally {
      mock.timers.reset();
      await kept.close();
    }
  });
});

describe('roles', () => {
  it('that could see past the policies are refused before they read a row', async () => {
    const { adminUrl, ownerUrl, systemUrl, appUrl } = open.test;
    await connected(adminUrl, async (admin) => {
      await admin.query(`create role test_bypass login bypassrls password 'x'`);
      await admin.query(`grant connect on database ${open.test.name} to test_bypass`);
    });
    const bypass = new URL(appUrl);
    bypass.username = 'test_bypass';
    bypass.password = 'x';
    for (const url of [adminUrl, ownerUrl, bypass.href]) {
      const database = createDatabase({ appUrl: url, systemUrl });
      await expect(database.check()).rejects.toBeInstanceOf(UnsafeRoleError);
      const read = database.withTenantRead(crypto.randomUUID(), (tx) => tx.query('select * from client'));
      await expect(read).rejects.toBeInstanceOf(UnsafeRoleError);
      await database.close();
    }
    await connected(adminUrl, (admin) => admin.query('drop owned by test_bypass; drop role test_bypass'));
  });

  it('are fine as the product makes them', async () => {
    await expect(open.database.check()).resolves.toBeUndefined();
  });

  it('of pg itself keep their own parsers', () => {
    expect(pg.types.getTypeParser(1082)('2026-11-23')).toBeInstanceOf(Date);
  });
});
