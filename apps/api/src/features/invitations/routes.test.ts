import type { IssuedInvitation } from '@capeline/contracts';
import { insertOrganization } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Caller,
  type Harness,
  PASSWORD,
  problemOf,
  sessionHeaders,
  startHarness,
} from '../../test-support/harness.ts';
import { addPerson } from '../../test-support/people.ts';

const DAY = 24 * 60 * 60 * 1000;
const INVALID = { status: 401, code: 'auth.link_invalid' };

describe('invitations', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const invite = (by: Caller, email: string, role = 'specialist') =>
    by.send({ method: 'POST', url: '/api/v1/invitations', payload: { email, role } });
  const invited = async (by: Caller, email: string, role = 'specialist') => {
    const body = (await invite(by, email, role)).json() as IssuedInvitation;
    return { ...body, token: body.link.split('#')[1] ?? '' };
  };
  const post = (path: string, payload: object) =>
    harness.app.inject({ method: 'POST', url: `/api/v1/invitations/${path}`, payload });
  const accept = (token: string, more: object = {}) =>
    post('accept', { token, password: PASSWORD, name: 'Jo Kim', ...more });

  it('answers 201 with a link that is shown once and stored hashed, and keeps a mail that holds no link', async () => {
    const owner = await harness.firm('Harbor');
    const answer = await invite(owner, 'Jo@Harbor.example');
    expect(answer.statusCode).toBe(201);
    const issued = answer.json() as IssuedInvitation;
    expect(issued).toMatchObject({
      email: 'jo@harbor.example',
      role: 'specialist',
      isMailed: false,
      invitedBy: 'Owner of Harbor',
    });
    const token = issued.link.split('#')[1] ?? '';
    expect(token).toMatch(/^[\w-]{43}$/u);
    const kept = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ text: string }>(
        `select row_to_json(i)::text || row_to_json(l)::text || row_to_json(m)::text as text
           from invitation i, invitation_link l, mail_message m where m.kind = 'invitation'`,
      ),
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.text).not.toContain(token);
    const list = await owner.send({ url: '/api/v1/invitations' });
    expect(list.json()).toMatchObject({ data: [{ id: issued.id, isExpired: false }] });
    expect(list.body).not.toContain(token);
  });

  it('lets a new person in exactly once, with the role invited to, whatever the body asks for', async () => {
    const owner = await harness.firm('Quay');
    const { token } = await invited(owner, 'jo@quay.example', 'auditor');
    const view = await post('look', { token });
    expect(view.json()).toMatchObject({
      organizationName: 'Quay',
      email: 'jo@quay.example',
      role: 'auditor',
      hasAccount: false,
    });
    expect((await accept(token, { role: 'owner' })).statusCode).toBe(422);
    expect(problemOf(await accept(token, { name: undefined }))).toMatchObject({ code: 'invitation.name_required' });
    expect(problemOf(await accept(token, { password: 'short' }))).toMatchObject({ issues: [{ pointer: '/password' }] });
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 401]);
    const me = answers.find(({ statusCode }) => statusCode === 201);
    expect(me?.json()).toMatchObject({ role: 'auditor', organization: { name: 'Quay' }, user: { name: 'Jo Kim' } });
    expect(problemOf(await accept(token))).toMatchObject(INVALID);
    expect(problemOf(await post('look', { token }))).toMatchObject(INVALID);
  });

  it('refuses guessed, expired, revoked and replaced links in the same words', async () => {
    const owner = await harness.firm('Basin');
    const guessed = problemOf(await accept('g'.repeat(43)));
    expect(guessed).toMatchObject(INVALID);
    const revoked = await invited(owner, 'a@basin.example');
    expect((await owner.send({ method: 'DELETE', url: `/api/v1/invitations/${revoked.id}` })).statusCode).toBe(204);
    const replaced = await invited(owner, 'b@basin.example');
    const again = await owner.send({ method: 'POST', url: `/api/v1/invitations/${replaced.id}/resend` });
    expect(again.statusCode).toBe(200);
    const expired = await invited(owner, 'c@basin.example');
    for (const { token } of [revoked, replaced]) expect(problemOf(await accept(token))).toEqual(guessed);
    harness.clock.advance(7 * DAY + 1);
    expect(problemOf(await accept(expired.token))).toEqual(guessed);
    expect(problemOf(await post('look', { token: expired.token }))).toEqual(guessed);
    harness.clock.advance(-7 * DAY - 1);
    const fresh = (again.json() as IssuedInvitation).link.split('#')[1] ?? '';
    expect((await accept(fresh)).statusCode).toBe(201);
  });

  it('lets a known person join with the password of the account, and with no other', async () => {
    const home = await harness.firm('Wharf');
    const away = await harness.firm('Pier');
    const { token } = await invited(away, 'owner@wharf.example', 'manager');
    expect((await post('look', { token })).json()).toMatchObject({ hasAccount: true });
    expect(problemOf(await accept(token, { password: 'a password of my own choosing' }))).toMatchObject({
      status: 401,
      code: 'auth.invalid_credentials',
    });
    const joined = await accept(token);
    expect(joined.statusCode).toBe(201);
    expect(joined.json()).toMatchObject({ user: { id: home.userId, name: 'Owner of Wharf' }, role: 'manager' });
    const { firms } = joined.json() as { firms: { name: string }[] };
    expect(firms.map(({ name }) => name).sort()).toEqual(['Pier', 'Wharf']);
  });

  it('takes somebody who left back in, in a new role, and never an old session', async () => {
    const owner = await harness.firm('Lock');
    const { token } = await invited(owner, 'jo@lock.example');
    const first = (await accept(token)).cookies[0]?.value ?? '';
    const { data } = (await owner.send({ url: '/api/v1/members' })).json() as { data: { id: string; email: string }[] };
    const memberId = data.find(({ email }) => email === 'jo@lock.example')?.id;
    await owner.send({ method: 'POST', url: `/api/v1/members/${memberId}/deactivate`, payload: {} });
    const second = await invited(owner, 'jo@lock.example', 'auditor');
    const back = await accept(second.token);
    expect(back.json()).toMatchObject({ role: 'auditor' });
    const me = await harness.app.inject({ url: '/api/v1/me', headers: sessionHeaders(first) });
    expect(me.statusCode).toBe(401);
  });

  it('answers 409 to a second invitation, to a member, and in the sample firm', async () => {
    const owner = await harness.firm('Dock');
    await invited(owner, 'jo@dock.example');
    expect(problemOf(await invite(owner, 'JO@dock.example'))).toMatchObject({ code: 'invitation.already_open' });
    expect(problemOf(await invite(owner, 'owner@dock.example'))).toMatchObject({ code: 'invitation.already_member' });
    const organizationId = crypto.randomUUID();
    await harness.database.withTenantPg(organizationId, (tx) =>
      insertOrganization(tx, { name: 'Sample', isSample: true, createdAt: harness.clock.now() }),
    );
    const anybody = await addPerson(harness, organizationId, { role: 'owner', email: 'owner@sample.example' });
    expect(problemOf(await invite(anybody, 'x@sample.example'))).toMatchObject({ code: 'sample.no_people' });
  });

  it('answers 403: a manager invites no owner, and touches no invitation of one', async () => {
    const owner = await harness.firm('Sound');
    const manager = await addPerson(harness, owner.organizationId, { role: 'manager', email: 'm@sound.example' });
    expect(problemOf(await invite(manager, 'x@sound.example', 'owner'))).toMatchObject({ status: 403 });
    const { id } = await invited(owner, 'y@sound.example', 'owner');
    const resend = await manager.send({ method: 'POST', url: `/api/v1/invitations/${id}/resend` });
    expect(resend.statusCode).toBe(403);
  });

  it('answers 404 for another firm’s invitation as for a missing one', async () => {
    const owner = await harness.firm('Reach');
    const other = await harness.firm('Strait');
    const theirs = await invited(other, 'jo@strait.example');
    for (const id of [theirs.id, crypto.randomUUID()]) {
      const answer = await owner.send({ method: 'DELETE', url: `/api/v1/invitations/${id}` });
      expect(problemOf(answer)).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect((await post('look', { token: theirs.token })).statusCode).toBe(200);
  });

  it('cannot be accepted by a page of another site', async () => {
    const owner = await harness.firm('Canal');
    const { token } = await invited(owner, 'jo@canal.example');
    const answer = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/invitations/accept',
      payload: { token, password: PASSWORD, name: 'Jo Kim' },
      headers: { origin: 'https://evil.example' },
    });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'request.csrf' });
  });
});
