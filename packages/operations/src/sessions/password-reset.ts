import { AppError } from '@capeline/contracts';
import {
  type Database,
  deleteLinksOfUser,
  deleteSessionsOfUser,
  findOrganization,
  findSignInLink,
  findUserByEmail,
  insertSignInLink,
  listMembershipsOfUser,
  redeemSignInLink,
  updateSignIn,
} from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { renderPasswordReset } from '@capeline/mail';
import { appendAudit } from '../audit/append-audit.ts';
import { composeLinkMail } from '../mail/compose-link-mail.ts';
import type { MailSender } from '../mail/keep-message.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { PASSWORD_RESET_MS } from './password-reset-time.ts';
import { type StartedSession, startSession } from './start-session.ts';
import { hashToken, issueToken } from './tokens.ts';

interface Person {
  readonly userId: string;
  readonly organizationId: string;
  readonly email: string;
}

/** The person of an address in the first of his real firms; nobody for the invented people of the sample. */
async function findPerson(database: Database, email: string): Promise<Person | null> {
  return database.withSystem('password reset: find the person of an address', async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user === null) return null;
    const firm = (await listMembershipsOfUser(tx, user.id)).find(({ isSample }) => !isSample);
    return firm === undefined ? null : { userId: user.id, organizationId: firm.organizationId, email: user.email };
  });
}

/**
 * Mails a link by which the person of an address chooses a new password within an hour. Says nothing about whether there is such a
 * person; the message stands in the mail log of his first firm, without its link.
 */
export async function askPasswordReset(
  database: Database,
  email: string,
  options: { readonly now: Date; readonly today: (timeZone: string) => string; readonly mail: MailSender },
): Promise<void> {
  const person = await findPerson(database, email);
  if (person === null) return;
  const { now, mail } = options;
  await database.withTenantPg(person.organizationId, async (tx) => {
    const firm = await findOrganization(tx);
    if (firm === null) return;
    await composeLinkMail(
      tx,
      {
        recipient: person.email,
        rendered: renderPasswordReset({ isRehearsal: mail.isRehearsal }),
        link: { kind: 'password_reset', subjectId: person.userId },
        businessDate: plainDate(options.today(firm.timeZone)),
        now,
      },
      mail,
    );
    await appendAudit(tx, {
      at: now,
      actor: { kind: 'system', id: null },
      action: 'password.reset_asked',
      subject: { kind: 'user', id: person.userId },
      details: {},
    });
  });
}

/** Makes a link for choosing a new password, for whoever runs the server; null when nobody real has the address. */
export async function issuePasswordReset(
  database: Database,
  email: string,
  now: Date,
): Promise<{ token: string; expiresAt: Date } | null> {
  const person = await findPerson(database, email);
  if (person === null) return null;
  const { token, tokenHash } = issueToken();
  const expiresAt = new Date(now.getTime() + PASSWORD_RESET_MS);
  const { userId, organizationId } = person;
  await database.withTenantPg(organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'cli', id: null },
      action: 'password.reset_asked',
      subject: { kind: 'user', id: userId },
      details: {},
    }),
  );
  await database.withSystem('password reset: keep a link for the operator', (tx) =>
    insertSignInLink(tx, { tokenHash, userId, organizationId, expiresAt, purpose: 'password_reset' }),
  );
  return { token, expiresAt };
}

const linkInvalid = (): AppError =>
  new AppError('auth.link_invalid', 'A link for a new password works once and for an hour. Ask for a new one.');

/**
 * Uses a link up: sets the password, ends every session and every other link of the person, and signs in. Throws `auth.link_invalid`;
 * of two at once exactly one succeeds. The event stands in the trail before the change, as in `setPassword`.
 */
export async function redeemPasswordReset(
  database: Database,
  request: { readonly token: string; readonly password: string },
  options: { readonly passwords: PasswordHasher; readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const { passwords, now, absoluteMs } = options;
  const tokenHash = hashToken(request.token);
  const person = await database.withSystem('password reset: whose link is it', (tx) =>
    findSignInLink(tx, tokenHash, now, 'password_reset'),
  );
  if (person === null) throw linkInvalid();
  const { userId, organizationId } = person;
  const passwordHash = await passwords.hash(request.password);
  await database.withTenantPg(organizationId, (tx) =>
    appendAudit(tx, {
      at: now,
      actor: { kind: 'user', id: userId },
      action: 'password.set',
      subject: { kind: 'user', id: userId },
      details: { method: 'reset' },
    }),
  );
  const isOurs = await database.withSystem('password reset: store it and end sessions and links', async (tx) => {
    if ((await redeemSignInLink(tx, tokenHash, now, 'password_reset')) === null) return false;
    await updateSignIn(tx, userId, { passwordHash });
    await deleteSessionsOfUser(tx, userId);
    await deleteLinksOfUser(tx, userId);
    return true;
  });
  if (!isOurs) throw linkInvalid();
  return startSession(database, { userId, organizationId }, { method: 'password_reset', now, absoluteMs });
}
