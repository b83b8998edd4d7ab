import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once, and the SHA-256 that is stored of it. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenHash: Buffer;
}

/** The SHA-256 of a session, link or key. A plain hash is enough: 256 random bits cannot be guessed by trying. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Draws 256 bits, written in base64url after `prefix`. */
export function issueToken(prefix = ''): IssuedToken {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: hashToken(token) };
}
