import {
  DeactivatedMember,
  DeactivateMemberRequest,
  Member,
  MemberHoldings,
  UpdateMemberRequest,
} from '@capeline/contracts';
import {
  changeMemberRole,
  deactivateMember,
  endSessionsInFirm,
  listHoldings,
  listMembers,
  type MemberKeeper,
} from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute, defineTenantRoute } from '../../define-route.ts';
import { ById } from '../../path-id.ts';
import type { Principal } from '../../principal.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';

const MemberList = z.object({ data: z.array(Member) });

function keeperOf(services: Services, principal: Principal): MemberKeeper {
  return { ...writerOf(services, principal), granted: principal.permissions };
}

/** The people of the firm. */
export function memberRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/members',
    summary: 'The members of the firm',
    access: 'members:read',
    rateClass: 'read',
    answers: { 200: MemberList },
    problems: [],
    handler: async (tx, { principal }) =>
      answer(200, { data: await listMembers(tx, readerOf(services, principal).today) }),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/members/:id',
    summary: 'Gives a member another role; owners are made and unmade by owners alone',
    access: 'members:write',
    rateClass: 'write',
    params: ById,
    body: UpdateMemberRequest,
    answers: { 200: MemberList },
    problems: ['not_found', 'member.last_owner'],
    handler: async (tx, { params, body, principal }) => {
      await changeMemberRole(tx, { memberId: params.id, role: body.role }, keeperOf(services, principal));
      return answer(200, { data: await listMembers(tx, readerOf(services, principal).today) });
    },
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/members/:id/holdings',
    summary: 'What somebody else must take over before this member leaves',
    access: 'members:write',
    rateClass: 'read',
    params: ById,
    answers: { 200: MemberHoldings },
    problems: ['not_found'],
    handler: async (tx, { params }) => answer(200, await listHoldings(tx, params.id)),
  });

  defineRoute(app, {
    method: 'POST',
    url: '/members/:id/deactivate',
    summary: 'Takes a member out of the firm, hands over what he answers for, and ends his sessions',
    access: 'members:write',
    rateClass: 'write',
    params: ById,
    body: DeactivateMemberRequest,
    answers: { 200: DeactivatedMember },
    problems: ['not_found', 'member.last_owner', 'member.not_yourself'],
    handler: async ({ params, body, principal }) => {
      const { userId, ...done } = await inTenant(services, principal, false, (tx) =>
        deactivateMember(tx, { memberId: params.id, handOverTo: body.handOverTo }, keeperOf(services, principal)),
      );
      await endSessionsInFirm(services.database, { userId, organizationId: principal.organizationId });
      return answer(200, done);
    },
  });
}
