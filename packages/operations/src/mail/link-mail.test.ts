import { createDatabase, type Database } from '@capeline/db';
import { createMailTransport, type MailTransport } from '@capeline/mail';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { MAIL, makeFirm, NOW, TODAY } from '../alerts/test-support/firm.ts';
import { acceptInvitation } from '../invitations/accept-invitation.ts';
import { type Inviter, inviteMember, revokeInvitation } from '../invitations/invite-member.ts';
import type { PasswordHasher } from '../sessions/password-hasher.ts';
import { askPasswordReset, redeemPasswordReset } from '../sessions/password-reset.ts';
import { deliverMail } from './deliver-mail.ts';
import { getMail, listMails } from './list-mails.ts';

const PLAIN: PasswordHasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (hash, password) => hash === `plain:${password}`,
};
const SESSION = { passwords: PLAIN, now: NOW, absoluteMs: 3_600_000 };
const PASSWORD = 'several words in a row';

let store: TestDatabase;
let database: Database;
let sink: SmtpSink;
let transport: MailTransport;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
  sink = await startSmtpSink();
  transport = createMailTransport(sink.url);
});
afterAll(async () => {
  transport.close();
  await sink.stop();
  await database.close();
  await store.drop();
});

function ownerOf(firm: { ownerId: string }): Inviter {
  const actor = { kind: 'user', id: firm.ownerId } as const;
  return { actor, today: TODAY as Inviter['today'], now: NOW, granted: ['*'], appUrl: MAIL.appUrl, mail: MAIL };
}

/** Delivers the newest message of the firm and answers with what arrived and what is kept of it. */
async function deliverNewest(organizationId: string, now = NOW) {
  const { data } = await database.withTenantRead(organizationId, (tx) => listMails(tx, { limit: 1 }));
  const mailId = data[0]?.id ?? '';
  const outcome = await deliverMail(database, { organizationId, mailId }, { now: () => now, mail: MAIL, transport });
  const kept = await database.withTenantRead(organizationId, (tx) => getMail(tx, mailId));
  const received = sink.messages.find(({ messageId }) => messageId === kept.messageId);
  const token = /#([\w-]{43})/u.exec(received?.text ?? '')?.[1] ?? '';
  return { outcome, kept: `${kept.textBody}${kept.htmlBody}`, received, token };
}

describe('a message around a link', () => {
  it('arrives with a link that joins the firm, and is kept without it', async () => {
    const firm = await makeFirm(database);
    const { organizationId } = firm;
    await database.withTenantPg(organizationId, (tx) =>
      inviteMember(tx, { email: 'jo@harbor.example', role: 'specialist' }, ownerOf(firm)),
    );
    const { outcome, kept, received, token } = await deliverNewest(organizationId);
    expect(outcome).toBe('accepted');
    expect(received).toMatchObject({ to: ['jo@harbor.example'], subject: 'Capeline: join Harbor Brokers' });
    expect(received?.text).toContain(`${MAIL.appUrl}/invitation#${token}`);
    expect(received?.html).toContain(`href="${MAIL.appUrl}/invitation#${token}"`);
    expect(kept).not.toContain(token);
    const session = await acceptInvitation(database, { token, password: PASSWORD, name: 'Jo Kim' }, SESSION);
    expect(session.organizationId).toBe(organizationId);
  });

  it('does not leave once the invitation was revoked', async () => {
    const firm = await makeFirm(database);
    const { organizationId } = firm;
    await database.withTenantPg(organizationId, async (tx) => {
      const { id } = await inviteMember(tx, { email: 'no@harbor.example', role: 'auditor' }, ownerOf(firm));
      await revokeInvitation(tx, id, ownerOf(firm));
    });
    const { outcome, received } = await deliverNewest(organizationId);
    expect({ outcome, received }).toEqual({ outcome: 'refused', received: undefined });
  });

  it('arrives with a link that sets a new password, and not after its hour', async () => {
    const firm = await makeFirm(database);
    const { organizationId, ownerEmail } = firm;
    const options = { now: NOW, today: () => TODAY, mail: MAIL };
    await askPasswordReset(database, ownerEmail, options);
    const { outcome, kept, received, token } = await deliverNewest(organizationId);
    expect(outcome).toBe('accepted');
    expect(received?.text).toContain(`${MAIL.appUrl}/new-password#${token}`);
    expect(kept).not.toContain(token);
    const session = await redeemPasswordReset(database, { token, password: PASSWORD }, SESSION);
    expect(session).toMatchObject({ organizationId, userId: firm.ownerId });
    await askPasswordReset(database, ownerEmail, { ...options, now: new Date(NOW.getTime() + 1) });
    const late = await deliverNewest(organizationId, new Date(NOW.getTime() + 3_600_002));
    expect({ outcome: late.outcome, received: late.received }).toEqual({ outcome: 'refused', received: undefined });
  });
});
