import { MailDetail, MailPage, PageQuery } from '@capeline/contracts';
import { getMail, listMails, sendMailAgain } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineTenantRoute } from '../../define-route.ts';
import { mailSenderOf } from '../../mail-sender.ts';
import { ById } from '../../path-id.ts';
import { writerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';

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
    params: ById,
    answers: { 200: MailDetail },
    problems: ['not_found'],
    handler: async (tx, { params }) => answer(200, await getMail(tx, params.id)),
  });

  defineTenantRoute(app, services, {
    method: 'POST',
    url: '/mails/:id/resend',
    summary: 'Sends a message again that was given up, under its Message-ID',
    access: 'deadlines:write',
    rateClass: 'write',
    params: ById,
    answers: { 200: MailDetail },
    problems: ['not_found', 'mail.not_sendable'],
    handler: async (tx, { params, principal }) => {
      const by = { ...writerOf(services, principal), mail: mailSenderOf(services) };
      return answer(200, await sendMailAgain(tx, params.id, by));
    },
  });
}
