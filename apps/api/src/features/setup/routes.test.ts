import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Harness, PASSWORD, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';

const FIRM = {
  organizationName: 'Harbor & Sons',
  ownerName: 'Dana Reyes',
  email: 'Dana@Harbor.example',
  password: PASSWORD,
  filerCodes: ['k80'],
};

describe('set-up', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  const setUp = (payload: object) => harness.app.inject({ method: 'POST', url: '/api/v1/setup', payload });

  it('answers 200: offers set-up while no firm exists', async () => {
    const answer = await harness.app.inject('/api/v1/setup');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ firmExists: false, sampleAvailable: false });
  });

  it('answers 201: makes the firm, signs its owner in and hides the cookie from scripts', async () => {
    const answer = await setUp(FIRM);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      user: { name: 'Dana Reyes', email: 'dana@harbor.example', hasPassword: true },
      organization: { name: 'Harbor & Sons', isSample: false, timeZone: 'America/New_York' },
      role: 'owner',
      businessDate: '2026-11-23',
    });
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ name: 'capeline_session', httpOnly: true, sameSite: 'Lax', path: '/' });
    const me = await harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(String(cookie?.value)) });
    expect(me.json()).toEqual(answer.json());
  });

  it('answers 409: a second firm is not made from the open page', async () => {
    await setUp(FIRM);
    const answer = await setUp({ ...FIRM, organizationName: 'Another', email: 'x@another.example' });
    expect(answer.statusCode).toBe(409);
    expect(problemOf(answer)).toMatchObject({ code: 'setup.already_done', status: 409 });
  });

  it('lets exactly one of several first visitors win', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map((n) => setUp({ ...FIRM, organizationName: `Firm ${n}`, email: `o${n}@firm.example` })),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 409, 409]);
  });

  it('answers 422: names every fault with a pointer, and an unknown field is one', async () => {
    const answer = await setUp({ ...FIRM, email: 'nobody', password: 'short', isSample: true });
    expect(answer.statusCode).toBe(422);
    const { issues } = answer.json() as { issues: { pointer: string }[] };
    expect(issues.map((issue) => issue.pointer).sort()).toEqual(['/email', '/isSample', '/password']);
  });

  it('stores the password as argon2id and nothing of the session but its hash', async () => {
    const token = (await setUp(FIRM)).cookies[0]?.value ?? '';
    const rows = await harness.database.withSystem('test', (tx) =>
      tx.query<{ password_hash: string; token_hash: Buffer }>(
        'select u.password_hash, s.token_hash from session s join app_user u on u.id = s.user_id',
      ),
    );
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$/);
    expect(rows[0]?.token_hash).toHaveLength(32);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
