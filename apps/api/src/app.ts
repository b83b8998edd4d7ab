import { randomUUID } from 'node:crypto';
import { speakPlainly } from '@capeline/contracts';
import type { Database } from '@capeline/db';
import { createRankCache, type EvidenceStore } from '@capeline/operations';
import type { Clock, Logger } from '@capeline/runtime';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
  type RouteOptions,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { ApiConfig } from './config.ts';
import { accountFactRoutes } from './features/account-facts/routes.ts';
import { alertRoutes } from './features/alerts/routes.ts';
import { apiKeyRoutes } from './features/api-keys/routes.ts';
import { boardRoutes } from './features/board/routes.ts';
import { checkRoutes } from './features/checks/routes.ts';
import { regroupingRoutes } from './features/clients/regrouping-routes.ts';
import { clientRoutes } from './features/clients/routes.ts';
import { deadlineRoutes } from './features/deadlines/routes.ts';
import { documentationRoutes } from './features/documentation/routes.ts';
import { entryRoutes } from './features/entries/routes.ts';
import { evidenceRoutes } from './features/evidence/routes.ts';
import { filerCodeRoutes } from './features/filer-codes/routes.ts';
import { firmReadinessRoutes } from './features/firm-readiness/routes.ts';
import { healthRoutes } from './features/health/routes.ts';
import { importRoutes } from './features/imports/routes.ts';
import { acceptInvitationRoutes } from './features/invitations/accept-routes.ts';
import { invitationRoutes } from './features/invitations/routes.ts';
import { knowledgeRoutes } from './features/knowledge/routes.ts';
import { mailRoutes } from './features/mails/routes.ts';
import { meRoutes } from './features/me/routes.ts';
import { absenceRoutes } from './features/members/absence-routes.ts';
import { memberRoutes } from './features/members/routes.ts';
import { metricsRoutes } from './features/metrics/routes.ts';
import { organizationRoutes } from './features/organization/routes.ts';
import { sampleRoutes } from './features/sample/routes.ts';
import { savedViewRoutes } from './features/saved-views/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { passwordResetRoutes } from './features/session/password-reset-routes.ts';
import { sessionRoutes } from './features/session/routes.ts';
import { setupRoutes } from './features/setup/routes.ts';
import { webRoutes } from './features/web/routes.ts';
import { createPasswordHasher } from './passwords.ts';
import { auth } from './plugins/auth.ts';
import { csrf } from './plugins/csrf.ts';
import { documentation } from './plugins/documentation.ts';
import { answerFrameworkError, errors } from './plugins/errors.ts';
import { metrics } from './plugins/metrics.ts';
import { overload } from './plugins/overload.ts';
import { plainText } from './plugins/plain-text.ts';
import { rateLimit } from './plugins/rate-limit.ts';
import { rehearsal } from './plugins/rehearsal.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import type { Services } from './services.ts';

const VERSION = '0.1.0';
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Every feature adds its routes below /api/v1; a new one is one folder and one line here. */
const FEATURES: readonly ((app: FastifyInstance, services: Services) => void)[] = [
  setupRoutes,
  sessionRoutes,
  passwordResetRoutes,
  meRoutes,
  memberRoutes,
  absenceRoutes,
  invitationRoutes,
  acceptInvitationRoutes,
  organizationRoutes,
  apiKeyRoutes,
  sampleRoutes,
  alertRoutes,
  boardRoutes,
  accountFactRoutes,
  checkRoutes,
  evidenceRoutes,
  firmReadinessRoutes,
  clientRoutes,
  regroupingRoutes,
  deadlineRoutes,
  entryRoutes,
  filerCodeRoutes,
  knowledgeRoutes,
  mailRoutes,
  savedViewRoutes,
  searchRoutes,
  importRoutes,
];

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route as it was declared; the tests hold each of them to its contract. */
    routes: RouteOptions[];
  }
}

export interface AppOptions {
  readonly config: ApiConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the contents of evidence go; without one into the database. */
  readonly evidenceStore?: EvidenceStore | null;
  /** An ioredis client that several API processes count requests in; null counts in memory. */
  readonly redis?: object | null;
  /** Metrics of the process itself; off where many applications share one process. */
  readonly processMetrics?: boolean;
}

async function registerPlugins(app: FastifyInstance, options: AppOptions, services: Services): Promise<void> {
  const { config } = services;
  // The error handler comes first: whatever goes wrong later is answered by it.
  await app.register(errors);
  await app.register(metrics, { processMetrics: options.processMetrics ?? false });
  await app.register(securityHeaders, { appUrl: config.appUrl });
  await app.register(rehearsal, services);
  await app.register(overload, { maxEventLoopDelayMs: config.maxEventLoopDelayMs });
  await app.register(cookie);
  await app.register(rateLimit, {
    limits: config.limits,
    redis: options.redis ?? null,
    appUrl: config.appUrl,
  });
  await app.register(auth, services);
  await app.register(plainText);
  await app.register(csrf, { appUrl: config.appUrl });
  await app.register(multipart, { limits: { fileSize: config.maxUploadBytes, files: 1, fields: 10, fieldSize: 1000 } });
  await app.register(documentation, { appUrl: config.appUrl, version: VERSION });
}

/** Builds the whole application without listening; tests talk to it with `inject`. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { config, database, clock, logger } = options;
  const services: Services = {
    config,
    database,
    clock,
    logger,
    evidenceStore: options.evidenceStore ?? null,
    passwords: createPasswordHasher(config.passwordCost),
    ranks: createRankCache(),
  };
  const app = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    frameworkErrors: (error, request, reply) => answerFrameworkError(error, request, reply as FastifyReply),
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    genReqId: () => randomUUID(),
    // Never take an id from outside into our logs.
    requestIdHeader: false,
    forceCloseConnections: 'idle',
    requestTimeout: config.longestRequestMs,
  });
  // Every body is JSON or a form. Text would come past a browser's question whether another site may send it.
  app.removeContentTypeParser('text/plain');
  const parseJson = app.getDefaultJsonParser('error', 'error');
  // Many clients announce JSON on every POST, also where there is nothing to say. No body is no body; a schema that needs one says so.
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) =>
    text === '' ? done(null, null) : parseJson(request, text, done),
  );
  speakPlainly();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate('routes', []);
  app.addHook('onRoute', (route) => {
    app.routes.push(route);
  });
  await registerPlugins(app, options, services);
  await app.register(async (scope) => healthRoutes(scope, services));
  await app.register(async (scope) => metricsRoutes(scope));
  await app.register(async (scope) => documentationRoutes(scope));
  for (const addRoutes of FEATURES)
    await app.register(async (scope) => addRoutes(scope, services), { prefix: '/api/v1' });
  await app.register(async (scope) => webRoutes(scope, { webDir: config.webDir }));
  return app;
}
