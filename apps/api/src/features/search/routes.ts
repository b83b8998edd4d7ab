import { allows, SearchAnswer, SearchQuery } from '@capeline/contracts';
import { search } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** What a person types into the palette, in one request. */
export function searchRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/search',
    summary: 'The best few clients by name or importer number, and entries by the beginning of their number',
    access: 'clients:read',
    rateClass: 'read',
    query: SearchQuery,
    answers: { 200: SearchAnswer },
    problems: [],
    handler: async (tx, { query, principal }) => {
      const mayReadEntries = allows(principal.permissions, 'entries:read');
      return answer(200, await search(tx, query.q, { ...readerOf(services, principal), mayReadEntries }));
    },
  });
}
