import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteOutbox, enqueue, listenToOutbox, takeOutbox } from './index.ts';
import { connected, makeFirm, type OpenDatabase, openTestDatabase } from './test-support/open-database.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const countWaiting = () =>
  open.database.withSystem('test', async (tx) => {
    const [row] = await tx.query<{ count: number }>('select count(*) as count from outbox');
    return row?.count;
  });

describe('the outbox', () => {
  it('hands a message to one of two relays, once, and empties', async () => {
    const [ours, theirs] = [await makeFirm(open.database), await makeFirm(open.database)];
    for (const id of [ours, theirs, ours])
      await open.database.withTenantPg(id, (tx) => enqueue(tx, 'read-report', { id }));
    const taken = await open.database.withSystem('first relay', async (first) => {
      const mine = await takeOutbox(first, 2);
      const others = await open.database.withSystem('second relay', async (second) => {
        const rest = await takeOutbox(second, 10);
        await deleteOutbox(
          second,
          rest.map((message) => message.id),
        );
        return rest;
      });
      await deleteOutbox(
        first,
        mine.map((message) => message.id),
      );
      return [mine, others];
    });
    expect(
      taken.map((messages) => messages.map(({ organizationId, topic, payload }) => [organizationId, topic, payload])),
    ).toEqual([
      [
        [ours, 'read-report', { id: ours }],
        [theirs, 'read-report', { id: theirs }],
      ],
      [[ours, 'read-report', { id: ours }]],
    ]);
    expect(await countWaiting()).toBe(0);
  });

  it('keeps messages that a relay took and did not delete', async () => {
    const id = await makeFirm(open.database);
    await open.database.withTenant(id, (tx) => enqueue(tx, 'send-mail', {}));
    const crash = open.database.withSystem('relay', async (tx) => {
      await takeOutbox(tx, 10);
      throw new Error('crash');
    });
    await expect(crash).rejects.toThrow('crash');
    const left = await open.database.withSystem('relay', async (tx) => {
      const messages = await takeOutbox(tx, 10);
      await deleteOutbox(
        tx,
        messages.map((message) => message.id),
      );
      return messages;
    });
    expect(left).toMatchObject([{ organizationId: id, topic: 'send-mail' }]);
  });

  it('wakes the listener at the commit, and again after its connection was cut', async () => {
    const id = await makeFirm(open.database);
    let next = Promise.withResolvers<void>();
    const notice = async (): Promise<void> => {
      await next.promise;
      next = Promise.withResolvers();
    };
    const listener = await listenToOutbox({
      systemUrl: open.test.systemUrl,
      reconnectAfterMs: 1,
      onNotice: () => next.resolve(),
    });
    await notice(); // the look at the start
    await open.database.withTenantPg(id, (tx) => enqueue(tx, 'read-report', {}));
    await notice();
    await connected(open.test.adminUrl, (admin) =>
      admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'capeline relay'`),
    );
    await notice(); // the look after the reconnection
    await open.database.withTenantPg(id, (tx) => enqueue(tx, 'read-report', {}));
    await notice();
    await listener.close();
  });

  it('rolls back with the change that it belongs to', async () => {
    const id = await makeFirm(open.database);
    const before = await countWaiting();
    const failing = open.database.withTenantPg(id, async (tx) => {
      await enqueue(tx, 'read-report', {});
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await countWaiting()).toBe(before);
  });
});
