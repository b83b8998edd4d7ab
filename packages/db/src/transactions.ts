import type pg from 'pg';
import type { Prisma } from '../generated/client.ts';

/**
 * Runs one statement and answers with its rows. Dates (`date`) arrive as `YYYY-MM-DD`, `bigint` as safe numbers, instants as
 * `Date`, `bytea` as `Buffer`; cast `numeric` sums to bigint in SQL. A JSON array must be passed as text. `name` prepares the
 * statement once per connection.
 */
export type Query = <Row extends object = Record<string, unknown>>(
  sql: string,
  params?: readonly unknown[],
  options?: { name?: string },
) => Promise<Row[]>;

/** What query functions, audit and outbox take: one firm's transaction, in whichever of the forms it was opened. */
export type TenantTransaction = { readonly organizationId: string; readonly query: Query };

/** The form over pg, for hot SQL; `client` is there for COPY and cursors. */
export type TenantPgTransaction = TenantTransaction & { readonly client: pg.PoolClient };

/** The form over Prisma; `query` runs on the same connection, inside the same transaction. */
export type TenantPrismaTransaction = TenantTransaction & { readonly prisma: Prisma.TransactionClient };

/** Statements as capeline_system, outside any firm; in a transaction or each by itself, as its door says. */
export type SystemStatements = { readonly query: Query };

/** A transaction as capeline_system, outside any firm. */
export type SystemTransaction = { readonly query: Query; readonly client: pg.PoolClient };

export type IsolationLevel = 'read committed' | 'repeatable read' | 'serializable';
