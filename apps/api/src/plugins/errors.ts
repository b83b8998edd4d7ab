import { AppError, PROBLEMS, type Problem, type ProblemCode } from '@capeline/contracts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const RETRY_AFTER_SECONDS = 5;
const MISSING = 'There is nothing at this address, or it is not yours to see.';

/** Text for the caller by Fastify's own error codes; anything that is not listed here is ours to answer for. */
const FRAMEWORK_ERRORS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['request.malformed', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['request.malformed', 'The body is empty although it is announced as JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['request.malformed', 'The body is not as long as announced.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'request.unsupported_media_type',
    'Send application/json; a report is sent as multipart/form-data.',
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ['request.too_large', 'The body is larger than this address takes.'],
  FST_ERR_BAD_URL: ['request.malformed', 'The address cannot be decoded.'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: ['request.unsupported_media_type', 'Send multipart/form-data with a file.'],
  FST_REQ_FILE_TOO_LARGE: ['import.too_large', 'The file is larger than this installation takes.'],
  FST_PARTS_LIMIT: ['request.invalid', 'The form has too many parts.'],
  FST_FILES_LIMIT: ['request.invalid', 'Send one file at a time.'],
  FST_FIELDS_LIMIT: ['request.invalid', 'The form has too many fields.'],
  FST_PROTO_VIOLATION: ['request.invalid', 'The form has a field of a forbidden name.'],
  FST_PREMATURE_CLOSE: ['request.malformed', 'The upload ended before its end.'],
};

interface Failure {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly issues: Problem['issues'];
  readonly retryAfterSeconds?: number;
}

interface ValidationIssue {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Record<string, unknown>;
}

/** One issue a fault, by JSON pointer; a field that is not known is named itself, not the object around it. */
function issuesOf({ instancePath, message, params }: ValidationIssue): Problem['issues'] {
  const pointer = instancePath === '/' ? '' : instancePath;
  if (Array.isArray(params.keys))
    return params.keys.map((key) => ({
      pointer: `${pointer}/${String(key)}`,
      message: 'This field is not known here.',
    }));
  return [{ pointer, message: message ?? 'is not valid' }];
}

function validationFailure(error: { validation: readonly ValidationIssue[] }): Failure {
  const issues = error.validation.flatMap(issuesOf);
  return { code: 'request.invalid', detail: 'Correct what the issues name and send it again.', issues };
}

/** The database is away or too busy: recognised by name, so that no other package learns about HTTP. */
function isDatabaseUnavailable(error: unknown): error is Error & { readonly mayBeSaved?: boolean } {
  return error instanceof Error && error.name === 'DatabaseUnavailableError';
}

const NOT_SAVED = 'The database does not answer at the moment. Nothing was changed; try again.';
const MAY_BE_SAVED =
  'The database went away while this was being saved: it may have been saved. Look before you try again; a request with an Idempotency-Key and a file can be sent again as they are.';

/** No room in the database, or in the data folder where uploads lie on their way. */
function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return error.name === 'DatabaseFullError' || code === 'ENOSPC' || code === 'EDQUOT';
}

/** Decides what a caller may know about an error. Null: it is ours, the caller learns nothing but that. */
function publicFailure(error: unknown): Failure | null {
  if (error instanceof AppError) return { code: error.code, detail: error.message, issues: error.issues };
  if (isDatabaseUnavailable(error))
    return {
      code: 'service.unavailable',
      detail: error.mayBeSaved === true ? MAY_BE_SAVED : NOT_SAVED,
      issues: [],
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    };
  if (error instanceof Error && error.name === 'EvidenceStoreUnavailableError')
    return {
      code: 'service.unavailable',
      detail: 'The storage of evidence does not answer at the moment. Nothing was changed; try again.',
      issues: [],
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    };
  if (isStorageFull(error))
    return {
      code: 'storage.full',
      detail:
        'The server’s disk is full. Nothing was saved; tell whoever runs this installation, and try again afterwards.',
      issues: [],
    };
  if (hasZodFastifySchemaValidationErrors(error)) return validationFailure(error);
  const known = FRAMEWORK_ERRORS[(error as Partial<FastifyError>)?.code ?? ''];
  if (known !== undefined) return { code: known[0], detail: known[1], issues: [] };
  const status = (error as Partial<FastifyError>)?.statusCode;
  if (error instanceof SyntaxError && status === 400)
    return { code: 'request.malformed', detail: 'The body is not valid JSON.', issues: [] };
  return null;
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
  const { status, title } = PROBLEMS[failure.code];
  const problem: Problem = {
    type: `/errors#${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.detail,
    requestId: request.id,
    issues: failure.issues,
  };
  if (failure.retryAfterSeconds !== undefined) reply.header('retry-after', String(failure.retryAfterSeconds));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

/** For what Fastify refuses before any route is found, such as an address that cannot be decoded. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const failure = publicFailure(error) ?? {
    code: 'request.malformed',
    detail: 'The request cannot be read.',
    issues: [],
  };
  sendProblem(request, reply, failure);
}

/** Turns every failure into `application/problem+json`. Must be registered first: the default handler sends inner text to callers. */
export const errors = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, request, reply) => {
      const failure = publicFailure(error);
      if (failure === null || PROBLEMS[failure.code].status >= 500) request.log.error({ err: error }, 'request failed');
      else request.log.debug({ code: failure.code }, 'request refused');
      return sendProblem(
        request,
        reply,
        failure ?? {
          code: 'internal',
          detail: 'The request could not be completed. Name the requestId when you report this.',
          issues: [],
        },
      );
    });
    app.setNotFoundHandler((request, reply) =>
      sendProblem(request, reply, { code: 'not_found', detail: MISSING, issues: [] }),
    );
  },
  { name: 'errors', fastify: '5.x' },
);

/** The one refusal for what is missing and for what belongs to another firm: nobody can tell them apart. */
export function missing(): AppError {
  return new AppError('not_found', MISSING);
}
