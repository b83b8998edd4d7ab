import { ApiKey, CreateApiKeyRequest, CreatedApiKey } from '@capeline/contracts';
import { createApiKey, type KeyRecord, listApiKeys, revokeApiKey } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { ById } from '../../path-id.ts';
import { actorOf } from '../../principal.ts';
import type { Services } from '../../services.ts';

function present<Key extends KeyRecord>(key: Key) {
  return {
    ...key,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}

/** Keys for integrations. */
export function apiKeyRoutes(app: FastifyInstance, services: Services): void {
  const { clock } = services;

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/api-keys',
    summary: 'The API keys of the firm, without their secrets',
    access: 'settings:read',
    rateClass: 'read',
    answers: { 200: z.object({ data: z.array(ApiKey) }) },
    problems: [],
    handler: async (tx) => answer(200, { data: (await listApiKeys(tx)).map(present) }),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/api-keys',
    summary: 'Makes an API key; its secret is shown in this answer and never again',
    access: 'settings:write',
    rateClass: 'write',
    body: CreateApiKeyRequest,
    answers: { 201: CreatedApiKey },
    problems: [],
    neverKept: true,
    handler: async (tx, { body, principal }) => {
      const by = { actor: actorOf(principal), granted: principal.permissions, now: clock.now() };
      return answer(201, present(await createApiKey(tx, body, by)));
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/api-keys/:id',
    summary: 'Revokes an API key at once',
    access: 'settings:write',
    rateClass: 'write',
    params: ById,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await revokeApiKey(tx, params.id, { actor: actorOf(principal), now: clock.now() });
      return answer(204, null);
    },
  });
}
