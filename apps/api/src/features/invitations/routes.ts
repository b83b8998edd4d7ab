import { InvitationList, InviteRequest, IssuedInvitation } from '@capeline/contracts';
import { type Inviter, inviteMember, listInvitations, resendInvitation, revokeInvitation } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { mailSenderOf } from '../../mail-sender.ts';
import { ById } from '../../path-id.ts';
import type { Principal } from '../../principal.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

function inviterOf(services: Services, principal: Principal): Inviter {
  const { permissions: granted } = principal;
  return { ...writerOf(services, principal), granted, appUrl: services.config.appUrl, mail: mailSenderOf(services) };
}

/** Who may join the firm: inviting, sending again and taking back. */
export function invitationRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/invitations',
    summary: 'Invitations that nobody accepted or revoked, expired ones too',
    access: 'members:write',
    rateClass: 'read',
    answers: { 200: InvitationList },
    problems: [],
    handler: async (tx) => answer(200, { data: await listInvitations(tx, services.clock.now()) }),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/invitations',
    summary: 'Invites an address: mails a link and answers another, which is shown once',
    access: 'members:write',
    rateClass: 'public',
    neverKept: true,
    body: InviteRequest,
    answers: { 201: IssuedInvitation },
    problems: ['invitation.already_open', 'invitation.already_member', 'sample.no_people'],
    handler: async (tx, { body, principal }) =>
      answer(201, await inviteMember(tx, body, inviterOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/invitations/:id/resend',
    summary: 'Sends an invitation again for seven days; its former links end',
    access: 'members:write',
    rateClass: 'public',
    neverKept: true,
    params: ById,
    answers: { 200: IssuedInvitation },
    problems: ['not_found', 'sample.no_people'],
    handler: async (tx, { params, principal }) =>
      answer(200, await resendInvitation(tx, params.id, inviterOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/invitations/:id',
    summary: 'Takes an invitation back; its links lead nowhere from then on',
    access: 'members:write',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await revokeInvitation(tx, params.id, inviterOf(services, principal));
      return answer(204, null);
    },
  });
}
