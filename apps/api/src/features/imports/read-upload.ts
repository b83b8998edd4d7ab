import { rm } from 'node:fs/promises';
import { AppError, type Problem, UploadFields } from '@capeline/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Spool, type SpooledFile, spoolFile, tooLarge } from './spool.ts';

/** Room for the form around the file. */
const FORM_BYTES = 64 * 1024;

/** A form that was read to its end. */
export interface Upload {
  readonly file: SpooledFile;
  readonly fields: UploadFields;
}

type Issues = Problem['issues'];

const refused = (issues: Issues): AppError =>
  new AppError('request.invalid', 'Correct what the issues name and send it again.', issues);

const KNOWN = ['file', ...Object.keys(UploadFields.shape)].join(', ');

function issuesOf(issue: z.core.$ZodIssue): Issues {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: `/${issue.path.join('/')}`, message: issue.message }];
  return issue.keys.map((key) => ({ pointer: `/${key}`, message: `This form has no such field. It takes: ${KNOWN}.` }));
}

function checkFields(fields: Record<string, unknown>): UploadFields {
  const parsed = UploadFields.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw refused(parsed.error.issues.flatMap(issuesOf));
}

function checkFile(file: SpooledFile | null): SpooledFile {
  if (file === null)
    throw new AppError('import.missing_file', 'Send the report as the form field "file".', [
      { pointer: '/file', message: 'is missing' },
    ]);
  if (file.sizeBytes === 0)
    throw new AppError('import.empty_file', 'The file has no bytes. Download the report again.');
  return file;
}

/** The parser knows a form that ends too early, or has no boundary or one beyond 256 characters, by its words alone; a full disk or a bug says other things. */
const BROKEN_FORM =
  /unexpected end of (?:multipart data|form)|terminated early|malformed part header|boundary not found|needle cannot|premature close|aborted/i;

function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !BROKEN_FORM.test(error.message)) return error;
  return new AppError('request.malformed', 'The form is broken or ends before its end. Send it again.');
}

async function readParts(
  request: FastifyRequest,
  spool: Spool,
  onFile: (file: SpooledFile) => void,
): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  // The meter of the spool decides about the size; the parser's own limit would cut the file silently.
  for await (const part of request.parts({ limits: { fileSize: Number.POSITIVE_INFINITY } })) {
    if (part.type === 'field') {
      // Of two dates nobody could say which one is meant.
      if (Object.hasOwn(fields, part.fieldname))
        throw refused([
          { pointer: `/${part.fieldname}`, message: 'This field stands in the form twice. Send it once.' },
        ]);
      fields[part.fieldname] = part.value;
    } else if (part.fieldname === 'file') {
      onFile(await spoolFile(part.file, part.filename, spool, () => request.raw.destroy()));
    } else part.file.resume();
  }
  return fields;
}

/**
 * Reads a multipart form, its fields before or after the file, and lets `work` have it; the temporary file is gone afterwards, whatever
 * happens. Throws `import.missing_file`, `import.empty_file`, `import.too_large`, `request.invalid`, or 415 for another kind of body.
 */
export async function withUpload<Result>(
  request: FastifyRequest,
  spool: Spool,
  work: (upload: Upload) => Promise<Result>,
): Promise<Result> {
  if (!request.isMultipart())
    throw new AppError(
      'request.unsupported_media_type',
      'Send multipart/form-data with the report as the field "file".',
    );
  if (Number(request.headers['content-length'] ?? 0) > spool.maxBytes + FORM_BYTES) throw tooLarge(spool.maxBytes);
  const spooled: SpooledFile[] = [];
  try {
    const fields = await readParts(request, spool, (file) => spooled.push(file)).catch((error: unknown) => {
      throw toRefusal(error);
    });
    return await work({ file: checkFile(spooled[0] ?? null), fields: checkFields(fields) });
  } finally {
    await Promise.all(spooled.map(({ path }) => rm(path, { force: true })));
    // What the client still sends must not keep the connection: it is thrown away.
    request.raw.resume();
  }
}
