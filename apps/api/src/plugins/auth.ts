import { AppError } from '@capeline/contracts';
import { identifyApiKey, identifySession } from '@capeline/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { bearerToken, clearSessionCookie, sessionToken } from '../credentials.ts';
import { authorize, type Principal } from '../principal.ts';
import type { Services } from '../services.ts';
import { networkOf } from './rate-limit.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

async function identify(request: FastifyRequest, services: Services): Promise<Principal | null> {
  const { database, config, clock } = services;
  const key = bearerToken(request);
  if (key !== null) return identifyApiKey(database, key, clock.now());
  const token = sessionToken(request, config.appUrl);
  if (token === null) return null;
  return identifySession(database, token, { now: clock.now(), idleMs: config.session.idleMs });
}

async function refuseCredential(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<never> {
  await app.throttles.refused.count(request, reply, networkOf(request));
  if (bearerToken(request) !== null)
    throw new AppError('auth.required', 'This API key is not known or was revoked. Make a new one under Settings.');
  throw new AppError('auth.required', 'Your session has ended. Sign in again.');
}

/**
 * Finds out who asks, from the API key or the session cookie, and lets him through if the route's `access` allows it. Who asks is never
 * taken from anything else in the request.
 */
export const auth = fp(
  async (app: FastifyInstance, services: Services) => {
    app.decorateRequest('principal', null);
    app.addHook('onRequest', async (request, reply) => {
      const { access } = request.routeOptions.config;
      if (access === undefined || access === 'public') return;
      request.principal = await identify(request, services);
      if (request.principal === null) {
        const hasCookie = sessionToken(request, services.config.appUrl) !== null;
        if (hasCookie) clearSessionCookie(request, reply, services.config.appUrl);
        if (bearerToken(request) !== null || hasCookie) await refuseCredential(app, request, reply);
      }
      authorize(access, request.principal);
    });
  },
  { name: 'auth', dependencies: ['rate-limit'], fastify: '5.x' },
);
