import { AppError } from '@capeline/contracts';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** Sheds load with 503 while the process cannot keep up, instead of queueing until everything times out. Probes are always answered. */
export const overload = fp(
  async (app: FastifyInstance, options: { maxEventLoopDelayMs: number }) => {
    if (options.maxEventLoopDelayMs === 0) return;
    await app.register(underPressure, {
      maxEventLoopDelay: options.maxEventLoopDelayMs,
      exposeStatusRoute: false,
      pressureHandler: (request, reply) => {
        if (['/livez', '/readyz', '/metrics'].includes(request.url)) return;
        reply.header('retry-after', '5');
        throw new AppError('service.unavailable', 'The service is busier than it can be. Try again in a moment.');
      },
    });
  },
  { name: 'overload', fastify: '5.x' },
);
