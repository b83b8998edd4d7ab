import { describe, expect, it } from '@jest/globals';
import { silentLogger } from './logger.ts';
import { createShutdown, stopOnSignals } from './shutdown.ts';

describe('shutdown', () => {
  it('stops what was started last first, and waits for each step', async () => {
    const shutdown = createShutdown(silentLogger());
    const order: string[] = [];
    shutdown.add('database', () => void order.push('database'));
    shutdown.add('api', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('api');
    });
    expect(await shutdown.stop('test')).toBe(true);
    expect(order).toEqual(['api', 'database']);
  });

  it('runs every step once, however often it is told to stop', async () => {
    const shutdown = createShutdown(silentLogger());
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    shutdown.add('worker', async () => {
      runs += 1;
      await gate.promise;
    });
    const first = shutdown.stop('SIGINT');
    const second = shutdown.stop('SIGTERM');
    gate.resolve();
    await Promise.all([first, second, shutdown.stop('again')]);
    expect(runs).toBe(1);
    expect(shutdown.signal.aborted).toBe(true);
  });

  it('goes on after a step that fails or hangs, and says that it was not clean', async () => {
    const shutdown = createShutdown(silentLogger());
    const order: string[] = [];
    shutdown.add('last', () => void order.push('last'));
    shutdown.add('hangs', () => new Promise<void>(() => undefined), { timeoutMs: 5 });
    shutdown.add('fails', () => {
      throw new Error('no');
    });
    expect(await shutdown.stop('test')).toBe(false);
    expect(order).toEqual(['last']);
  });

  it('leaves Ctrl-C and a closed terminal to the supervisor in a supervised process, and obeys SIGTERM', async () => {
    const shutdown = createShutdown(silentLogger());
    const exited = Promise.withResolvers<number>();
    const remove = stopOnSignals(shutdown, { supervised: true, exit: exited.resolve });
    try {
      process.emit('SIGINT');
      process.emit('SIGHUP');
      expect(shutdown.signal.aborted).toBe(false);
      process.emit('SIGTERM');
      expect(await exited.promise).toBe(0);
    } finally {
      remove();
    }
  });
});
