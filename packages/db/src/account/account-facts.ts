import type { FactKind, FactSource } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** What is known, with how and since when. `value` has the shape of its kind; it was held to it when it was recorded. */
export interface FactState {
  readonly value: unknown;
  readonly source: FactSource;
  readonly asOf: string;
  readonly note: string | null;
  /** The change in the history that made it so. */
  readonly changeId: number;
}

/** One fact of a client; importerNumber is '' where it is about the whole client. */
export interface FactRow {
  readonly clientId: string;
  readonly kind: FactKind;
  readonly importerNumber: string;
  /** Null for a fact that was taken back. */
  readonly state: FactState | null;
  readonly version: number;
}

/** With who recorded it, for readers. */
export interface FactView extends FactRow {
  /** Null for a key or a program. */
  readonly updatedByName: string | null;
  readonly updatedAt: Date;
}

/** Why a fact changed. */
export type FactCause = 'recorded' | 'taken_back' | 'client_merged' | 'regrouping_undone';

const STATE = `case when f.value is null then null else json_build_object('value', f.value, 'source', f.source,
  'asOf', f.as_of, 'note', f.note, 'changeId', f.change_id) end as state`;
const COLUMNS = `f.client_id as "clientId", f.kind, f.importer_number as "importerNumber", ${STATE}, f.version`;

/** Everything that was ever recorded of some clients' accounts, in no order; what was taken back has no state. */
export function listAccountFacts(tx: TenantTransaction, clientIds: readonly string[]): Promise<FactView[]> {
  return tx.query<FactView>(
    `select ${COLUMNS}, u.name as "updatedByName", f.updated_at as "updatedAt"
       from account_fact f left join app_user u on u.id = f.updated_by
      where f.organization_id = $1 and f.client_id = any ($2::uuid[])`,
    [tx.organizationId, clientIds],
  );
}

/** One fact of a client; null when nobody recorded it yet. Lock the client first. */
export async function findAccountFact(
  tx: TenantTransaction,
  fact: { readonly clientId: string; readonly kind: FactKind; readonly importerNumber: string },
): Promise<FactRow | null> {
  const [row] = await tx.query<FactRow>(
    `select ${COLUMNS} from account_fact f
      where f.organization_id = $1 and f.client_id = $2 and f.kind = $3 and f.importer_number = $4`,
    [tx.organizationId, fact.clientId, fact.kind, fact.importerNumber],
  );
  return row ?? null;
}

/** A fact as it is to be, beside the one that stands. */
export interface FactChange {
  readonly clientId: string;
  readonly kind: FactKind;
  readonly importerNumber: string;
  readonly before: FactRow | null;
  /** Null takes it back. Without a `changeId` this change becomes the one that made it so. */
  readonly after: (Omit<FactState, 'changeId'> & { readonly changeId?: number }) | null;
  readonly cause: FactCause;
  readonly changedBy: string | null;
  readonly changedAt: Date;
}

/** Writes a fact with its next version, and the change into the history, in one statement. Lock the client first. */
export async function saveAccountFact(tx: TenantTransaction, change: FactChange): Promise<void> {
  const { clientId, kind, importerNumber, before, after, cause, changedBy, changedAt } = change;
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await tx.query(
    `with change as (
       insert into account_fact_history (organization_id, client_id, kind, importer_number, cause, before, after, changed_by, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       returning id
     )
     insert into account_fact (organization_id, client_id, kind, importer_number, value, source, as_of, note, change_id, version,
                               updated_by, updated_at)
     select $1, $2, $3, $4, $10, $11, $12, $13, case when $10::jsonb is null then null else coalesce($14, id) end, $15, $8, $9
       from change
     on conflict (organization_id, client_id, kind, importer_number) do update
       set value = excluded.value, source = excluded.source, as_of = excluded.as_of, note = excluded.note,
           change_id = excluded.change_id, version = excluded.version, updated_by = excluded.updated_by,
           updated_at = excluded.updated_at`,
    [
      tx.organizationId,
      clientId,
      kind,
      importerNumber,
      cause,
      json(before?.state ?? null),
      JSON.stringify(after),
      changedBy,
      changedAt,
      json(after?.value ?? null),
      after?.source ?? null,
      after?.asOf ?? null,
      after?.note ?? null,
      after?.changeId ?? null,
      (before?.version ?? 0) + 1,
    ],
  );
}

/** What stood before a change; null when nothing did. */
export async function findStateBefore(tx: TenantTransaction, changeId: number): Promise<FactState | null> {
  const [row] = await tx.query<{ before: FactState | null }>(
    'select before from account_fact_history where organization_id = $1 and id = $2',
    [tx.organizationId, changeId],
  );
  return row?.before ?? null;
}

/** Gives what is known of importer numbers to the client to which they go; their history knows them by number and needs nothing. */
export async function moveNumberFacts(
  tx: TenantTransaction,
  move: { readonly from: string; readonly into: string; readonly numbers: readonly string[] },
): Promise<void> {
  await tx.query(
    `update account_fact set client_id = $3
      where organization_id = $1 and client_id = $2 and importer_number <> '' and importer_number = any ($4::text[])`,
    [tx.organizationId, move.from, move.into, move.numbers],
  );
}
