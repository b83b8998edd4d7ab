import { createHash } from 'node:crypto';
import { AppError } from '@capeline/contracts';
import rateLimitPlugin from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { RateLimits } from '../config.ts';
import { presentedCredential } from '../credentials.ts';

/** The classes that routes choose from (`defineRoute`); the others are counted inside the sign-in routes. */
export type RateClass = 'public' | 'open' | 'read' | 'write';

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

/** Counts an attempt under a name and throws `request.rate_limited` beyond the limit; `check` looks without counting. */
export interface Throttle {
  check(request: FastifyRequest, reply: FastifyReply, key: string): Promise<void>;
  count(request: FastifyRequest, reply: FastifyReply, key: string): Promise<void>;
}

declare module 'fastify' {
  interface FastifyInstance {
    throttles: Readonly<Record<Exclude<keyof RateLimits, RateClass>, Throttle>>;
  }
  interface FastifyRequest {
    throttleKey: string;
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** IPv6 callers own a whole /64; counting single addresses would count nothing. */
export function networkOf(request: FastifyRequest): string {
  // Who hung up has no address any more; what the types promise ends with the connection.
  const address = request.ip as string | undefined;
  return address === undefined ? 'gone' : rateLimitPlugin.normalizeIP(address, 64);
}

function callerOf(request: FastifyRequest, rateClass: RateClass, appUrl: string): string {
  const credential = rateClass === 'read' || rateClass === 'write' ? presentedCredential(request, appUrl) : null;
  return credential === null ? networkOf(request) : digest(credential);
}

function refuse(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', String(Math.max(1, seconds)));
  throw new AppError('request.rate_limited', `Try again in ${Math.max(1, seconds)} seconds.`);
}

function throttleOf(limiter: Limiter, name: string): Throttle {
  const run = async (request: FastifyRequest, reply: FastifyReply, key: string, increment: boolean): Promise<void> => {
    request.throttleKey = `${name}:${digest(key)}`;
    const state = await limiter(request, { increment });
    if (state.isAllowed) return;
    // Looking only: the attempt about to be made would be one more.
    if (increment ? state.isExceeded : state.remaining === 0) refuse(reply, state.ttlInSeconds);
  };
  return {
    check: (request, reply, key) => run(request, reply, key, false),
    count: (request, reply, key) => run(request, reply, key, true),
  };
}

/**
 * Counts requests by the route's class and caller, in Redis when there is one (so that several API processes share the count), else in
 * memory. Sends RateLimit, RateLimit-Policy and Retry-After (IETF draft "RateLimit header fields for HTTP").
 */
export const rateLimit = fp(
  async (app: FastifyInstance, options: { limits: RateLimits; redis: unknown; appUrl: string }) => {
    await app.register(rateLimitPlugin, {
      global: false,
      // A Redis that is away must not take the product with it.
      skipOnError: true,
      nameSpace: 'capeline-rate-',
      ...(options.redis === null ? {} : { redis: options.redis }),
    });
    app.decorateRequest('throttleKey', '');
    const limiter = ({ max, windowMs }: { max: number; windowMs: number }): Limiter =>
      app.createRateLimit({ max, timeWindow: windowMs, keyGenerator: (request) => request.throttleKey });
    const { limits } = options;
    const classes = {
      public: limiter(limits.public),
      open: limiter(limits.open),
      read: limiter(limits.read),
      write: limiter(limits.write),
    } satisfies Record<RateClass, Limiter>;
    app.decorate('throttles', {
      refused: throttleOf(limiter(limits.refused), 'refused'),
      passwordReset: throttleOf(limiter(limits.passwordReset), 'reset'),
      passwordGuess: throttleOf(limiter(limits.passwordGuess), 'guess'),
      passwordGuessAnywhere: throttleOf(limiter(limits.passwordGuessAnywhere), 'guess-anywhere'),
    });
    app.addHook('onRequest', async (request, reply) => {
      const rateClass = request.routeOptions.config.rateClass ?? 'open';
      request.throttleKey = `${rateClass}:${callerOf(request, rateClass, options.appUrl)}`;
      const state = await classes[rateClass](request);
      if (state.isAllowed) return;
      const seconds = Math.max(1, state.ttlInSeconds);
      reply.header('ratelimit-policy', `"${rateClass}";q=${state.max};w=${Math.ceil(state.timeWindow / 1000)}`);
      reply.header('ratelimit', `"${rateClass}";r=${state.remaining};t=${seconds}`);
      if (state.isExceeded) refuse(reply, seconds);
    });
  },
  { name: 'rate-limit', dependencies: ['@fastify/cookie'], fastify: '5.x' },
);
