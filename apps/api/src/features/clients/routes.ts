import {
  AssignOwnersAnswer,
  AssignOwnersRequest,
  ClientDetail,
  ClientPage,
  ClientQuery,
  Id,
  UpdateClientRequest,
} from '@capeline/contracts';
import { assignOwners, getClient, listClients, updateClient } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { readerOf, writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const ClientParams = z.object({ id: Id });

/** The importers whom the firm looks after, in the order in which they need somebody. */
export function clientRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients',
    summary: 'Clients in the order of the board or as `sort` says, with readiness, next deadline and next step',
    access: 'clients:read',
    rateClass: 'read',
    query: ClientQuery,
    answers: { 200: ClientPage },
    problems: [],
    handler: async (tx, { query, principal }) =>
      answer(200, await listClients(tx, query, readerOf(services, principal), services.ranks)),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/clients/:id',
    summary: 'One client with its rights; the ETag is its version',
    access: 'clients:read',
    rateClass: 'read',
    params: ClientParams,
    answers: { 200: ClientDetail },
    problems: ['not_found'],
    handler: async (tx, { params, principal, reply }) => {
      const client = await getClient(tx, params.id, readerOf(services, principal));
      reply.header('etag', `"${client.version}"`);
      return answer(200, client);
    },
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/clients/owners',
    summary: 'Names an owner for many clients at once and says of each what became of it',
    access: 'clients:write',
    rateClass: 'write',
    body: AssignOwnersRequest,
    answers: { 200: AssignOwnersAnswer },
    problems: [],
    handler: async (tx, { body, principal }) =>
      answer(
        200,
        await assignOwners(tx, body, {
          reader: readerOf(services, principal),
          writer: writerOf(services, principal),
          cache: services.ranks,
        }),
      ),
  });

  defineTenantRoute(app, services, {
    method: 'PATCH',
    url: '/clients/:id',
    summary: 'Changes the name, the owner or the wait of a client; If-Match is honoured',
    access: 'clients:write',
    rateClass: 'write',
    params: ClientParams,
    body: UpdateClientRequest,
    answers: { 200: ClientDetail },
    problems: ['not_found', 'conflict.version'],
    handler: async (tx, { params, body, principal, request, reply }) => {
      const ifMatch = request.headers['if-match'];
      const writer = writerOf(services, principal);
      await updateClient(tx, { clientId: params.id, changes: body, ifMatch }, writer);
      const client = await getClient(tx, params.id, readerOf(services, principal));
      reply.header('etag', `"${client.version}"`);
      return answer(200, client);
    },
  });
}
