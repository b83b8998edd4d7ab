import { setTimeout as pause } from 'node:timers/promises';
import { AskPasswordResetRequest, Me, RedeemPasswordResetRequest } from '@capeline/contracts';
import { askPasswordReset, redeemPasswordReset } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { admit } from '../../admit.ts';
import { answer, defineRoute } from '../../define-route.ts';
import { mailSenderOf } from '../../mail-sender.ts';
import type { Services } from '../../services.ts';

/** A new password by a mailed link, for whoever forgot the old one. */
export function passwordResetRoutes(app: FastifyInstance, services: Services): void {
  const { clock, config, database, passwords } = services;

  defineRoute(app, {
    method: 'POST',
    url: '/session/password-reset',
    summary: 'Mails a link for choosing a new password, if the address is known; the answer never says whether it is',
    access: 'public',
    rateClass: 'public',
    body: AskPasswordResetRequest,
    answers: { 202: z.object({}) },
    problems: ['service.unavailable'],
    handler: async ({ body, request, reply }) => {
      const email = body.email.trim().toLowerCase();
      await app.throttles.passwordReset.count(request, reply, email);
      const today = (timeZone: string): string => clock.businessDate(timeZone);
      const ask = askPasswordReset(database, email, { now: clock.now(), today, mail: mailSenderOf(services) });
      // Writing a message takes time that an unknown address does not: both wait for the same moment.
      await Promise.all([ask, pause(config.resetAnswerMs)]);
      return answer(202, {});
    },
  });

  defineRoute(app, {
    method: 'POST',
    url: '/session/password-reset/redeem',
    summary: 'Uses the mailed link up, sets the password, ends every other session and signs in',
    access: 'public',
    rateClass: 'public',
    body: RedeemPasswordResetRequest,
    answers: { 200: Me },
    problems: ['auth.link_invalid', 'service.unavailable'],
    handler: async ({ body, request, reply }) => {
      const { absoluteMs } = config.session;
      const session = await redeemPasswordReset(database, body, { passwords, now: clock.now(), absoluteMs });
      return answer(200, await admit(services, request, reply, session));
    },
  });
}
