import { allows, Permission, ROLE_PERMISSIONS, Role, rolesThatMay } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InjectOptions } from 'fastify';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { addPerson } from '../../test-support/people.ts';

const MISSING = '00000000-0000-4000-8000-000000000000';

describe('every route for every role', () => {
  let harness: Harness;
  let organizationId: string;
  beforeAll(async () => {
    harness = await startHarness();
    ({ organizationId } = await harness.firm('Harbor'));
  });
  afterAll(() => harness.close());

  /** Every declared route with a permission, as a request that is past the door and stops right behind it. */
  const guarded = () =>
    harness.app.routes
      .filter(({ url, method, config }) => url.startsWith('/api/v1/') && method !== 'HEAD' && config?.access)
      .map(({ url, method, config }) => ({
        method: String(method) as NonNullable<InjectOptions['method']>,
        url: url.replace(/:\w+/gu, MISSING),
        access: config?.access ?? 'public',
        rateClass: config?.rateClass,
      }));

  for (const role of Role.options)
    it(`answers as the policy table says: ${role}`, async () => {
      const person = await addPerson(harness, organizationId, { role, email: `the-${role}@harbor.example` });
      const seen: string[] = [];
      for (const { method, url, access } of guarded()) {
        const needed = Permission.safeParse(access).data;
        if (needed === undefined) continue;
        const answer = await person.send({ method, url, ...(method === 'GET' ? {} : { payload: { nothing: true } }) });
        const isAllowed = allows(ROLE_PERMISSIONS[role], needed);
        expect({ method, url, refused: answer.statusCode === 403 }).toEqual({ method, url, refused: !isAllowed });
        expect({ method, url, fails: [401, 500].includes(answer.statusCode) }).toEqual({ method, url, fails: false });
        if (!isAllowed) {
          const { code, detail } = problemOf(answer);
          expect(code).toBe('auth.forbidden');
          expect(detail).toContain(`the permission ${needed} (${rolesThatMay(needed).join(', ')})`);
        }
        seen.push(url);
      }
      expect(seen.length).toBeGreaterThan(25);
    });

  it('lets an auditor change nothing at all but what is his own', async () => {
    // A question that needs a body is asked by POST and counted as reading.
    const writes = guarded().filter(({ method, rateClass }) => method !== 'GET' && rateClass !== 'read');
    const open = writes.filter(
      ({ access }) => !Permission.safeParse(access).success || allows(ROLE_PERMISSIONS.auditor, access as Permission),
    );
    expect(open.map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`).sort()).toEqual([
      'DELETE /me/absence',
      'DELETE /me/sessions',
      'DELETE /sample',
      `DELETE /saved-views/${MISSING}`,
      'DELETE /session',
      'PATCH /me',
      `PATCH /saved-views/${MISSING}`,
      'POST /invitations/accept',
      'POST /invitations/look',
      'POST /saved-views',
      'POST /session',
      'POST /session/firm',
      'POST /session/link',
      'POST /session/password-reset',
      'POST /session/password-reset/redeem',
      'POST /session/sample',
      'POST /setup',
      'PUT /me/absence',
      'PUT /me/password',
    ]);
  });

  it('follows a change of role from the next request on, in a session that began before', async () => {
    const owner: Caller = await harness.firm('Quay');
    const person = await addPerson(harness, owner.organizationId, { role: 'manager', email: 'm@quay.example' });
    expect((await person.send({ url: '/api/v1/invitations' })).statusCode).toBe(200);
    const change = await owner.send({
      method: 'PATCH',
      url: `/api/v1/members/${person.memberId}`,
      payload: { role: 'auditor' },
    });
    expect(change.statusCode).toBe(200);
    expect((await person.send({ url: '/api/v1/invitations' })).statusCode).toBe(403);
  });
});
