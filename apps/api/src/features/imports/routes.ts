import { join } from 'node:path';
import {
  AppError,
  DateImportRequest,
  DifferenceQuery,
  ImportDiff,
  ImportIssuePage,
  ImportPage,
  ImportQuery,
  ImportResponse,
  PageQuery,
} from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import {
  commitReport,
  dateReport,
  getImport,
  getImportDiff,
  listImportIssues,
  listImports,
  receiveReport,
  undoImport,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineRoute, defineTenantRoute } from '../../define-route.ts';
import { answerOnceAround } from '../../idempotency.ts';
import { ById } from '../../path-id.ts';
import { actorOf, type Principal } from '../../principal.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';
import { withForm } from '../../uploads/read-form.ts';
import { clearSpool } from '../../uploads/spool.ts';
import { mappingRoutes } from './mapping-routes.ts';
import { type ReportForm, reportForm } from './report-form.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The report's date: what the form says, else the firm's today. A date to come would let an old report overrule every later one. */
function reportDate(asOf: string | undefined, today: string): string {
  if (asOf === undefined || asOf <= today) return asOf ?? today;
  throw new AppError('request.invalid', 'The date of the report lies in the future.', [
    { pointer: '/asOf', message: `must not be after ${today}` },
  ]);
}

/** Asks for the commit of an import that waits for review, unless somebody else's order was quicker. */
async function commitIfReviewable(services: Services, principal: Principal, importId: string): Promise<void> {
  try {
    const input = { importId, actor: actorOf(principal), now: services.clock.now() };
    await inTenant(services, principal, false, (tx) => commitReport(tx, input));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'import.not_reviewable') throw error;
  }
}

async function receive(services: Services, principal: Principal, { file, fields }: ReportForm) {
  const { clock, database } = services;
  const { organizationId } = principal;
  const autoCommit = fields.autoCommit === 'true';
  const received = await receiveReport(
    database,
    {
      organizationId,
      fileName: file.fileName,
      kind: fields.kind,
      asOf: reportDate(fields.asOf, clock.businessDate(principal.timeZone)),
      autoCommit,
      createdBy: principal.kind === 'member' ? principal.userId : null,
      actor: actorOf(principal),
      file: { path: file.path, size: file.sizeBytes, sha256: Buffer.from(file.sha256, 'hex') },
    },
    clock.now(),
  );
  // The same bytes waited for review; now they come with the order to commit.
  if (!received.created && autoCommit && received.import.status === 'reviewable')
    await commitIfReviewable(services, principal, received.import.id);
  const shown = await database.withTenantRead(organizationId, (tx) => getImport(tx, received.import.id));
  return received.created ? answer(202, shown) : answer(200, shown);
}

/** Reports go in here; the worker reads them. */
export function importRoutes(app: FastifyInstance, services: Services): void {
  mappingRoutes(app, services);
  const { dataDir, maxUploadBytes, uploadIdleMs } = services.config;
  const folder = join(dataDir, 'uploads');
  const form = reportForm({ folder, maxBytes: maxUploadBytes, idleMs: uploadIdleMs });
  app.addHook('onReady', () => clearSpool(folder, new Date(services.clock.now().getTime() - DAY_MS)));

  defineRoute(app, {
    method: 'POST',
    url: '/imports',
    summary:
      'Takes a report: form field `file`, and before or after it optionally `kind`, `asOf`, `autoCommit=true`; 200 for the bytes of a living import',
    access: 'imports:write',
    rateClass: 'write',
    consumes: 'multipart/form-data',
    answers: { 202: ImportResponse, 200: ImportResponse },
    problems: [
      'import.missing_file',
      'import.empty_file',
      'import.too_large',
      'request.invalid',
      'request.malformed',
      'request.idempotency_mismatch',
      'request.unsupported_media_type',
    ],
    handler: ({ principal, request }) =>
      withForm(request, form, (upload) => {
        const content = [upload.file.sha256, upload.fields];
        const inFirm = <Result>(use: (tx: TenantTransaction) => Promise<Result>) =>
          inTenant(services, principal, false, use);
        const now = services.clock.now();
        return answerOnceAround(inFirm, request, content, now, () => receive(services, principal, upload));
      }),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/imports',
    summary: 'The imports of the firm, newest first',
    access: 'imports:read',
    rateClass: 'read',
    query: ImportQuery,
    answers: { 200: ImportPage },
    problems: [],
    handler: async (tx, { query }) => answer(200, await listImports(tx, query, services.clock.now())),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/imports/:id',
    summary: 'One import with its progress, counts and problem',
    access: 'imports:read',
    rateClass: 'read',
    params: ById,
    answers: { 200: ImportResponse },
    problems: ['not_found'],
    handler: async (tx, { params }) => answer(200, await getImport(tx, params.id)),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/imports/:id',
    summary:
      'Corrects the date of a report before anything of it is committed; one that waits for review is read again',
    access: 'imports:write',
    rateClass: 'write',
    params: ById,
    body: DateImportRequest,
    answers: { 200: ImportResponse },
    problems: ['not_found', 'import.date_fixed'],
    handler: async (tx, { params, body, principal }) => {
      const asOf = reportDate(body.asOf, services.clock.businessDate(principal.timeZone));
      await dateReport(tx, { importId: params.id, asOf, actor: actorOf(principal), now: services.clock.now() });
      return answer(200, await getImport(tx, params.id));
    },
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/imports/:id/issues',
    summary: 'What an import found to say about its rows',
    access: 'imports:read',
    rateClass: 'read',
    params: ById,
    query: PageQuery,
    answers: { 200: ImportIssuePage },
    problems: ['not_found'],
    handler: async (tx, { params, query }) => answer(200, await listImportIssues(tx, params.id, query)),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/imports/:id/diff',
    summary:
      'What an import changes, before its commit, or changed: exact counts, and at most 1,000 entries a kind. The commit reads the report again, against what is known by then',
    access: 'imports:read',
    rateClass: 'read',
    params: ById,
    query: DifferenceQuery,
    answers: { 200: ImportDiff },
    problems: ['not_found', 'import.no_diff'],
    handler: async (tx, { params, query }) => answer(200, await getImportDiff(tx, params.id, query)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/imports/:id/commit',
    summary: 'Commits an import that waits for review; the worker does it',
    access: 'imports:write',
    rateClass: 'write',
    params: ById,
    answers: { 202: ImportResponse },
    problems: ['not_found', 'import.not_reviewable'],
    handler: async (tx, { params, principal }) => {
      await commitReport(tx, { importId: params.id, actor: actorOf(principal), now: services.clock.now() });
      return answer(202, await getImport(tx, params.id));
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/imports/:id/undo',
    summary:
      'Restores what stood before a committed import, or discards one that waits; once undone it stays so. No clock moves later by it: such a date becomes a proposal',
    access: 'imports:write',
    rateClass: 'write',
    params: ById,
    answers: { 200: ImportResponse },
    problems: ['not_found', 'import.not_undoable', 'import.undo_blocked'],
    handler: async (tx, { params, principal }) => {
      await undoImport(tx, params.id, writerOf(services, principal));
      return answer(200, await getImport(tx, params.id));
    },
  });
}
