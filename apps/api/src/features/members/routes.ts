import { Member } from '@capeline/contracts';
import { listMembers } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';

/** The people of the firm. */
export function memberRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/members',
    summary: 'The members of the firm',
    access: 'members:read',
    rateClass: 'read',
    answers: { 200: z.object({ data: z.array(Member) }) },
    problems: [],
    handler: async (tx) => answer(200, { data: await listMembers(tx) }),
  });
}
