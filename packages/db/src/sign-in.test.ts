import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfUser,
  findApiKeyByHash,
  findOrganization,
  findOrganizationByName,
  findSessionByTokenHash,
  findUser,
  findUserByEmail,
  heartbeat,
  insertApiKey,
  insertMembership,
  insertSession,
  insertSignInLink,
  listApiKeys,
  listMembers,
  listMembershipsOfUser,
  listOrganizations,
  readServiceStates,
  recordSweep,
  redeemSignInLink,
  revokeApiKey,
  type SystemTransaction,
  touchApiKey,
  updateOrganization,
  updateSignIn,
} from './index.ts';
import { makeFirm, makeMember, NOW, type OpenDatabase, openTestDatabase } from './test-support/open-database.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const system = <Result>(work: (tx: SystemTransaction) => Promise<Result>) => open.database.withSystem('test', work);
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

describe('firms and people', () => {
  it('are found by name and address, whatever their case', async () => {
    const id = await makeFirm(open.database, 'Nightjar Brokerage');
    const userId = await makeMember(open.database, id, 'Kit@Example.com');
    expect(await system((tx) => findOrganizationByName(tx, ' nightjar BROKERAGE '))).toMatchObject({
      id,
      isSample: false,
    });
    expect(await system((tx) => findOrganizationByName(tx, 'nobody'))).toBeNull();
    expect(await system((tx) => findUserByEmail(tx, ' KIT@example.com'))).toEqual({
      id: userId,
      email: 'kit@example.com',
      name: 'Dana Reyes',
      passwordHash: null,
    });
    expect((await system(listOrganizations)).map((firm) => firm.id)).toContain(id);
    expect(await system((tx) => listMembershipsOfUser(tx, userId))).toEqual([
      { organizationId: id, organizationName: 'Nightjar Brokerage', isSample: false, role: 'specialist' },
    ]);
    expect(await open.database.withTenantRead(id, listMembers)).toMatchObject([{ userId, email: 'kit@example.com' }]);
  });

  it('belong together across firms: one person, two memberships', async () => {
    const [ours, theirs] = [await makeFirm(open.database), await makeFirm(open.database)];
    const userId = await makeMember(open.database, ours, 'two@example.com');
    await open.database.withTenantPg(theirs, (tx) =>
      insertMembership(tx, { id: crypto.randomUUID(), userId, role: 'owner', createdAt: later(1) }),
    );
    const memberships = await system((tx) => listMembershipsOfUser(tx, userId));
    expect(memberships.map((membership) => membership.organizationId)).toEqual([ours, theirs]);
  });

  it('change only in what was given', async () => {
    const id = await makeFirm(open.database, 'Before');
    await open.database.withTenantPg(id, (tx) => updateOrganization(tx, { name: 'After', digestTime: '07:30' }));
    const firm = await open.database.withTenantRead(id, findOrganization);
    expect(firm).toMatchObject({
      name: 'After',
      digestTime: '07:30',
      timeZone: 'America/New_York',
      capeFileByBusinessDays: 5,
    });
    const wrong = open.database.withTenantPg(id, (tx) => updateOrganization(tx, { digestTime: '25:00' }));
    await expect(wrong).rejects.toMatchObject({ code: '23514' });
  });

  it('set a password that only the system role can read', async () => {
    const id = await makeFirm(open.database);
    const userId = await makeMember(open.database, id, 'pw@example.com');
    await system((tx) => updateSignIn(tx, userId, { passwordHash: '$argon2id$x' }));
    expect(await system((tx) => findUser(tx, userId))).toMatchObject({
      passwordHash: '$argon2id$x',
      name: 'Dana Reyes',
    });
    const peek = open.database.withTenantRead(id, (tx) => tx.query('select password_hash from app_user'));
    await expect(peek).rejects.toMatchObject({ code: '42501' });
  });
});

