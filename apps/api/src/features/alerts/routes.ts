import { AlertPage, PageQuery } from '@capeline/contracts';
import { listAlerts } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';

/** The log of alerts. */
export function alertRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/alerts',
    summary: 'Alerts, newest first, each with its deadline and the messages that told it',
    access: 'alerts:read',
    rateClass: 'read',
    query: PageQuery,
    answers: { 200: AlertPage },
    problems: [],
    handler: async (tx, { query }) => answer(200, await listAlerts(tx, query)),
  });
}
