import type { Me } from '@capeline/contracts';
import { describeMe } from '@capeline/operations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setSessionCookie } from './credentials.ts';
import type { Services } from './services.ts';

/** The person behind a session as `GET /me` and every way of signing in tell it. */
export function meOf(services: Services, person: { userId: string; organizationId: string }): Promise<Me> {
  const { clock, config, database } = services;
  return describeMe(database, person, {
    today: (timeZone) => clock.businessDate(timeZone),
    rehearsal: clock.rehearsalDate !== null,
    mailConfigured: config.mail.smtpUrl !== null,
  });
}

/** Hands a new session to the browser and answers who is signed in. The id is always a new one: a planted cookie is overwritten. */
export async function admit(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  session: { token: string; userId: string; organizationId: string },
): Promise<Me> {
  const me = await meOf(services, session);
  const { appUrl } = services.config;
  setSessionCookie(request, reply, { token: session.token, appUrl, maxAgeMs: services.config.session.absoluteMs });
  return me;
}
