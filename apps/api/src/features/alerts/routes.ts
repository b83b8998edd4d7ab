import { AlertPage, AlertQuery } from '@capeline/contracts';
import { listAlerts } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** The log of alerts. */
export function alertRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/alerts',
    summary:
      'Alerts with their deadlines and the messages that told them: newest first; those that wait, by the day to work to',
    access: 'alerts:read',
    rateClass: 'read',
    query: AlertQuery,
    answers: { 200: AlertPage },
    problems: [],
    handler: async (tx, { query, principal }) =>
      answer(200, await listAlerts(tx, query, readerOf(services, principal).today)),
  });
}
