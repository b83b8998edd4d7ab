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
    summary: 'The settings of the firm',
    access: 'settings:read',
    rateClass: 'read',
    answers: { 200: OrganizationSettings },
    problems: [],
    handler: async (tx) => answer(200, await getOrganizationSettings(tx)),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/organization',
    summary: 'Changes the name or the filer codes of the firm',
    access: 'settings:write',
    rateClass: 'write',
    body: UpdateOrganizationRequest,
    answers: { 200: OrganizationSettings },
    problems: [],
    handler: async (tx, { body, principal }) => {
      const by = { actor: actorOf(principal), now: services.clock.now() };
      return answer(200, await updateOrganizationSettings(tx, body, by));
    },
  });
}
