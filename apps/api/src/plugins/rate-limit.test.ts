import { type EventEmitter, once } from 'node:events';
import { connectSharedCounters, type SharedCounters, silentLogger } from '@capeline/runtime';
import cookie from '@fastify/cookie';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { hasRedis, startRedis, type TestRedis } from '../../../../tests/support/redis-server.ts';
import { errors } from './errors.ts';
import { rateLimit } from './rate-limit.ts';

const few = { max: 3, windowMs: 60_000 };
const LIMITS = {
  public: few,
  open: few,
  read: few,
  write: few,
  refused: few,
  passwordReset: few,
  passwordGuess: few,
  passwordGuessAnywhere: few,
};

async function makeApp(redis: object): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(errors);
  await app.register(cookie);
  await app.register(rateLimit, { limits: LIMITS, redis, appUrl: 'http://127.0.0.1:3000' });
  app.get('/open', { config: { rateClass: 'open' } }, async () => 'fine');
  app.get('/public', { config: { rateClass: 'public' } }, async () => 'fine');
  return app;
}

(hasRedis() ? describe : describe.skip)('counting in Redis', () => {
  let server: TestRedis;
  let counters: SharedCounters;
  let apps: FastifyInstance[];
  beforeAll(async () => {
    server = await startRedis();
    counters = connectSharedCounters(server.url, silentLogger());
    await once(counters.client as EventEmitter, 'ready');
    apps = await Promise.all([makeApp(counters.client), makeApp(counters.client)]);
  });
  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    counters.close();
    await server.stop();
  });

  const ask = async (n: number, url: string) => (await apps[n % 2]?.inject(url))?.statusCode;

  it('adds up what several processes see, and keeps the classes apart', async () => {
    const open = [];
    for (let n = 0; n < 4; n += 1) open.push(await ask(n, '/open'));
    expect(open).toEqual([200, 200, 200, 429]);
    expect(await ask(0, '/public')).toBe(200);
  });

  it('lets everybody through while Redis is away, and nobody waits for it', async () => {
    await server.stop();
    expect(await ask(0, '/open')).toBe(200);
    expect(await ask(1, '/open')).toBe(200);
  });
});
