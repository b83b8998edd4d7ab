import { AcceptInvitationRequest, InvitationView, LookAtInvitationRequest, Me } from '@capeline/contracts';
import { acceptInvitation, lookAtInvitation } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { admit } from '../../admit.ts';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';
import { throttleGuesses } from '../../throttle-guesses.ts';

/** The invited person's side: the link is all that he has. It travels in bodies, never in addresses, which end up in logs. */
export function acceptInvitationRoutes(app: FastifyInstance, services: Services): void {
  const { clock, config, database, passwords } = services;

  defineRoute(app, {
    method: 'POST',
    url: '/invitations/look',
    summary: 'What a link invites to; uses nothing up',
    access: 'public',
    rateClass: 'public',
    body: LookAtInvitationRequest,
    answers: { 200: InvitationView },
    problems: ['auth.link_invalid', 'service.unavailable'],
    handler: async ({ body }) => answer(200, await lookAtInvitation(database, body.token, clock.now())),
  });

  defineRoute(app, {
    method: 'POST',
    url: '/invitations/accept',
    summary: 'Joins the firm, with a new account or the password of a known one, and signs in',
    access: 'public',
    rateClass: 'public',
    body: AcceptInvitationRequest,
    answers: { 201: Me },
    problems: [
      'auth.link_invalid',
      'auth.invalid_credentials',
      'invitation.name_required',
      'invitation.already_member',
      'service.unavailable',
    ],
    handler: async ({ body, request, reply }) => {
      const { email } = await lookAtInvitation(database, body.token, clock.now());
      const { absoluteMs } = config.session;
      const session = await throttleGuesses(app, { request, reply, email }, () =>
        acceptInvitation(database, body, { passwords, now: clock.now(), absoluteMs }),
      );
      return answer(201, await admit(services, request, reply, session));
    },
  });
}
