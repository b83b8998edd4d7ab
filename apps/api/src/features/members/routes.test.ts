import { markMemberDeactivated } from '@capeline/db';
import { changeMemberRole, type MemberKeeper } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { addPerson } from '../../test-support/people.ts';

describe('members', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const setRole = (by: Caller, memberId: string, role: string) =>
    by.send({ method: 'PATCH', url: `/api/v1/members/${memberId}`, payload: { role } });
  const deactivate = (by: Caller, memberId: string, payload: object = {}) =>
    by.send({ method: 'POST', url: `/api/v1/members/${memberId}/deactivate`, payload });
  const memberIdOf = async (owner: Caller): Promise<string> => {
    const { data } = (await owner.send({ url: '/api/v1/members' })).json() as {
      data: { id: string; userId: string }[];
    };
    return data.find(({ userId }) => userId === owner.userId)?.id ?? '';
  };
  const addClient = async (owner: Caller, ownerUserId: string): Promise<string> => {
    const id = crypto.randomUUID();
    await harness.database.withTenantPg(owner.organizationId, async (tx) => {
      await tx.query('insert into client (organization_id, id, name, owner_user_id) values ($1, $2, $3, $4)', [
        owner.organizationId,
        id,
        `Client ${id}`,
        ownerUserId,
      ]);
      await tx.query(
        `insert into check_record (organization_id, client_id, kind, status, owner_user_id) values ($1, $2, 'tao_login', 'unknown', $3)`,
        [owner.organizationId, id, ownerUserId],
      );
    });
    return id;
  };

  it('answers 200 with the people of one firm and nobody else', async () => {
    const owner = await harness.firm('Harbor');
    await harness.firm('Quay');
    const answer = await owner.send({ url: '/api/v1/members' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      data: [{ userId: owner.userId, name: 'Owner of Harbor', initials: 'OH', role: 'owner' }],
    });
    expect((answer.json() as { data: unknown[] }).data).toHaveLength(1);
  });

  it('answers 401 to nobody and 403 to a key, which cannot carry this permission', async () => {
    expect((await harness.app.inject('/api/v1/members')).statusCode).toBe(401);
    const owner = await harness.firm('Basin');
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await key.send({ url: '/api/v1/members' })).statusCode).toBe(403);
  });

  it('answers 409: the last owner is neither demoted nor taken out, also not by two at once', async () => {
    const owner = await harness.firm('Pier');
    const ownId = await memberIdOf(owner);
    expect(problemOf(await setRole(owner, ownId, 'auditor'))).toMatchObject({ status: 409, code: 'member.last_owner' });
    const second = await addPerson(harness, owner.organizationId, { role: 'owner', email: 'second@pier.example' });
    // Past the door already: each was an owner when his request came in.
    const demote = (by: Caller, memberId: string) =>
      harness.database.withTenantPg(owner.organizationId, (tx) =>
        changeMemberRole(
          tx,
          { memberId, role: 'manager' },
          {
            actor: { kind: 'user', id: by.userId },
            granted: ['*'],
            now: harness.clock.now(),
            today: '2026-11-23' as MemberKeeper['today'],
          },
        ),
      );
    const results = await Promise.allSettled([demote(second, ownId), demote(owner, second.memberId)]);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused).toEqual([expect.objectContaining({ code: 'member.last_owner' })]);
    const { data } = (await owner.send({ url: '/api/v1/members' })).json() as { data: { role: string }[] };
    expect(data.filter(({ role }) => role === 'owner')).toHaveLength(1);
  });

  it('answers 403: a manager makes no owner, unmakes none, and nobody raises himself by the body', async () => {
    const owner = await harness.firm('Wharf');
    const { organizationId } = owner;
    const manager = await addPerson(harness, organizationId, { role: 'manager', email: 'manager@wharf.example' });
    const specialist = await addPerson(harness, organizationId, { role: 'specialist', email: 's@wharf.example' });
    const ownerId = await memberIdOf(owner);
    for (const answer of [
      await setRole(manager, manager.memberId, 'owner'),
      await setRole(manager, specialist.memberId, 'owner'),
      await setRole(manager, ownerId, 'auditor'),
      await deactivate(manager, ownerId),
      await setRole(specialist, specialist.memberId, 'manager'),
    ])
      expect(problemOf(answer)).toMatchObject({ status: 403, code: 'auth.forbidden' });
    for (const payload of [{ name: 'Sam', role: 'owner' }, { role: 'owner' }])
      expect((await specialist.send({ method: 'PATCH', url: '/api/v1/me', payload })).statusCode).toBe(422);
    expect((await setRole(manager, specialist.memberId, 'auditor')).statusCode).toBe(200);
  });

  it('answers 404 for another firm’s member as for a missing one, and changes nothing', async () => {
    const owner = await harness.firm('Dock');
    const other = await harness.firm('Lock');
    const theirs = await memberIdOf(other);
    const missing = crypto.randomUUID();
    for (const id of [theirs, missing]) {
      const role = await setRole(owner, id, 'auditor');
      expect(problemOf(role)).toMatchObject({ status: 404, code: 'not_found' });
      expect(problemOf(await deactivate(owner, id))).toEqual(problemOf(role));
      expect((await owner.send({ url: `/api/v1/members/${id}/holdings` })).statusCode).toBe(404);
    }
    expect((await other.send({ url: '/api/v1/me' })).json()).toMatchObject({ role: 'owner' });
  });

  it('ends the sessions of a deactivated member at once and gives what he owned to the one named', async () => {
    const owner = await harness.firm('Canal');
    const { organizationId } = owner;
    const leaver = await addPerson(harness, organizationId, { role: 'specialist', email: 'leaver@canal.example' });
    const heir = await addPerson(harness, organizationId, { role: 'specialist', email: 'heir@canal.example' });
    const clientId = await addClient(owner, leaver.userId);
    const holdings = await owner.send({ url: `/api/v1/members/${leaver.memberId}/holdings` });
    expect(holdings.json()).toMatchObject({
      clients: [{ id: clientId }],
      checkCount: 1,
      fallsTo: { name: 'Owner of Canal' },
    });
    const answer = await deactivate(owner, leaver.memberId, { handOverTo: heir.memberId });
    expect(answer.json()).toEqual({
      clientCount: 1,
      checkCount: 1,
      firmCheckCount: 0,
      handedTo: { id: heir.memberId, name: 'heir@canal.example' },
    });
    expect((await leaver.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    const client = (await owner.send({ url: `/api/v1/clients/${clientId}` })).json();
    expect(client).toMatchObject({ owner: { id: heir.userId }, version: 2 });
    const sessions = await harness.database.withSystem('test', (tx) =>
      tx.query('select from session where user_id = $1', [leaver.userId]),
    );
    expect(sessions).toEqual([]);
    const { data } = (await owner.send({ url: '/api/v1/members' })).json() as { data: { userId: string }[] };
    expect(data.map(({ userId }) => userId)).not.toContain(leaver.userId);
    const again = await owner.send({
      method: 'PATCH',
      url: `/api/v1/clients/${clientId}`,
      payload: { ownerId: leaver.userId },
    });
    expect(problemOf(again)).toMatchObject({ status: 422, issues: [{ pointer: '/ownerId' }] });
  });

  it('hands over his part in the firm’s own checks: a duty is to be seen anew, and nobody stands in for himself', async () => {
    const owner = await harness.firm('Mooring');
    const { organizationId } = owner;
    const leaver = await addPerson(harness, organizationId, { role: 'specialist', email: 'leaver@mooring.example' });
    const heir = await addPerson(harness, organizationId, { role: 'specialist', email: 'heir@mooring.example' });
    const record = (subject: string, ownerId: string, backupId: string) =>
      owner.send({
        method: 'PATCH',
        url: '/api/v1/firm-readiness/checks/backup_person',
        payload: { subject, status: 'ready', evidenceNote: 'asked both', verifiedOn: '2026-11-20', ownerId, backupId },
      });
    expect((await record('cape_upload', leaver.userId, owner.userId)).statusCode).toBe(200);
    expect((await record('protest_filing', heir.userId, leaver.userId)).statusCode).toBe(200);
    const holdings = await owner.send({ url: `/api/v1/members/${leaver.memberId}/holdings` });
    expect(holdings.json()).toMatchObject({ checkCount: 0, firmCheckCount: 2 });
    const answer = await deactivate(owner, leaver.memberId, { handOverTo: heir.memberId });
    expect(answer.json()).toMatchObject({ firmCheckCount: 2, handedTo: { id: heir.memberId } });
    const { checks } = (await owner.send({ url: '/api/v1/firm-readiness' })).json() as {
      checks: { kind: string; lines: { subject: string; status: string; owner: unknown; backup: unknown }[] }[];
    };
    const lines = checks.find(({ kind }) => kind === 'backup_person')?.lines;
    expect(lines?.find(({ subject }) => subject === 'cape_upload')).toMatchObject({
      status: 'in_progress',
      owner: { id: heir.userId },
      backup: { id: owner.userId },
    });
    expect(lines?.find(({ subject }) => subject === 'protest_filing')).toMatchObject({
      status: 'in_progress',
      owner: { id: heir.userId },
      backup: null,
    });
  });

  it('lets everything fall to the manager when nobody is named, and refuses an auditor as heir', async () => {
    const owner = await harness.firm('Strait');
    const { organizationId } = owner;
    const leaver = await addPerson(harness, organizationId, { role: 'specialist', email: 'leaver@strait.example' });
    const manager = await addPerson(harness, organizationId, { role: 'manager', email: 'manager@strait.example' });
    const auditor = await addPerson(harness, organizationId, { role: 'auditor', email: 'auditor@strait.example' });
    await addClient(owner, leaver.userId);
    const refused = await deactivate(owner, leaver.memberId, { handOverTo: auditor.memberId });
    expect(problemOf(refused)).toMatchObject({ status: 422, issues: [{ pointer: '/handOverTo' }] });
    const answer = await deactivate(owner, leaver.memberId);
    expect(answer.json()).toMatchObject({ handedTo: { id: manager.memberId } });
  });

  it('answers 409 to whoever would take himself out', async () => {
    const owner = await harness.firm('Sound');
    await addPerson(harness, owner.organizationId, { role: 'owner', email: 'second@sound.example' });
    const answer = await deactivate(owner, await memberIdOf(owner));
    expect(problemOf(answer)).toMatchObject({ status: 409, code: 'member.not_yourself' });
  });

  it('refuses a change with the cookie alone', async () => {
    const owner = await harness.firm('Reach');
    const answer = await owner.send({
      method: 'POST',
      url: `/api/v1/members/${crypto.randomUUID()}/deactivate`,
      payload: {},
      headers: { 'x-capeline-csrf': '' },
    });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'request.csrf' });
  });

  it('plans and takes back an absence: everybody his own, a manager anybody’s, nobody else’s', async () => {
    const owner = await harness.firm('Inlet');
    const { organizationId } = owner;
    const one = await addPerson(harness, organizationId, { role: 'specialist', email: 'one@inlet.example' });
    const two = await addPerson(harness, organizationId, { role: 'specialist', email: 'two@inlet.example' });
    const clientId = await addClient(owner, one.userId);
    const payload = { from: '2026-11-23', until: '2026-11-27', delegateId: two.memberId };
    const planned = await one.send({ method: 'PUT', url: '/api/v1/me/absence', payload });
    expect(planned.statusCode).toBe(200);
    const { data } = planned.json() as { data: { userId: string; absence: unknown }[] };
    expect(data.find(({ userId }) => userId === one.userId)?.absence).toEqual({
      from: '2026-11-23',
      until: '2026-11-27',
      delegate: { userId: two.userId, name: 'two@inlet.example' },
    });
    const mine = async () =>
      ((await two.send({ url: '/api/v1/clients?filter=mine' })).json() as { data: { id: string }[] }).data;
    expect((await mine()).map(({ id }) => id)).toEqual([clientId]);
    const url = `/api/v1/members/${one.memberId}/absence`;
    expect((await two.send({ method: 'DELETE', url })).statusCode).toBe(403);
    expect((await owner.send({ method: 'DELETE', url })).statusCode).toBe(204);
    expect(await mine()).toEqual([]);
  });

  it('answers nobody who left from the very commit on, before his session is removed', async () => {
    const owner = await harness.firm('Fjord');
    const { organizationId } = owner;
    const leaver = await addPerson(harness, organizationId, { role: 'owner', email: 'leaver@fjord.example' });
    await harness.database.withTenantPg(organizationId, (tx) =>
      markMemberDeactivated(tx, leaver.memberId, harness.clock.now()),
    );
    expect((await leaver.send({ url: '/api/v1/me' })).statusCode).toBe(401);
    expect((await leaver.send({ url: '/api/v1/clients' })).statusCode).toBe(401);
    expect((await owner.send({ url: '/api/v1/me' })).statusCode).toBe(200);
  });
});
