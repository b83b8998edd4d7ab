import { Me, RedeemLinkRequest, SignInRequest, SwitchFirmRequest } from '@capeline/contracts';
import { redeemLink, signIn, signInToSample, signOut, switchFirm } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { admit } from '../../admit.ts';
import { clearSessionCookie } from '../../credentials.ts';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';
import { throttleGuesses } from '../../throttle-guesses.ts';

/** The ways in and out for people. Each way in begins a session under a new id. */
export function sessionRoutes(app: FastifyInstance, services: Services): void {
  const { clock, config, database, passwords } = services;
  const { absoluteMs } = config.session;

  defineRoute(app, {
    method: 'POST',
    url: '/session',
    summary: 'Signs in with e-mail and password',
    access: 'public',
    rateClass: 'public',
    body: SignInRequest,
    answers: { 200: Me },
    problems: ['auth.invalid_credentials', 'service.unavailable'],
    handler: async ({ body, request, reply }) => {
      const session = await throttleGuesses(app, { request, reply, email: body.email }, () =>
        signIn(database, body, { passwords, now: clock.now(), absoluteMs }),
      );
      return answer(200, await admit(services, request, reply, session));
    },
  });

  defineRoute(app, {
    method: 'POST',
    url: '/session/sample',
    summary: 'Signs in to the sample firm',
    access: 'public',
    rateClass: 'public',
    answers: { 200: Me },
    problems: ['sample.not_available', 'service.unavailable'],
    handler: async ({ request, reply }) => {
      const session = await signInToSample(database, { now: clock.now(), absoluteMs });
      return answer(200, await admit(services, request, reply, session));
    },
  });

  defineRoute(app, {
    method: 'POST',
    url: '/session/link',
    summary: 'Uses up a one-time link and signs its person in',
    access: 'public',
    rateClass: 'public',
    body: RedeemLinkRequest,
    answers: { 200: Me },
    problems: ['auth.link_invalid', 'service.unavailable'],
    handler: async ({ body, request, reply }) => {
      const session = await redeemLink(database, body.token, { now: clock.now(), absoluteMs });
      return answer(200, await admit(services, request, reply, session));
    },
  });

  defineRoute(app, {
    method: 'POST',
    url: '/session/firm',
    summary: 'Goes on in another firm of the person, in a new session',
    access: 'member',
    rateClass: 'write',
    body: SwitchFirmRequest,
    answers: { 200: Me },
    problems: ['not_found'],
    handler: async ({ body, principal, request, reply }) => {
      const session = await switchFirm(database, principal, body.organizationId, { now: clock.now(), absoluteMs });
      return answer(200, await admit(services, request, reply, session));
    },
  });

  defineRoute(app, {
    method: 'DELETE',
    url: '/session',
    summary: 'Signs out',
    access: 'member',
    rateClass: 'write',
    answers: { 204: z.null() },
    problems: [],
    handler: async ({ principal, request, reply }) => {
      await signOut(database, principal, clock.now());
      clearSessionCookie(request, reply, config.appUrl);
      return answer(204, null);
    },
  });
}
