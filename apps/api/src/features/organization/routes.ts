import { OrganizationSettings, UpdateOrganizationRequest } from '@capeline/contracts';
import { getOrganizationSettings, updateOrganizationSettings } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { actorOf } from '../../principal.ts';
import type { Services } from '../../services.ts';

/** The firm's own settings. */
export function organizationRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/organization',
    summary: 'The settings of the firm; the ETag is their version',
    access: 'settings:read',
    rateClass: 'read',
    answers: { 200: OrganizationSettings },
    problems: [],
    handler: async (tx, { reply }) => {
      const settings = await getOrganizationSettings(tx);
      reply.header('etag', `"${settings.version}"`);
      return answer(200, settings);
    },
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/organization',
    summary: 'Changes the name or the filer codes of the firm; If-Match is honoured',
    access: 'settings:write',
    rateClass: 'write',
    body: UpdateOrganizationRequest,
    answers: { 200: OrganizationSettings },
    problems: ['conflict.version'],
    handler: async (tx, { body, principal, request, reply }) => {
      const by = { actor: actorOf(principal), now: services.clock.now(), ifMatch: request.headers['if-match'] };
      const settings = await updateOrganizationSettings(tx, body, by);
      reply.header('etag', `"${settings.version}"`);
      return answer(200, settings);
    },
  });
}
