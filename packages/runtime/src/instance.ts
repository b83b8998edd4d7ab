import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePrivateFile } from './embedded-postgres/credentials.ts';
import { isRunning } from './embedded-postgres/server-process.ts';
import { errorCode } from './error-code.ts';

const pid = z.int().positive();
const lockSchema = z.object({ pid, startedAtTicks: z.string().nullable() });

/** What a running instance tells the command line about itself. Holds passwords: the file is readable by its owner alone. */
const instanceSchema = z.object({
  pid,
  port: z.int(),
  url: z.string(),
  databaseUrl: z.string(),
  systemUrl: z.string(),
  ownerUrl: z.string().nullable(),
  startedAt: z.string(),
  /** The fixed business date of a rehearsal. */
  today: z.string().nullable().default(null),
});
export type Instance = z.infer<typeof instanceSchema>;

/** Thrown when another running instance holds the data folder. */
export class DataDirInUseError extends Error {
  readonly pid: number;
  constructor(dataDir: string, holder: number) {
    super(
      `Capeline already runs on ${dataDir} (process ${holder}). Stop it first, or give this one a folder of its own with CAPELINE_DATA_DIR and another PORT.`,
    );
    this.name = 'DataDirInUseError';
    this.pid = holder;
  }
}

/** When a process began, in the kernel's ticks since boot: tells a process from a later one with the same number. Null where there is no /proc. */
async function readStartTicks(of: number): Promise<string | null> {
  const text = await readFile(`/proc/${of}/stat`, 'utf8').catch(() => null);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // judged by the schema
  }
}

async function readHolder(lockFile: string): Promise<number | null> {
  const parsed = lockSchema.safeParse(parseJson(await readFile(lockFile, 'utf8').catch(() => '')));
  if (!parsed.success || !(await isRunning(parsed.data.pid))) return null;
  return (await readStartTicks(parsed.data.pid)) === parsed.data.startedAtTicks ? parsed.data.pid : null;
}

/**
 * Takes the data folder for this process and returns the function that gives it back. Throws `DataDirInUseError` when a living process
 * holds it; the lock of a dead one is taken over, also when its number belongs to another process by now.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const lockFile = join(dataDir, 'supervisor.lock');
  const mine = `${lockFile}.${process.pid}.${randomUUID()}`;
  await writeFile(mine, JSON.stringify({ pid: process.pid, startedAtTicks: await readStartTicks(process.pid) }));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await link(mine, lockFile); // fails when it exists: exactly one of two starters gets it
        return () => rm(lockFile, { force: true });
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const holder = await readHolder(lockFile);
      if (holder !== null) throw new DataDirInUseError(dataDir, holder);
      await rm(lockFile, { force: true });
    }
    throw new Error(`The lock ${lockFile} cannot be taken; another start is going on.`);
  } finally {
    await rm(mine, { force: true });
  }
}

/** Tells the command line where the running instance is (`instance.json`, mode 0600). */
export async function writeInstance(dataDir: string, instance: Instance): Promise<void> {
  await writePrivateFile(join(dataDir, 'instance.json'), `${JSON.stringify(instance, null, 2)}\n`);
}

/** Removes what `writeInstance` wrote. */
export async function removeInstance(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'instance.json'), { force: true });
}

/** The running instance of a data folder; null when there is none, also when a killed one left its file. */
export async function readInstance(dataDir: string): Promise<Instance | null> {
  const text = await readFile(join(dataDir, 'instance.json'), 'utf8').catch(() => '');
  const parsed = instanceSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const holder = await readHolder(join(dataDir, 'supervisor.lock'));
  return holder === parsed.data.pid ? parsed.data : null;
}
