import { Me, SetPasswordRequest } from '@capeline/contracts';
import { setPassword } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { admit, meOf } from '../../admit.ts';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';

/** The person who is signed in. */
export function meRoutes(app: FastifyInstance, services: Services): void {
  const { clock, config, database, passwords } = services;

  defineRoute(app, {
    method: 'GET',
    url: '/me',
    summary: 'Who is signed in, into which firm, and what he may do',
    access: 'member',
    rateClass: 'read',
    answers: { 200: Me },
    problems: [],
    handler: async ({ principal }) => answer(200, await meOf(services, principal)),
  });

  defineRoute(app, {
    method: 'PUT',
    url: '/me/password',
    summary: 'Sets the password and ends every other session of the person',
    access: 'member',
    rateClass: 'public',
    body: SetPasswordRequest,
    answers: { 200: Me },
    problems: [],
    handler: async ({ body, principal, request, reply }) => {
      const { token } = await setPassword(database, principal, body, {
        passwords,
        now: clock.now(),
        absoluteMs: config.session.absoluteMs,
      });
      const { organizationId, userId } = principal;
      return answer(200, await admit(services, request, reply, { token, organizationId, userId }));
    },
  });
}
