import { removeSample } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute } from '../../define-route.ts';
import { actorOf } from '../../principal.ts';
import type { Services } from '../../services.ts';

/** The sample firm, which goes in one click. */
export function sampleRoutes(app: FastifyInstance, services: Services): void {
  defineRoute(app, {
    method: 'DELETE',
    url: '/sample',
    summary: 'Removes the sample firm with everything in it; for its members and for owners of a real firm',
    access: 'member',
    rateClass: 'write',
    answers: { 204: z.null() },
    problems: ['sample.not_available'],
    handler: async ({ principal }) => {
      const { organizationId, role } = principal;
      const isOwner = role === 'owner';
      await removeSample(services.database, {
        organizationId,
        isOwner,
        actor: actorOf(principal),
        now: services.clock.now(),
      });
      return answer(204, null);
    },
  });
}
