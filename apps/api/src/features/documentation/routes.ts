import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute } from '../../define-route.ts';
import { renderDocumentation } from './render-documentation.ts';

/** The API's description: OpenAPI for programs, one plain page for people. Neither needs a sign-in. */
export function documentationRoutes(app: FastifyInstance): void {
  defineRoute(app, {
    method: 'GET',
    url: '/api/openapi.json',
    summary: 'This description, OpenAPI 3.1',
    access: 'public',
    rateClass: 'open',
    hidden: true,
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
    handler: async () => answer(200, { ...app.swagger() }),
  });
  defineRoute(app, {
    method: 'GET',
    url: '/api/docs',
    summary: 'This description as a page',
    access: 'public',
    rateClass: 'open',
    hidden: true,
    mediaType: 'text/html',
    answers: { 200: z.string() },
    problems: [],
    handler: async () => answer(200, renderDocumentation(app.swagger())),
  });
}
