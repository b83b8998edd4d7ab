import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute } from '../../define-route.ts';

/** Prometheus metrics: counts and times, nothing of any firm. */
export function metricsRoutes(app: FastifyInstance): void {
  defineRoute(app, {
    method: 'GET',
    url: '/metrics',
    summary: 'Metrics in the Prometheus text format',
    access: 'public',
    rateClass: 'open',
    mediaType: 'text/plain; version=0.0.4',
    hidden: true,
    answers: { 200: z.string() },
    problems: [],
    handler: async () => answer(200, await app.metrics.metrics()),
  });
}
