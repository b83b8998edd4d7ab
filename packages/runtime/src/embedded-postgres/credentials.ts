import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';

const password = z.string().regex(/^[0-9a-f]{48}$/);

/** Passwords of the superuser and of the three roles; hexadecimal, so that they need no quoting in SQL or addresses. */
const credentialsSchema = z.object({ admin: password, owner: password, app: password, system: password });
export type DatabaseCredentials = z.infer<typeof credentialsSchema>;

/** Makes four random passwords of 192 bits. */
export function createCredentials(): DatabaseCredentials {
  const make = () => randomBytes(24).toString('hex');
  return { admin: make(), owner: make(), app: make(), system: make() };
}

/** Writes a file that only the present user can read, whole or not at all. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Reads the passwords, or makes and keeps them when there is no file yet. Throws when the file is damaged: new ones would not open the old database. */
export async function ensureCredentials(path: string): Promise<DatabaseCredentials> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    const made = createCredentials();
    await writePrivateFile(path, `${JSON.stringify(made)}\n`);
    return made;
  }
  const parsed = credentialsSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(`The file ${path} holds the database's passwords and is damaged. Put it back from a backup.`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // judged by the schema
  }
}
