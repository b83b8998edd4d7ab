export { type Clock, createClock, createTestClock, type TestClock } from './clock.ts';
export { type Config, type DatabaseConfig, isLoopbackHost, loadConfig } from './config/config.ts';
export { ConfigError, type ConfigFault } from './config/config-error.ts';
export type { LogLevel } from './config/schema.ts';
export { DEFAULT_WORKER_TIMES, type WorkerTimes } from './config/worker-times.ts';
export { findPostgresBinaries, type PostgresBinaries, postgresBinariesIn } from './embedded-postgres/binaries.ts';
export {
  ADMIN_ROLE,
  type Cluster,
  createCluster,
  type RunningServer,
  readBinariesVersion,
  startServer,
} from './embedded-postgres/cluster.ts';
export { createCredentials, type DatabaseCredentials, writePrivateFile } from './embedded-postgres/credentials.ts';
export { assertPassable, chooseDatabaseUser, type DatabaseUser } from './embedded-postgres/database-user.ts';
export { findFreePort, isPortFree } from './embedded-postgres/free-port.ts';
export {
  ensureDatabase,
  ensureRoles,
  ROLES,
  type RoleUrls,
  roleUrls,
  urlFor,
  withClient,
} from './embedded-postgres/roles.ts';
export { isRunning, stopServer, waitUntil } from './embedded-postgres/server-process.ts';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.ts';
export { errorCode } from './error-code.ts';
export {
  DataDirInUseError,
  type Instance,
  lockDataDir,
  readInstance,
  removeInstance,
  writeInstance,
} from './instance.ts';
export { createLogger, type Logger, silentLogger } from './logger.ts';
export { createQueueBackend } from './queue/create-queue-backend.ts';
export { migrateQueueSchema, QUEUE_SCHEMA } from './queue/postgres-schema.ts';
export {
  type AddOptions,
  type FailedJob,
  type JobHandler,
  type JobQueue,
  type JobRun,
  type QueueBackend,
  type QueueCounts,
  type QueueKind,
  QueueMisconfiguredError,
  QueueUnavailableError,
  type QueueWorker,
  type Recurrence,
  type WorkerOptions,
} from './queue/queue-backend.ts';
export { type PeriodicWork, runPeriodically } from './run-periodically.ts';
export { connectSharedCounters, type SharedCounters } from './shared-counters.ts';
export { createShutdown, type Shutdown, stopOnSignals } from './shutdown.ts';
export { WORKER_MEMORY, withWorkerMemory } from './worker-memory.ts';
