import { Member, PlanAbsenceRequest } from '@capeline/contracts';
import { cancelAbsence, listMembers, planAbsence } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { ById } from '../../path-id.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const MemberList = z.object({ data: z.array(Member) });

/** Who is away when, and who stands in: everybody plans his own, owners and managers anybody's. */
export function absenceRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'PUT',
    url: '/me/absence',
    summary: 'Plans the own absence and who stands in, in place of what was planned',
    access: 'member',
    rateClass: 'write',
    body: PlanAbsenceRequest,
    answers: { 200: MemberList },
    problems: [],
    handler: async (tx, { body, principal }) => {
      const writer = writerOf(services, principal);
      await planAbsence(tx, { userId: principal.userId }, body, writer);
      return answer(200, { data: await listMembers(tx, writer.today) });
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/me/absence',
    summary: 'Takes the own absence back, or ends it early',
    access: 'member',
    rateClass: 'write',
    answers: { 204: z.null() },
    problems: [],
    handler: async (tx, { principal }) => {
      await cancelAbsence(tx, { userId: principal.userId }, writerOf(services, principal));
      return answer(204, null);
    },
  });

  defineTenantRoute(app, services, {
    method: 'PUT',
    url: '/members/:id/absence',
    summary: 'Plans a member’s absence and who stands in, in place of what was planned',
    access: 'members:write',
    rateClass: 'write',
    params: ById,
    body: PlanAbsenceRequest,
    answers: { 200: MemberList },
    problems: ['not_found'],
    handler: async (tx, { params, body, principal }) => {
      const writer = writerOf(services, principal);
      await planAbsence(tx, { memberId: params.id }, body, writer);
      return answer(200, { data: await listMembers(tx, writer.today) });
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/members/:id/absence',
    summary: 'Takes a member’s absence back, or ends it early',
    access: 'members:write',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await cancelAbsence(tx, { memberId: params.id }, writerOf(services, principal));
      return answer(204, null);
    },
  });
}
