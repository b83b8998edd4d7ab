import { createTestClock, type TestClock } from '@capeline/runtime';
import { describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { rehearsal } from './rehearsal.ts';

async function appOn(clock: TestClock): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(rehearsal, { clock });
  app.get('/board', async () => ({ fine: true }));
  for (const [path, disposition] of [
    ['/plain', 'attachment; filename=cape.csv'],
    ['/quoted', 'attachment; filename="cape.csv"'],
    ['/both', `attachment; filename="cape.csv"; filename*=UTF-8''cape.csv`],
  ] as const)
    app.get(path, async (_request, reply) => reply.header('content-disposition', disposition).send('Entry Number\r\n'));
  return app;
}

const START = '2026-11-22T12:00:00Z';

describe('a rehearsal', () => {
  it('marks every answer, also of what is not there, and the name of every file', async () => {
    const app = await appOn(createTestClock(START, '2026-11-23'));
    for (const url of ['/board', '/nowhere'])
      expect((await app.inject({ url })).headers['capeline-rehearsal']).toBe('2026-11-23');
    const nameOf = async (url: string) => (await app.inject({ url })).headers['content-disposition'];
    expect(await nameOf('/plain')).toBe('attachment; filename=REHEARSAL-2026-11-23-cape.csv');
    expect(await nameOf('/quoted')).toBe('attachment; filename="REHEARSAL-2026-11-23-cape.csv"');
    expect(await nameOf('/both')).toBe(
      `attachment; filename="REHEARSAL-2026-11-23-cape.csv"; filename*=UTF-8''REHEARSAL-2026-11-23-cape.csv`,
    );
    await app.close();
  });

  it('is not claimed on an ordinary day', async () => {
    const app = await appOn(createTestClock(START));
    const answer = await app.inject({ url: '/quoted' });
    expect(answer.headers['capeline-rehearsal']).toBeUndefined();
    expect(answer.headers['content-disposition']).toBe('attachment; filename="cape.csv"');
    await app.close();
  });
});
