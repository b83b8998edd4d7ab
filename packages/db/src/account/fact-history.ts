import type { FactKind } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import type { FactCause, FactState } from './account-facts.ts';

/** One change of a fact. */
export interface FactChangeRow {
  readonly id: number;
  readonly cause: FactCause;
  /** Null: nothing was known. */
  readonly before: FactState | null;
  /** Null: it was taken back and nothing is known. */
  readonly after: FactState | null;
  /** Null for a key or a program. */
  readonly changedByName: string | null;
  readonly changedAt: Date;
}

/** The changes of one fact, newest first. That of an importer number is the number's, whichever client had it. */
export function listFactChanges(
  tx: TenantTransaction,
  fact: { readonly clientId: string; readonly kind: FactKind; readonly importerNumber: string },
  page: { readonly beforeId: number | null; readonly limit: number },
): Promise<FactChangeRow[]> {
  return tx.query<FactChangeRow>(
    `select h.id, h.cause, h.before, nullif(h.after, 'null'::jsonb) as after, u.name as "changedByName",
            h.changed_at as "changedAt"
       from account_fact_history h left join app_user u on u.id = h.changed_by
      where h.organization_id = $1 and h.importer_number = $3 and h.kind = $4 and (h.importer_number <> '' or h.client_id = $2)
        and ($5::bigint is null or h.id < $5)
      order by h.id desc limit $6`,
    [tx.organizationId, fact.clientId, fact.importerNumber, fact.kind, page.beforeId, page.limit],
  );
}
