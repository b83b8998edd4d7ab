import { type Permission, PROBLEMS, Problem, type ProblemCode } from '@capeline/contracts';
import type { TenantTransaction } from '@capeline/db';
import type { IdentifiedMember } from '@capeline/operations';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { answerOnce } from './idempotency.ts';
import type { RateClass } from './plugins/rate-limit.ts';
import type { Access, Principal } from './principal.ts';
import type { Services } from './services.ts';
import { inTenant } from './tenant.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    rateClass?: RateClass;
  }
}

type Schema = z.ZodType;
type Answers = Readonly<Record<number, Schema>>;
/** What a handler returns: one of the declared statuses with its body. */
export type Answer<A extends Answers> = { [S in keyof A & number]: { status: S; body: z.input<A[S]> } }[keyof A &
  number];

/** Says a status and a body, both exactly. */
export function answer<const S extends number, Body>(status: S, body: Body): { status: S; body: Body } {
  return { status, body };
}

type PrincipalFor<Acc extends Access> = Acc extends 'public'
  ? null
  : Acc extends 'member'
    ? IdentifiedMember
    : Principal;

/** One request as a handler sees it: validated input and who asks. */
export interface Call<Acc extends Access, P extends Schema, Q extends Schema, B extends Schema> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly principal: PrincipalFor<Acc>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What every route states. Nothing here has a default that opens a door. */
interface RouteContract<Acc extends Access, P extends Schema, Q extends Schema, B extends Schema, A extends Answers> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** One line for the documentation. */
  readonly summary: string;
  /** A permission, or `public`, `signed_in`, `member`. */
  readonly access: Acc;
  readonly rateClass: RateClass;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Each success status and its body; `z.null()` for 204. */
  readonly answers: A;
  /** Refusals of its own, beside those that every route can give. */
  readonly problems: readonly ProblemCode[];
  /** For answers that are text, not JSON: their media type. */
  readonly mediaType?: string;
  /** Not in the documentation: pages and probes. */
  readonly hidden?: boolean;
  /** The media type of a request body that the handler reads itself. */
  readonly consumes?: string;
}

export interface Route<Acc extends Access, P extends Schema, Q extends Schema, B extends Schema, A extends Answers>
  extends RouteContract<Acc, P, Q, B, A> {
  readonly handler: (call: Call<Acc, P, Q, B>) => Promise<Answer<A>>;
}

export interface TenantRoute<
  Acc extends Permission | 'signed_in' | 'member',
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Answers,
> extends RouteContract<Acc, P, Q, B, A> {
  /** The answer carries a secret: it is not stored for an Idempotency-Key, the header is ignored. */
  readonly neverKept?: boolean;
  readonly handler: (tx: TenantTransaction, call: Call<Acc, P, Q, B>) => Promise<Answer<A>>;
}

/** Refusals that follow from the contract alone. */
function impliedProblems(route: RouteContract<Access, Schema, Schema, Schema, Answers>): ProblemCode[] {
  const codes: ProblemCode[] = ['request.rate_limited', 'internal'];
  if (route.access !== 'public') codes.push('auth.required', 'auth.forbidden', 'service.unavailable');
  if (route.method !== 'GET') codes.push('request.csrf');
  if (route.params || route.query || route.body) codes.push('request.invalid');
  if (route.body) codes.push('request.malformed', 'request.too_large', 'request.unsupported_media_type');
  return codes;
}

function describeAnswers(route: RouteContract<Access, Schema, Schema, Schema, Answers>): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(route.answers))
    described[status] = {
      description: route.summary,
      content: { [route.mediaType ?? 'application/json']: { schema } },
    };
  const byStatus = Map.groupBy(
    new Set([...route.problems, ...impliedProblems(route)]),
    (code) => PROBLEMS[code].status,
  );
  for (const [status, codes] of byStatus)
    described[status] = {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('. '),
      content: { 'application/problem+json': { schema: Problem } },
    };
  return described;
}

/**
 * Adds a route to the application. Access, rate class, schemas and possible refusals are part of it and appear in the OpenAPI
 * document; the answer is held to its schema, so that a field that is not declared never leaves.
 */
export function defineRoute<
  const Acc extends Access,
  const A extends Answers,
  P extends Schema = z.ZodUndefined,
  Q extends Schema = z.ZodUndefined,
  B extends Schema = z.ZodUndefined,
>(app: FastifyInstance, route: Route<Acc, P, Q, B, A>): void {
  const { method, url, access, rateClass, params, query, body } = route;
  app.route({
    method,
    url,
    config: { access, rateClass },
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(route.consumes !== undefined && { consumes: [route.consumes] }),
      ...(route.hidden === true && { hide: true }),
      summary: route.summary,
      description: `Access: \`${access}\`. Rate class: \`${rateClass}\`.`,
      tags: [tagOf(app.prefix + url)],
      ...(access === 'public' ? { security: [] } : {}),
      response: describeAnswers(route as unknown as RouteContract<Access, Schema, Schema, Schema, Answers>),
    } as object,
    handler: async (request, reply) => {
      const { status, body: content } = await route.handler({
        params: request.params as z.output<P>,
        query: request.query as z.output<Q>,
        body: request.body as z.output<B>,
        principal: request.principal as PrincipalFor<Acc>,
        request,
        reply,
      });
      // The handler of a file has sent it itself, or as much of it as could be read.
      if (reply.sent || reply.raw.headersSent) return reply;
      reply.code(status);
      if (status === 204) return reply.send();
      if (route.mediaType === undefined) return reply.type('application/json; charset=utf-8').send(content);
      return reply
        .type(`${route.mediaType}; charset=utf-8`)
        .serializer((text: unknown) => String(text))
        .send(content);
    },
  });
}

/**
 * A route that works on one firm's rows: the handler runs inside the firm's transaction (read-only for GET), which commits only when it
 * returns. A POST with an `Idempotency-Key` runs once; the same answer is given again.
 */
export function defineTenantRoute<
  const Acc extends Permission | 'signed_in' | 'member',
  const A extends Answers,
  P extends Schema = z.ZodUndefined,
  Q extends Schema = z.ZodUndefined,
  B extends Schema = z.ZodUndefined,
>(app: FastifyInstance, services: Services, route: TenantRoute<Acc, P, Q, B, A>): void {
  const { handler, neverKept = false, ...contract } = route;
  const isRepeatable = route.method === 'POST' && !neverKept;
  const problems: ProblemCode[] = [...route.problems];
  if (isRepeatable) problems.push('request.idempotency_mismatch');
  defineRoute<Acc, A, P, Q, B>(app, {
    ...contract,
    problems,
    handler: async (call) => {
      const principal = call.principal as Principal;
      return inTenant(services, principal, route.method === 'GET', (tx) => {
        const work = (): Promise<Answer<A>> => handler(tx, call);
        return isRepeatable ? answerOnce(tx, call.request, services.clock.now(), work) : work();
      });
    },
  });
}

/** `/api/v1/imports/:id` belongs to `imports`. */
function tagOf(url: string): string {
  return /^\/api\/v1\/([a-z-]+)/.exec(url)?.[1] ?? 'service';
}
