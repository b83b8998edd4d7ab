import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  EvidenceContentQuery,
  EvidenceFile,
  EvidenceMessage,
  EvidencePage,
  EvidenceQuery,
  UpdateEvidenceRequest,
} from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import {
  addEvidence,
  getEvidence,
  listEvidence,
  openEvidence,
  readEvidenceMessage,
  removeEvidence,
  restoreEvidence,
  updateEvidence,
} from '@capeline/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute, defineTenantRoute } from '../../define-route.ts';
import { answerOnceAround } from '../../idempotency.ts';
import { ById } from '../../path-id.ts';
import type { Principal } from '../../principal.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';
import { withForm } from '../../uploads/read-form.ts';
import { contentHeaders, parseRange } from './content-headers.ts';
import { type EvidenceForm, evidenceForm } from './evidence-form.ts';

const placesOf = ({ database, evidenceStore: store }: Services) => ({ database, store });

async function add(services: Services, principal: Principal, clientId: string, { file, fields }: EvidenceForm) {
  const { organizationId } = principal;
  const { path, fileName, declaredType, sizeBytes: size, sha256 } = file;
  const added = await addEvidence(
    placesOf(services),
    {
      organizationId,
      clientId,
      fields,
      file: { path, fileName, declaredType, size, sha256: Buffer.from(sha256, 'hex') },
      firmBytes: services.config.evidence.firmBytes,
    },
    writerOf(services, principal),
  );
  const shown = await inTenant(services, principal, true, (tx) =>
    getEvidence(tx, added.id, readerOf(services, principal)),
  );
  return added.created ? answer(201, shown) : answer(200, shown);
}

/** Sends the file itself; what cannot be read at all is refused before anything is sent. */
async function sendContent(
  services: Services,
  call: { readonly principal: Principal; readonly id: string; readonly isDownload: boolean },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { row, stream } = await openEvidence(placesOf(services), call.principal.organizationId, call.id);
  const range = parseRange(request.headers.range, row.sizeBytes);
  const pieces = await stream(range);
  const { start, end } = range ?? { start: 0, end: row.sizeBytes - 1 };
  reply.headers(contentHeaders(row, call.isDownload)).header('content-length', String(end - start + 1));
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${row.sizeBytes}`);
  await reply.send(Readable.from(pieces));
}

function uploadRoute(app: FastifyInstance, services: Services): void {
  const { dataDir, evidence, uploadIdleMs } = services.config;
  const form = evidenceForm({ folder: join(dataDir, 'uploads'), maxBytes: evidence.maxBytes, idleMs: uploadIdleMs });
  defineRoute(app, {
    method: 'POST',
    url: '/clients/:id/evidence',
    summary:
      'Keeps a PDF, PNG, JPEG or EML: form field `file`, and before or after it optionally `about`, `importerNumber`, `note`, `expiresOn`; 200 for the same bytes about the same thing',
    access: 'checks:write',
    rateClass: 'write',
    consumes: 'multipart/form-data',
    params: ById,
    answers: { 201: EvidenceFile, 200: EvidenceFile },
    problems: [
      'not_found',
      'evidence.missing_file',
      'evidence.empty_file',
      'evidence.too_large',
      'evidence.type_refused',
      'evidence.damaged',
      'evidence.no_room',
      'request.invalid',
      'request.malformed',
      'request.idempotency_mismatch',
      'request.unsupported_media_type',
    ],
    handler: ({ principal, params, request }) =>
      withForm(request, form, (sent) => {
        const content = [sent.file.sha256, sent.fields];
        const inFirm = <Result>(use: (tx: TenantTransaction) => Promise<Result>) =>
          inTenant(services, principal, false, use);
        const now = services.clock.now();
        return answerOnceAround(inFirm, request, content, now, () => add(services, principal, params.id, sent));
      }),
  });
}

function contentRoutes(app: FastifyInstance, services: Services): void {
  defineRoute(app, {
    method: 'GET',
    url: '/evidence/:id/content',
    summary: 'The file as it came, under its exact type, whole or by `Range`; never as a page that could run anything',
    access: 'checks:read',
    rateClass: 'read',
    params: ById,
    query: EvidenceContentQuery,
    mediaType: 'application/octet-stream',
    answers: { 200: z.unknown(), 206: z.unknown() },
    problems: ['not_found', 'evidence.content_gone'],
    handler: async ({ principal, params, query, request, reply }) => {
      await sendContent(services, { principal, id: params.id, isDownload: query.download === 'true' }, request, reply);
      return answer(200, undefined);
    },
  });

  defineRoute(app, {
    method: 'GET',
    url: '/evidence/:id/message',
    summary: 'What a message says, as text: sender, recipients, date, subject, text and the names of its attachments',
    access: 'checks:read',
    rateClass: 'read',
    params: ById,
    answers: { 200: EvidenceMessage },
    problems: ['not_found', 'evidence.content_gone', 'evidence.no_message'],
    handler: async ({ principal, params }) =>
      answer(200, await readEvidenceMessage(placesOf(services), principal.organizationId, params.id)),
  });
}

function readingRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id/evidence',
    summary: 'The evidence of a client, newest first; `removed=true` for what was removed',
    access: 'checks:read',
    rateClass: 'read',
    params: ById,
    query: EvidenceQuery,
    answers: { 200: EvidencePage },
    problems: ['not_found'],
    handler: async (tx, { params, query, principal }) =>
      answer(200, await listEvidence(tx, { clientId: params.id, query }, readerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/evidence/:id',
    summary: 'One piece of evidence, also a removed one, with the hash of its content',
    access: 'checks:read',
    rateClass: 'read',
    params: ById,
    answers: { 200: EvidenceFile },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) =>
      answer(200, await getEvidence(tx, params.id, readerOf(services, principal))),
  });
}

function changingRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/evidence/:id',
    summary: 'Changes the note of evidence or the last day on which it holds',
    access: 'checks:write',
    rateClass: 'write',
    params: ById,
    body: UpdateEvidenceRequest,
    answers: { 200: EvidenceFile },
    problems: ['not_found', 'conflict.version'],
    handler: async (tx, { params, body, principal, request }) => {
      const input = { id: params.id, changes: body, ifMatch: request.headers['if-match'] };
      await updateEvidence(tx, input, writerOf(services, principal));
      return answer(200, await getEvidence(tx, params.id, readerOf(services, principal)));
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/evidence/:id',
    summary: 'Removes evidence; what it was stays, and it can be restored until its content is gone',
    access: 'checks:write',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await removeEvidence(tx, params.id, writerOf(services, principal));
      return answer(204, null);
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/evidence/:id/restore',
    summary: 'Takes the removal of evidence back',
    access: 'checks:write',
    rateClass: 'write',
    params: ById,
    answers: { 200: EvidenceFile },
    problems: ['not_found', 'evidence.not_restorable', 'conflict.version'],
    handler: async (tx, { params, principal }) => {
      const keepDays = services.config.evidence.keepRemovedDays;
      await restoreEvidence(tx, { id: params.id, keepDays }, writerOf(services, principal));
      return answer(200, await getEvidence(tx, params.id, readerOf(services, principal)));
    },
  });
}

/** Files that show something about a client: they come in here and are shown from here. */
export function evidenceRoutes(app: FastifyInstance, services: Services): void {
  uploadRoute(app, services);
  readingRoutes(app, services);
  contentRoutes(app, services);
  changingRoutes(app, services);
}
