import { ImportMappingRequest, ImportMappingResponse, ImportResponse, ReportMappingList } from '@capeline/contracts';
import { getImport, getImportMapping, mapReport, removeReportMapping, viewReportMappings } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { ById } from '../../path-id.ts';
import { actorOf } from '../../principal.ts';
import type { Services } from '../../services.ts';

/** A file whose columns are not known is explained here once; the firm's next one of that layout needs no question. */
export function mappingRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/imports/:id/mapping',
    summary: 'The columns of a file whose layout is not known, with sample values and what we propose',
    access: 'imports:read',
    rateClass: 'read',
    params: ById,
    answers: { 200: ImportMappingResponse },
    problems: ['not_found', 'import.not_mappable'],
    handler: async (tx, { params }) => answer(200, await getImportMapping(tx, params.id)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/imports/:id/mapping',
    summary: 'Says which column holds which fact, remembers it for this layout and has the file read again',
    access: 'imports:write',
    rateClass: 'write',
    params: ById,
    body: ImportMappingRequest,
    answers: { 202: ImportResponse },
    problems: ['not_found', 'import.not_mappable'],
    handler: async (tx, { params, body, principal }) => {
      const userId = principal.kind === 'member' ? principal.userId : null;
      const { columns } = body;
      const now = services.clock.now();
      await mapReport(tx, { importId: params.id, columns, userId, actor: actorOf(principal), now });
      return answer(202, await getImport(tx, params.id));
    },
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/report-mappings',
    summary: 'The layouts that the firm has explained, newest first',
    access: 'imports:read',
    rateClass: 'read',
    answers: { 200: ReportMappingList },
    problems: [],
    handler: async (tx) => answer(200, { data: await viewReportMappings(tx) }),
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/report-mappings/:id',
    summary: 'Forgets a layout: the next file with its headers asks again',
    access: 'imports:write',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      const now = services.clock.now();
      await removeReportMapping(tx, { mappingId: params.id, actor: actorOf(principal), now });
      return answer(204, null);
    },
  });
}
