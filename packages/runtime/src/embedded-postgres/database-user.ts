import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The system user that the server runs as; null means the present user. */
export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The system user made for the database when Capeline runs as root: PostgreSQL refuses to run as root. */
const DATABASE_USER_NAME = 'capeline';

async function findUser(name: string): Promise<DatabaseUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // `id` knows no such user
  }
}

async function ensureUser(): Promise<DatabaseUser> {
  const known = await findUser(DATABASE_USER_NAME);
  if (known !== null) return known;
  let cause: unknown;
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      DATABASE_USER_NAME,
    ]);
  } catch (error) {
    cause = error; // another start may have made it in the meantime: look again before giving up
  }
  const made = await findUser(DATABASE_USER_NAME);
  if (made !== null) return made;
  throw new Error(
    `PostgreSQL does not run as root, and the system user "${DATABASE_USER_NAME}" could not be made. Make it (useradd --system ${DATABASE_USER_NAME}), start as an ordinary user, or set DATABASE_URL.`,
    { cause },
  );
}

/**
 * Decides who runs the server over `clusterFolder`: the present user, or as root the folder's owner if it has one already, else the
 * system user `capeline`, which is made when missing. Throws when the folder belongs to somebody whom this process may not act for.
 */
export async function chooseDatabaseUser(clusterFolder: string): Promise<DatabaseUser | null> {
  const uid = process.getuid?.();
  if (uid === undefined) return null; // Windows
  const owner = await stat(clusterFolder).then(
    (found) => ({ uid: found.uid, gid: found.gid }),
    () => null,
  );
  if (uid === 0) {
    return owner === null || owner.uid === 0 ? ensureUser() : { name: `user ${owner.uid}`, ...owner };
  }
  if (owner !== null && owner.uid !== uid)
    throw new Error(
      `The database folder ${clusterFolder} belongs to user ${owner.uid}, not to you (${uid}). Start as root or as that user, or choose another folder with CAPELINE_DATA_DIR.`,
    );
  return null;
}

async function mayPass(user: DatabaseUser, folder: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid: user.uid, gid: user.gid, cwd: '/' });
    return true;
  } catch {
    return false; // the shell could not enter: that is the answer
  }
}

/** Checks that the server's user can reach `folder` through all its parents. Throws naming the first closed folder, outermost first, and the cure. */
export async function assertPassable(user: DatabaseUser | null, folder: string): Promise<void> {
  if (user === null || (await mayPass(user, folder))) return;
  const chain: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    chain.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const parent of chain) {
    if (await mayPass(user, parent)) continue;
    throw new Error(
      `The database runs as ${user.name} (user ${user.uid}), who cannot pass through ${parent} on the way to ${folder}. Run "chmod o+x ${parent}", or move Capeline or CAPELINE_DATA_DIR to a folder that others may pass.`,
    );
  }
}
