import type { PasswordHasher } from '@capeline/operations';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordCost } from './config.ts';

/** argon2id on the thread pool, so that a sign-in never stops other requests. */
export function createPasswordHasher(cost: PasswordCost): PasswordHasher {
  let decoy: Promise<string> | null = null;
  return {
    hash: (password) => hash(password, cost),
    verify: async (passwordHash, password) => {
      if (passwordHash !== null) return verify(passwordHash, password);
      // The same work for nobody as for somebody: the time of the answer must not tell who has an account.
      decoy ??= hash('nobody has this password', cost);
      await verify(await decoy, password);
      return false;
    },
  };
}
