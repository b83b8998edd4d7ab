import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AppError } from '@capeline/contracts';

/** A file that was received whole: where it lies for the moment, and what it is. */
export interface SpooledFile {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The media type that the form gives the file; nothing is decided by it alone. */
  readonly declaredType: string;
}

/** Where uploads lie until they are in the database. */
export interface Spool {
  readonly folder: string;
  readonly maxBytes: number;
  /** The refusal of a file beyond the limit; it names the limit in megabytes. */
  readonly tooLarge: (megabytes: number) => AppError;
  /** Milliseconds without a byte after which an upload is given up. */
  readonly idleMs: number;
}

const MAX_NAME = 200;

/** The last part of what the browser calls the file, printable and short; only ever shown, never opened. */
export function displayName(fileName: string | undefined): string {
  // A browser writes a quotation mark in a form's file name as %22.
  const last = (fileName ?? '').replaceAll('%22', '"').split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const printable = last.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  // Cut between the halves of an emoji, no database takes it.
  return printable.slice(0, MAX_NAME).toWellFormed() || 'upload';
}

/**
 * Reads a stream once, to disk and through SHA-256, in constant memory. Calls `giveUp`, which must end the stream, when nothing
 * comes any more. Throws the spool's refusal past the limit; then nothing is left.
 */
export async function spoolFile(
  source: Readable,
  named: { readonly fileName: string | undefined; readonly declaredType: string },
  spool: Spool,
  giveUp: () => void,
): Promise<SpooledFile> {
  await mkdir(spool.folder, { recursive: true, mode: 0o700 });
  const path = join(spool.folder, `${randomUUID()}.part`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const idle = setTimeout(giveUp, spool.idleMs);
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      idle.refresh();
      sizeBytes += chunk.length;
      if (sizeBytes > spool.maxBytes) return done(tooLarge(spool));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(source, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    clearTimeout(idle);
  }
  const { fileName, declaredType } = named;
  return { path, fileName: displayName(fileName), declaredType, sizeBytes, sha256: hash.digest('hex') };
}

/** The refusal of a file beyond the spool's limit. */
export function tooLarge({ maxBytes, tooLarge: refuse }: Spool): AppError {
  return refuse(Math.max(1, Math.floor(maxBytes / 1024 / 1024)));
}

/** Removes what a killed process left behind: files that nobody has written to since `before`. */
export async function clearSpool(folder: string, before: Date): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null); // gone meanwhile: another process cleared it
    if (found !== null && found.mtime < before) await rm(path, { force: true });
  }
}
