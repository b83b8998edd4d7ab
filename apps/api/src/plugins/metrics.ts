import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

declare module 'fastify' {
  interface FastifyInstance {
    metrics: Registry;
  }
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts requests by route pattern, never by address: no id, name or firm can get into a label. */
export const metrics = fp(
  async (app: FastifyInstance, options: { processMetrics: boolean }) => {
    const registry = new Registry();
    if (options.processMetrics) collectDefaultMetrics({ register: registry });
    const duration = new Histogram({
      name: 'capeline_http_request_duration_seconds',
      help: 'Time to answer a request.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers: [registry],
    });
    const failures = new Counter({
      name: 'capeline_http_server_errors_total',
      help: 'Answers with a status of 500 or more.',
      registers: [registry],
    });
    app.decorate('metrics', registry);
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'unknown';
      duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      if (reply.statusCode >= 500) failures.inc();
    });
    app.addHook('onClose', async () => registry.clear());
  },
  { name: 'metrics', fastify: '5.x' },
);
