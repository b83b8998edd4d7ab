import { describe, expect, it } from '@jest/globals';
import { silentLogger } from './logger.ts';
import { runPeriodically } from './run-periodically.ts';

const NEVER_MS = 3_600_000;

/** Work that ends when told, and counts how often it runs at once. */
function heldWork() {
  let running = 0;
  let most = 0;
  let runs = 0;
  let waiting = Promise.withResolvers<void>();
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return {
    work: async () => {
      running += 1;
      most = Math.max(most, running);
      begun[runs]?.resolve();
      runs += 1;
      await waiting.promise;
      running -= 1;
    },
    begun: (run: number) => begun[run]?.promise,
    end: () => {
      const ended = waiting;
      waiting = Promise.withResolvers<void>();
      ended.resolve();
    },
    runs: () => runs,
    most: () => most,
  };
}

describe('periodic work', () => {
  it('is done once more after any number of doubled ticks, and never twice at once', async () => {
    const held = heldWork();
    const periodic = runPeriodically('test', NEVER_MS, held.work, silentLogger());
    await held.begun(0);
    for (let tick = 0; tick < 5; tick += 1) periodic.nudge();
    held.end();
    await held.begun(1);
    held.end();
    await periodic.stop();
    expect({ runs: held.runs(), most: held.most() }).toEqual({ runs: 2, most: 1 });
  });

  it('goes on after a round that failed', async () => {
    const second = Promise.withResolvers<void>();
    let runs = 0;
    const work = async (): Promise<void> => {
      runs += 1;
      if (runs === 1) throw new Error('the database is away');
      second.resolve();
    };
    const periodic = runPeriodically('test', 1, work, silentLogger());
    await second.promise;
    await periodic.stop();
    expect(runs).toBeGreaterThan(1);
  });

  it('ends after the round in progress, and begins none after it', async () => {
    const held = heldWork();
    const periodic = runPeriodically('test', 1, held.work, silentLogger());
    await held.begun(0);
    const stopped = periodic.stop();
    held.end();
    await stopped;
    periodic.nudge();
    expect(held.runs()).toBe(1);
  });
});
