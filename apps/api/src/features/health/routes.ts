import { ReadyzResponse } from '@capeline/contracts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';
import { checkReadiness } from './check-readiness.ts';

/** Probes for supervisors and load balancers; they tell nothing of any firm. */
export function healthRoutes(app: FastifyInstance, services: Services): void {
  defineRoute(app, {
    method: 'GET',
    url: '/livez',
    summary: 'Whether the process runs',
    access: 'public',
    rateClass: 'open',
    answers: { 200: z.object({ alive: z.literal(true) }) },
    problems: [],
    handler: async () => answer(200, { alive: true as const }),
  });
  defineRoute(app, {
    method: 'GET',
    url: '/readyz',
    summary: 'Whether everything works: database, schema, worker, sweep; 503 until then',
    access: 'public',
    rateClass: 'open',
    answers: { 200: ReadyzResponse, 503: ReadyzResponse },
    problems: [],
    handler: async ({ reply }) => {
      const readiness = await checkReadiness(services);
      reply.header('cache-control', 'no-store');
      return readiness.ready ? answer(200, readiness) : answer(503, readiness);
    },
  });
}
