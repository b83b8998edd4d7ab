import { MailDetail, MailPage, PageQuery } from '@capeline/contracts';
import { getMail, listMails } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { missing } from '../../plugins/errors.ts';
import type { Services } from '../../services.ts';

const MailParams = z.object({ id: z.string().max(64) });

/** The delivery log: every message as it was rendered, and what the mail server said. */
export function mailRoutes(app: FastifyInstance, services: Services): void {
  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/mails',
    summary: 'Messages, newest first, with the mail server’s answer',
    access: 'alerts:read',
    rateClass: 'read',
    query: PageQuery,
    answers: { 200: MailPage },
    problems: [],
    handler: async (tx, { query }) => answer(200, await listMails(tx, query)),
  });

  defineTenantRoute(app, services, {
    method: 'GET',
    url: '/mails/:id',
    summary: 'One message as it was rendered',
    access: 'alerts:read',
    rateClass: 'read',
    params: MailParams,
    answers: { 200: MailDetail },
    problems: ['not_found'],
    handler: async (tx, { params }) => {
      // What cannot be an id is nobody's id and must not reach the database.
      if (!z.uuid().safeParse(params.id).success) throw missing();
      return answer(200, await getMail(tx, params.id));
    },
  });
}
