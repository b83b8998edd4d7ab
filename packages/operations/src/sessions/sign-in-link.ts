import { AppError } from '@capeline/contracts';
import { type Database, insertSignInLink, redeemSignInLink } from '@capeline/db';
import { type StartedSession, startSession } from './start-session.ts';
import { hashToken, issueToken } from './tokens.ts';

/** How long a sign-in link may be used. */
const SIGN_IN_LINK_MS = 24 * 60 * 60 * 1000;

/** Makes a link's token that signs one person in once, within `SIGN_IN_LINK_MS`. */
export async function issueSignInLink(
  database: Database,
  person: { readonly userId: string; readonly organizationId: string },
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const { token, tokenHash } = issueToken();
  const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MS);
  await database.withSystem('sign-in: keep a one-time link', (tx) =>
    insertSignInLink(tx, { tokenHash, ...person, expiresAt }),
  );
  return { token, expiresAt };
}

/** Uses a link up and signs its person in. Throws `auth.link_invalid`; of two at once exactly one gets in. */
export async function redeemLink(
  database: Database,
  token: string,
  options: { readonly now: Date; readonly absoluteMs: number },
): Promise<StartedSession> {
  const person = await database.withSystem('sign-in: use up a one-time link', (tx) =>
    redeemSignInLink(tx, hashToken(token), options.now),
  );
  if (person === null)
    throw new AppError(
      'auth.link_invalid',
      'A link works once and for a day. Ask for a new one, or sign in with your password.',
    );
  return startSession(database, person, { method: 'link', ...options });
}
