import { AlertPage, AlertQuery, ProvisionalAlertPage, ProvisionalAlertQuery } from '@capeline/contracts';
import { listAlerts, listProvisionalAlerts } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

/** The logs of alerts: of deadlines, and of dates that would apply. */
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
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/provisional-alerts',
    summary:
      'Alerts of past dates without a status, apart from deadlines: newest first; those that warn now, by the day to work to',
    access: 'alerts:read',
    rateClass: 'read',
    query: ProvisionalAlertQuery,
    answers: { 200: ProvisionalAlertPage },
    problems: [],
    handler: async (tx, { query }) => answer(200, await listProvisionalAlerts(tx, query)),
  });
}
