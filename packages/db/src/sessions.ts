import type { SystemStatements, SystemTransaction } from './transactions.ts';
import type { MembershipRole } from './users.ts';

/** Everything a request needs to know about who sent it. */
export type ActiveSession = {
  userId: string;
  email: string;
  userName: string;
  hasPassword: boolean;
  organizationId: string;
  organizationName: string;
  timeZone: string;
  isSample: boolean;
  role: MembershipRole;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** Keeps a session; `tokenHash` is the SHA-256 of the cookie, which itself is stored nowhere. */
export async function insertSession(
  tx: SystemTransaction,
  session: { tokenHash: Buffer; userId: string; organizationId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into session (token_hash, user_id, organization_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $5)`,
    [session.tokenHash, session.userId, session.organizationId, session.createdAt, session.expiresAt],
  );
}

/**
 * The session of a cookie; null when unknown, expired, or when the person no longer belongs to the firm. Notes that it was
 * seen, at most once a minute, so that most requests only read.
 */
export async function findSessionByTokenHash(
  tx: SystemStatements,
  tokenHash: Buffer,
  now: Date,
): Promise<ActiveSession | null> {
  const [row] = await tx.query<ActiveSession>(
    `with seen as (
       update session set last_seen_at = $2
        where token_hash = $1 and expires_at > $2 and last_seen_at < $2::timestamptz - interval '1 minute'
     )
     select s.user_id as "userId", u.email, u.name as "userName", u.password_hash is not null as "hasPassword",
            s.organization_id as "organizationId", o.name as "organizationName", o.time_zone as "timeZone",
            o.is_sample as "isSample", m.role, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt",
            s.expires_at as "expiresAt"
       from session s
       join app_user u on u.id = s.user_id
       join organization o on o.id = s.organization_id
       join membership m on m.organization_id = s.organization_id and m.user_id = s.user_id
        and m.deactivated_at is null
      where s.token_hash = $1 and s.expires_at > $2`,
    [tokenHash, now],
    { name: 'find-session' },
  );
  return row ?? null;
}

/** Ends one session; ending it twice is the same. */
export async function deleteSession(tx: SystemStatements, tokenHash: Buffer): Promise<void> {
  await tx.query('delete from session where token_hash = $1', [tokenHash]);
}

/** Ends all sessions of a person, in every firm: for a new password. */
export async function deleteSessionsOfUser(tx: SystemTransaction, userId: string): Promise<void> {
  await tx.query('delete from session where user_id = $1', [userId]);
}

/** Removes sessions and links that have expired. */
export async function deleteExpiredSessions(tx: SystemTransaction, now: Date): Promise<void> {
  await tx.query('delete from session where expires_at <= $1', [now]);
  await tx.query('delete from sign_in_link where expires_at <= $1', [now]);
}

/** What a one-time link opens: the door itself, or only the choice of a new password. */
export type LinkPurpose = 'sign_in' | 'password_reset';

/** Keeps a one-time link; `tokenHash` is the SHA-256 of what stands in it. */
export async function insertSignInLink(
  tx: SystemTransaction,
  link: { tokenHash: Buffer; userId: string; organizationId: string; expiresAt: Date; purpose?: LinkPurpose },
): Promise<void> {
  await tx.query(
    'insert into sign_in_link (token_hash, user_id, organization_id, expires_at, purpose) values ($1, $2, $3, $4, $5)',
    [link.tokenHash, link.userId, link.organizationId, link.expiresAt, link.purpose ?? 'sign_in'],
  );
}

/** Uses a link up and tells whose it was; null when unknown, expired or used. Of two at once exactly one succeeds. */
export async function redeemSignInLink(
  tx: SystemTransaction,
  tokenHash: Buffer,
  now: Date,
  purpose: LinkPurpose = 'sign_in',
): Promise<{ userId: string; organizationId: string } | null> {
  const [row] = await tx.query<{ userId: string; organizationId: string }>(
    `update sign_in_link set used_at = $2
      where token_hash = $1 and used_at is null and expires_at > $2 and purpose = $3
      returning user_id as "userId", organization_id as "organizationId"`,
    [tokenHash, now, purpose],
  );
  return row ?? null;
}

/** Whose link it is, without using it up; null when unknown, expired or used. */
export async function findSignInLink(
  tx: SystemTransaction,
  tokenHash: Buffer,
  now: Date,
  purpose: LinkPurpose,
): Promise<{ userId: string; organizationId: string } | null> {
  const [row] = await tx.query<{ userId: string; organizationId: string }>(
    `select user_id as "userId", organization_id as "organizationId" from sign_in_link
      where token_hash = $1 and used_at is null and expires_at > $2 and purpose = $3`,
    [tokenHash, now, purpose],
  );
  return row ?? null;
}

/** Ends every one-time link of a person: for a new password. */
export async function deleteLinksOfUser(tx: SystemTransaction, userId: string): Promise<void> {
  await tx.query('delete from sign_in_link where user_id = $1', [userId]);
}

/** A session as its person sees it; the token's hash stays inside. */
export type SessionOfUser = {
  organizationId: string;
  organizationName: string;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
};

/** The living sessions of a person, the last seen first. `seenSince`: idle ones from before are as good as ended. */
export function listSessionsOfUser(
  tx: SystemTransaction,
  person: { userId: string; tokenHash: Buffer; now: Date; seenSince: Date },
): Promise<SessionOfUser[]> {
  return tx.query<SessionOfUser>(
    `select s.organization_id as "organizationId", o.name as "organizationName", s.created_at as "createdAt",
            s.last_seen_at as "lastSeenAt", s.token_hash = $2 as "isCurrent"
       from session s
       join organization o on o.id = s.organization_id
       join membership m on m.organization_id = s.organization_id and m.user_id = s.user_id and m.deactivated_at is null
      where s.user_id = $1 and s.expires_at > $3 and s.last_seen_at >= $4
      order by s.token_hash = $2 desc, s.last_seen_at desc`,
    [person.userId, person.tokenHash, person.now, person.seenSince],
  );
}

/** Ends all sessions of a person but one. */
export async function deleteOtherSessionsOfUser(
  tx: SystemTransaction,
  person: { userId: string; tokenHash: Buffer },
): Promise<number> {
  const ended = await tx.query('delete from session where user_id = $1 and token_hash <> $2 returning user_id', [
    person.userId,
    person.tokenHash,
  ]);
  return ended.length;
}

/** Ends the sessions of a person in one firm: for leaving it. */
export async function deleteSessionsInFirm(
  tx: SystemTransaction,
  person: { userId: string; organizationId: string },
): Promise<void> {
  await tx.query('delete from session where user_id = $1 and organization_id = $2', [
    person.userId,
    person.organizationId,
  ]);
}
