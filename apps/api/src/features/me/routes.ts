import { EndedSessions, Me, SessionList, SetPasswordRequest, UpdateMeRequest } from '@capeline/contracts';
import { endOtherSessions, listOwnSessions, renameSelf, setPassword } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { admit, meOf } from '../../admit.ts';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';

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

  defineRoute(app, {
    method: 'PATCH',
    url: '/me',
    summary: 'Changes the name by which colleagues see the person',
    access: 'member',
    rateClass: 'write',
    body: UpdateMeRequest,
    answers: { 200: Me },
    problems: [],
    handler: async ({ body, principal }) => {
      await inTenant(services, principal, false, (tx) =>
        renameSelf(tx, principal, { name: body.name, now: clock.now() }),
      );
      return answer(200, await meOf(services, principal));
    },
  });

  defineRoute(app, {
    method: 'GET',
    url: '/me/sessions',
    summary: 'Where the person is signed in',
    access: 'member',
    rateClass: 'read',
    answers: { 200: SessionList },
    problems: [],
    handler: async ({ principal }) => {
      const { idleMs } = config.session;
      return answer(200, { data: await listOwnSessions(database, principal, { now: clock.now(), idleMs }) });
    },
  });

  defineRoute(app, {
    method: 'DELETE',
    url: '/me/sessions',
    summary: 'Signs the person out everywhere else',
    access: 'member',
    rateClass: 'write',
    answers: { 200: EndedSessions },
    problems: [],
    handler: async ({ principal }) => answer(200, { ended: await endOtherSessions(database, principal, clock.now()) }),
  });
}
