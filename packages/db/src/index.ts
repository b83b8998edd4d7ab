export {
  type ActiveApiKey,
  type ApiKey,
  findApiKeyByHash,
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  touchApiKey,
} from './api-keys.ts';
export { type AuditActor, type AuditEntry, appendAudit } from './audit.ts';
export { type AuditFault, type AuditVerdict, verifyAuditChain } from './audit-verification.ts';
export { fromPrismaDate, toPrismaDate } from './calendar-dates.ts';
export { DatabaseUnavailableError, isRetryable, isUniqueViolation } from './database/errors.ts';
export { withRetry } from './database/retry.ts';
export { assertSafeRole, UnsafeRoleError } from './database/safe-role.ts';
export { toSafeNumber } from './database/value-parsers.ts';
export { createDatabase, type Database } from './database.ts';
export { installationId } from './installation.ts';
export type { DatabaseLogger } from './logger.ts';
export { assertSchemaIsKnown, SchemaMismatchError } from './migrate/schema-state.ts';
export { migrateDatabase } from './migrate.ts';
export {
  findOrganization,
  findOrganizationByName,
  insertOrganization,
  listOrganizations,
  type Organization,
  updateOrganization,
} from './organizations.ts';
export { countOutbox, deleteOutbox, enqueue, type OutboxMessage, takeOutbox } from './outbox.ts';
export { listenToOutbox } from './outbox-listener.ts';
export { heartbeat, readServiceStates, recordSweep, type ServiceState } from './service-state.ts';
export {
  type ActiveSession,
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfUser,
  findSessionByTokenHash,
  insertSession,
  insertSignInLink,
  redeemSignInLink,
} from './sessions.ts';
export type {
  IsolationLevel,
  Query,
  SystemTransaction,
  TenantPgTransaction,
  TenantPrismaTransaction,
  TenantTransaction,
} from './transactions.ts';
export {
  findUser,
  findUserByEmail,
  insertMembership,
  insertUser,
  listMembers,
  listMembershipsOfUser,
  type Member,
  type MembershipOfUser,
  type MembershipRole,
  normalizeEmail,
  type SignInUser,
  updateSignIn,
} from './users.ts';
