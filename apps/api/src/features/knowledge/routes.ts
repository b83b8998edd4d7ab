import { ChangeArticleRequest, Id, KnowledgeArticle, KnowledgeList, KnowledgeQuery } from '@capeline/contracts';
import { changeArticle, findArticles, getArticle, removeFirmArticle, writeArticle } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

const NAME = /^[a-z0-9-]+$/u;

/** Articles have names, not numbers: `check-ach-refund`, `own-…`. What cannot be one is the name of none: 404, not 422. */
const ByName = z.object({ id: Id.transform((id) => (NAME.test(id) ? id : 'none')) });

/** Short texts beside the work: what a check asks for, which way leads to a cure, what a message of CBP's means. */
export function knowledgeRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/knowledge',
    summary:
      'Articles on checks, account routes and CBP’s messages, searched by words or by check, in the firm’s wording',
    access: 'checks:read',
    rateClass: 'read',
    query: KnowledgeQuery,
    answers: { 200: KnowledgeList },
    problems: [],
    handler: async (tx, { query }) => answer(200, { data: await findArticles(tx, query) }),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/knowledge/:id',
    summary: 'One article, with our wording beside the firm’s',
    access: 'checks:read',
    rateClass: 'read',
    params: ByName,
    answers: { 200: KnowledgeArticle },
    problems: ['not_found'],
    handler: async (tx, { params }) => answer(200, await getArticle(tx, params.id)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/knowledge',
    summary: 'Adds an article of the firm’s own',
    access: 'settings:write',
    rateClass: 'write',
    body: ChangeArticleRequest,
    answers: { 201: KnowledgeArticle },
    problems: [],
    handler: async (tx, { body, principal }) =>
      answer(201, await writeArticle(tx, body, writerOf(services, principal))),
  });

  defineTenantRoute(app, services, {
    method: 'PUT',
    url: '/knowledge/:id',
    summary: 'Puts the firm’s words in place of an article’s; ours stay readable',
    access: 'settings:write',
    rateClass: 'write',
    params: ByName,
    body: ChangeArticleRequest,
    answers: { 200: KnowledgeArticle },
    problems: ['not_found', 'conflict.version'],
    handler: async (tx, { params, body, principal, request }) => {
      const input = { id: params.id, change: body, ifMatch: request.headers['if-match'] };
      return answer(200, await changeArticle(tx, input, writerOf(services, principal)));
    },
  });

  defineTenantRoute(app, services, {
    method: 'DELETE',
    url: '/knowledge/:id',
    summary: 'Takes the firm’s words away: ours stand again; an article of its own is gone',
    access: 'settings:write',
    rateClass: 'write',
    params: ByName,
    answers: { 204: z.null() },
    problems: ['not_found'],
    handler: async (tx, { params, principal }) => {
      await removeFirmArticle(tx, params.id, writerOf(services, principal));
      return answer(204, null);
    },
  });
}
