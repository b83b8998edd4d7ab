export type { DatabaseLogger } from './logger.ts';
export { assertSchemaIsKnown, SchemaMismatchError } from './migrate/schema-state.ts';
export { migrateDatabase } from './migrate.ts';
