import { rm } from 'node:fs/promises';
import { AppError, type Problem } from '@capeline/contracts';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Spool, type SpooledFile, spoolFile, tooLarge } from './spool.ts';

/** Room for the form around the file. */
const FORM_BYTES = 64 * 1024;

/** One kind of form with a file: where the file goes, which fields stand beside it, and how what is missing is told. */
export interface FormKind<Fields extends z.ZodObject> {
  readonly spool: Spool;
  readonly fields: Fields;
  /** What the file is, in the refusal of another kind of body: "the report". */
  readonly fileIs: string;
  readonly missingFile: () => AppError;
  readonly emptyFile: () => AppError;
}

/** A form that was read to its end. */
export interface Form<Fields extends z.ZodObject> {
  readonly file: SpooledFile;
  readonly fields: z.output<Fields>;
}

type Issues = Problem['issues'];

const refused = (issues: Issues): AppError =>
  new AppError('request.invalid', 'Correct what the issues name and send it again.', issues);

function issuesOf(issue: z.core.$ZodIssue, fields: z.ZodObject): Issues {
  if (issue.code !== 'unrecognized_keys') return [{ pointer: `/${issue.path.join('/')}`, message: issue.message }];
  const known = ['file', ...Object.keys(fields.shape)].join(', ');
  return issue.keys.map((key) => ({ pointer: `/${key}`, message: `This form has no such field. It takes: ${known}.` }));
}

function checkFields<Fields extends z.ZodObject>(fields: Fields, given: Record<string, unknown>): z.output<Fields> {
  const parsed = fields.safeParse(given);
  if (parsed.success) return parsed.data;
  throw refused(parsed.error.issues.flatMap((issue) => issuesOf(issue, fields)));
}

function checkFile(kind: FormKind<z.ZodObject>, file: SpooledFile | undefined): SpooledFile {
  if (file === undefined) throw kind.missingFile();
  if (file.sizeBytes === 0) throw kind.emptyFile();
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
      const named = { fileName: part.filename, declaredType: part.mimetype };
      onFile(await spoolFile(part.file, named, spool, () => request.raw.destroy()));
    } else part.file.resume();
  }
  return fields;
}

/**
 * Reads a multipart form, its fields before or after the file, and lets `work` have it; the temporary file is gone afterwards, whatever
 * happens. Throws the kind's refusals of a missing, empty or too large file, `request.invalid`, or 415 for another kind of body.
 */
export async function withForm<Fields extends z.ZodObject, Result>(
  request: FastifyRequest,
  kind: FormKind<Fields>,
  work: (form: Form<Fields>) => Promise<Result>,
): Promise<Result> {
  const { spool } = kind;
  if (!request.isMultipart())
    throw new AppError(
      'request.unsupported_media_type',
      `Send multipart/form-data with ${kind.fileIs} as the field "file".`,
    );
  if (Number(request.headers['content-length'] ?? 0) > spool.maxBytes + FORM_BYTES) throw tooLarge(spool);
  const spooled: SpooledFile[] = [];
  try {
    const fields = await readParts(request, spool, (file) => spooled.push(file)).catch((error: unknown) => {
      throw toRefusal(error);
    });
    return await work({ file: checkFile(kind, spooled[0]), fields: checkFields(kind.fields, fields) });
  } finally {
    await Promise.all(spooled.map(({ path }) => rm(path, { force: true })));
    // What the client still sends must not keep the connection: it is thrown away.
    request.raw.resume();
  }
}
