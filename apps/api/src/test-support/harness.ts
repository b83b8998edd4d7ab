import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scope } from '@capeline/contracts';
import { createDatabase, type Database } from '@capeline/db';
import { createApiKey, setUpFirm, startSession } from '@capeline/operations';
import { createTestClock, type Logger, loadConfig, silentLogger, type TestClock } from '@capeline/runtime';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { buildApp } from '../app.ts';
import { type ApiConfig, apiConfig } from '../config.ts';
import { createPasswordHasher } from '../passwords.ts';

/** argon2id at its smallest: a test proves that it is used, not what it costs. */
const CHEAP_PASSWORDS = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const UNLIMITED = { max: 1_000_000, windowMs: 60_000 };

export const PASSWORD = 'correct horse battery';

/** Somebody who is signed in or holds a key, and can send requests. */
export interface Caller {
  readonly organizationId: string;
  readonly userId: string;
  readonly send: (options: InjectOptions) => Promise<LightMyRequestResponse>;
}

/** The whole API on a database of its own, spoken to without a port. */
export interface Harness {
  readonly app: FastifyInstance;
  readonly config: ApiConfig;
  readonly clock: TestClock;
  readonly database: Database;
  readonly testDatabase: TestDatabase;
  readonly dataDir: string;
  /** Makes a firm and signs its owner in. */
  readonly firm: (name: string) => Promise<Caller>;
  /** Makes a key of that firm. */
  readonly key: (organizationId: string, scopes: readonly Scope[]) => Promise<Caller & { key: string }>;
  readonly close: () => Promise<void>;
}

/** The headers by which a page of ours shows who sends it. */
export function sessionHeaders(token: string): Record<string, string> {
  return { cookie: `capeline_session=${token}`, 'x-capeline-csrf': '1' };
}

async function makeFirm(
  parts: { app: FastifyInstance; database: Database; clock: TestClock },
  name: string,
): Promise<Caller> {
  const { app, database, clock } = parts;
  const now = clock.now();
  const email = `owner@${name.toLowerCase().replace(/[^a-z0-9]/g, '-')}.example`;
  const passwordHash = await createPasswordHasher(CHEAP_PASSWORDS).hash(PASSWORD);
  const person = await setUpFirm(
    database,
    { organizationName: name, owner: { name: `Owner of ${name}`, email, passwordHash }, filerCodes: [] },
    { unless: 'the_name_is_taken', now, actor: { kind: 'system', id: null } },
  );
  const { token } = await startSession(database, person, { method: 'password', now, absoluteMs: 1_000_000_000 });
  return {
    ...person,
    send: (options) => app.inject({ ...options, headers: { ...sessionHeaders(token), ...options.headers } }),
  };
}

async function makeKey(
  parts: { app: FastifyInstance; database: Database; clock: TestClock },
  organizationId: string,
  scopes: readonly Scope[],
): Promise<Caller & { key: string }> {
  const by = { actor: { kind: 'cli', id: null }, granted: ['*'], now: parts.clock.now() } as const;
  const { key } = await parts.database.withTenantPg(organizationId, (tx) =>
    createApiKey(tx, { name: 'test', scopes }, by),
  );
  return {
    organizationId,
    userId: '',
    key,
    send: (options) =>
      parts.app.inject({ ...options, headers: { authorization: `Bearer ${key}`, ...options.headers } }),
  };
}

/**
 * Starts the API for one test file. `overrides` change its settings; rate limits are off unless they are what is tested. It says
 * nothing to anybody but a `logger` that is given.
 */
export async function startHarness(
  overrides: Partial<ApiConfig> = {},
  logger: Logger = silentLogger(),
): Promise<Harness> {
  const testDatabase = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'capeline-api-'));
  const base = loadConfig({
    DATABASE_URL: testDatabase.appUrl,
    DATABASE_SYSTEM_URL: testDatabase.systemUrl,
    CAPELINE_DATA_DIR: dataDir,
  });
  const config = apiConfig(base, {
    passwordCost: CHEAP_PASSWORDS,
    maxEventLoopDelayMs: 0,
    resetAnswerMs: 0,
    webDir: join(dataDir, 'no-web-app'),
    limits: {
      public: UNLIMITED,
      open: UNLIMITED,
      read: UNLIMITED,
      write: UNLIMITED,
      refused: UNLIMITED,
      passwordReset: UNLIMITED,
      passwordGuess: UNLIMITED,
      passwordGuessAnywhere: UNLIMITED,
    },
    ...overrides,
  });
  const clock = createTestClock('2026-11-23T15:00:00Z');
  const database = createDatabase({
    appUrl: testDatabase.appUrl,
    systemUrl: testDatabase.systemUrl,
    maxConnections: 4,
  });
  const app = await buildApp({ config, database, clock, logger });
  await app.ready();
  const parts = { app, database, clock };
  return {
    ...parts,
    config,
    testDatabase,
    dataDir,
    firm: (name) => makeFirm(parts, name),
    key: (organizationId, scopes) => makeKey(parts, organizationId, scopes),
    close: async () => {
      await app.close();
      await database.close();
      await testDatabase.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Asserts nothing, only reads: the problem of an answer without the one part that differs every time. */
export function problemOf(response: LightMyRequestResponse): Record<string, unknown> {
  const { requestId: _requestId, ...rest } = response.json() as Record<string, unknown>;
  return rest;
}
