import { AppError } from '@capeline/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from './plugins/rate-limit.ts';

/**
 * Runs whatever tries a password under two limits that know nothing of accounts: failures for one address from one network, and from
 * everywhere. Only failures count, so that nobody is locked out by signing in often.
 */
export async function throttleGuesses<Result>(
  app: FastifyInstance,
  call: { request: FastifyRequest; reply: FastifyReply; email: string },
  attempt: () => Promise<Result>,
): Promise<Result> {
  const { request, reply } = call;
  const email = call.email.trim().toLowerCase();
  const here = `${email} ${networkOf(request)}`;
  const { passwordGuess, passwordGuessAnywhere } = app.throttles;
  await passwordGuess.check(request, reply, here);
  await passwordGuessAnywhere.check(request, reply, email);
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof AppError && error.code === 'auth.invalid_credentials') {
      await passwordGuess.count(request, reply, here);
      await passwordGuessAnywhere.count(request, reply, email);
    }
    throw error;
  }
}
