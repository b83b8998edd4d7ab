export { fromPrismaDate, toPrismaDate } from './calendar-dates.ts';
export { DatabaseUnavailableError, isRetryable, isUniqueViolation } from './database/errors.ts';
export { withRetry } from './database/retry.ts';
export { assertSafeRole, UnsafeRoleError } from './database/safe-role.ts';
export { toSafeNumber } from './database/value-parsers.ts';
export { createDatabase, type Database } from './database.ts';
export type { DatabaseLogger } from './logger.ts';
export { assertSchemaIsKnown, SchemaMismatchError } from './migrate/schema-state.ts';
export { migrateDatabase } from './migrate.ts';
export type {
  IsolationLevel,
  Query,
  SystemTransaction,
  TenantPgTransaction,
  TenantPrismaTransaction,
  TenantTransaction,
} from './transactions.ts';
