/** How passwords are hashed; the API brings argon2id, tests a cheap form of it. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** False for a wrong password; with null (nobody, or somebody without a password) it takes just as long. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}