describe('sessions', () => {
  async function makeSession(email: string) {
    const organizationId = await makeFirm(open.database, 'Harbor Customs');
    const userId = await makeMember(open.database, organizationId, email);
    const tokenHash = randomBytes(32);
    await system((tx) =>
      insertSession(tx, { tokenHash, userId, organizationId, createdAt: NOW, expiresAt: later(3_600) }),
    );
    return {
      organizationId,
      userId,
      tokenHash,
      find: (at: Date) => system((tx) => findSessionByTokenHash(tx, tokenHash, at)),
    };
  }

  it('tell who sent a request, and note it at most once a minute', async () => {
    const { organizationId, userId, find } = await makeSession('s1@example.com');
    expect(await find(later(30))).toMatchObject({
      userId,
      organizationId,
      organizationName: 'Harbor Customs',
      role: 'specialist',
      hasPassword: false,
      lastSeenAt: NOW,
    });
    expect(await find(later(40))).toMatchObject({ lastSeenAt: NOW });
    await find(later(90));
    expect(await find(later(95))).toMatchObject({ lastSeenAt: later(90) });
  });

  it('end by expiry, by sign-out, by a new password and with the membership', async () => {
    const expired = await makeSession('s2@example.com');
    expect(await expired.find(later(3_600))).toBeNull();
    await system((tx) => deleteExpiredSessions(tx, later(3_600)));
    expect(await expired.find(later(10))).toBeNull();
    const signedOut = await makeSession('s3@example.com');
    await system((tx) => deleteSession(tx, signedOut.tokenHash));
    expect(await signedOut.find(later(10))).toBeNull();
    const renewed = await makeSession('s4@example.com');
    await system((tx) => deleteSessionsOfUser(tx, renewed.userId));
    expect(await renewed.find(later(10))).toBeNull();
    const left = await makeSession('s5@example.com');
    await open.database.withTenantPg(left.organizationId, (tx) => tx.query('delete from membership'));
    expect(await left.find(later(10))).toBeNull();
  });

  it('begin by a link that works once, for one of two at the same moment, and not after its time', async () => {
    const { userId, organizationId } = await makeSession('s6@example.com');
    const tokenHash = randomBytes(32);
    await system((tx) => insertSignInLink(tx, { tokenHash, userId, organizationId, expiresAt: later(60) }));
    const redeem = (at: Date) => system((tx) => redeemSignInLink(tx, tokenHash, at));
    expect(await redeem(later(61))).toBeNull();
    const both = await Promise.all([redeem(later(10)), redeem(later(10))]);
    expect(both.filter((outcome) => outcome !== null)).toEqual([{ userId, organizationId }]);
    expect(await redeem(later(20))).toBeNull();
  });
});

describe('API keys', () => {
  it('are found by their hash until they are revoked, and note their use once a minute', async () => {
    const organizationId = await makeFirm(open.database);
    const key = { id: crypto.randomUUID(), keyHash: randomBytes(32), scopes: ['clients:read', 'imports:write'] };
    await open.database.withTenantPg(organizationId, (tx) =>
      insertApiKey(tx, { ...key, name: 'TMS', prefix: 'cl_live_ab', createdBy: null, createdAt: NOW }),
    );
    const find = () => system((tx) => findApiKeyByHash(tx, key.keyHash));
    expect(await find()).toMatchObject({ id: key.id, organizationId, scopes: key.scopes, lastUsedAt: null });
    for (const seconds of [0, 30])
      await system((tx) => touchApiKey(tx, { organizationId, id: key.id }, later(seconds)));
    expect(await find()).toMatchObject({ lastUsedAt: NOW });
    const revoke = () => open.database.withTenantPg(organizationId, (tx) => revokeApiKey(tx, key.id, later(60)));
    expect([await revoke(), await revoke()]).toEqual([true, false]);
    expect(await find()).toBeNull();
    expect(await open.database.withTenantRead(organizationId, listApiKeys)).toMatchObject([
      { id: key.id, revokedAt: later(60) },
    ]);
  });
});

describe('the installation', () => {
  it('keeps the newest heartbeat and sweep, also when the clock is put back', async () => {
    await system(async (tx) => {
      await heartbeat(tx, 'worker', later(60), { version: '0.1.0' });
      await recordSweep(tx, 'worker', later(50));
      await heartbeat(tx, 'worker', later(10));
      await recordSweep(tx, 'worker', later(5));
    });
    expect(await system(readServiceStates)).toEqual([
      { name: 'worker', seenAt: later(60), lastSweepAt: later(50), details: { version: '0.1.0' } },
    ]);
  });
});
