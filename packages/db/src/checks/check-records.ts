import type { TenantTransaction } from '../transactions.ts';

/** What is stored of one check; importerNumber is '' where the check is about the whole client. */
export interface CheckRecordRow {
  readonly kind: string;
  readonly importerNumber: string;
  readonly status: 'unknown' | 'blocked' | 'in_progress' | 'ready' | 'expired' | 'not_applicable';
  readonly evidenceNote: string | null;
  readonly verifiedOn: string | null;
  readonly expiresOn: string | null;
  readonly ownerUserId: string | null;
  readonly nextAction: string | null;
  readonly waitingOn: 'us' | 'client' | 'cbp' | null;
  readonly waitingSince: string | null;
  /** When to ask again; null without somebody who is waited for. */
  readonly chaseOn: string | null;
  /** `facts`: the status follows from the facts of the account. */
  readonly basis: 'attested' | 'facts';
  /** What those facts alone say; null where they decide nothing. */
  readonly factsStatus: CheckRecordRow['status'] | null;
  /** Why they say so, in plain words. */
  readonly reason: string | null;
  readonly version: number;
}

/** With the owner's name for readers. */
export interface CheckRecordView extends CheckRecordRow {
  readonly clientId: string;
  readonly ownerName: string | null;
  readonly ownerEmail: string | null;
  readonly updatedAt: Date;
}

const COLUMNS = `k.kind, k.importer_number as "importerNumber", k.status, k.evidence_note as "evidenceNote",
  k.verified_on as "verifiedOn", k.expires_on as "expiresOn", k.owner_user_id as "ownerUserId", k.next_action as "nextAction",
  k.waiting_on as "waitingOn", k.waiting_since as "waitingSince", k.chase_on as "chaseOn",
  k.basis, k.facts_status as "factsStatus", k.reason, k.version`;

/** Everything recorded of some clients' checks, in no order. */
export function listCheckRecords(tx: TenantTransaction, ...clientIds: readonly string[]): Promise<CheckRecordView[]> {
  return tx.query<CheckRecordView>(
    `select k.client_id as "clientId", ${COLUMNS}, u.name as "ownerName", u.email as "ownerEmail", k.updated_at as "updatedAt"
       from check_record k left join app_user u on u.id = k.owner_user_id
      where k.organization_id = $1 and k.client_id = any ($2::uuid[])`,
    [tx.organizationId, clientIds],
  );
}

/** The records of one check. Lock the client first: a record that does not exist yet cannot be locked itself. */
export function listRecordsOfCheck(
  tx: TenantTransaction,
  check: { readonly clientId: string; readonly kind: string },
): Promise<CheckRecordRow[]> {
  return tx.query<CheckRecordRow>(
    `select ${COLUMNS} from check_record k where k.organization_id = $1 and k.client_id = $2 and k.kind = $3`,
    [tx.organizationId, check.clientId, check.kind],
  );
}

/** The checks that a person was named for, in no order. */
export function listChecksOwnedBy(
  tx: TenantTransaction,
  userId: string,
): Promise<(CheckRecordRow & { clientId: string })[]> {
  return tx.query<CheckRecordRow & { clientId: string }>(
    `select k.client_id as "clientId", ${COLUMNS} from check_record k where k.organization_id = $1 and k.owner_user_id = $2`,
    [tx.organizationId, userId],
  );
}

/** One change of a check. */
export interface CheckChangeRow {
  readonly id: number;
  readonly importerNumber: string;
  readonly before: Partial<CheckRecordRow> | null;
  readonly after: Partial<CheckRecordRow>;
  /** Null for a key or a program. */
  readonly changedByName: string | null;
  readonly changedAt: Date;
}

/** The changes of one check of a client, newest first. */
export function listCheckChanges(
  tx: TenantTransaction,
  check: { readonly clientId: string; readonly kind: string },
  page: { readonly beforeId: number | null; readonly limit: number },
): Promise<CheckChangeRow[]> {
  return tx.query<CheckChangeRow>(
    `select h.id, h.importer_number as "importerNumber", h.before, h.after, u.name as "changedByName", h.changed_at as "changedAt"
       from check_history h left join app_user u on u.id = h.changed_by
      where h.organization_id = $1 and h.client_id = $2 and h.kind = $3 and ($4::bigint is null or h.id < $4)
      order by h.id desc limit $5`,
    [tx.organizationId, check.clientId, check.kind, page.beforeId, page.limit],
  );
}

/** Writes a record with its next version, and what stood before into the history, in one statement. */
export async function saveCheckRecord(
  tx: TenantTransaction,
  input: {
    readonly clientId: string;
    readonly before: CheckRecordRow | null;
    readonly after: CheckRecordRow;
    readonly changedBy: string | null;
    readonly changedAt: Date;
  },
): Promise<void> {
  const { clientId, before, after, changedBy, changedAt } = input;
  await tx.query(
    `with saved as (
       insert into check_record (organization_id, client_id, kind, importer_number, status, evidence_note, verified_on,
                                 expires_on, owner_user_id, next_action, waiting_on, waiting_since, version, updated_by, updated_at,
                                 chase_on, basis, facts_status, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $18, $19, $20, $21)
       on conflict (organization_id, client_id, kind, importer_number) do update
         set status = excluded.status, evidence_note = excluded.evidence_note, verified_on = excluded.verified_on,
             expires_on = excluded.expires_on, owner_user_id = excluded.owner_user_id, next_action = excluded.next_action,
             waiting_on = excluded.waiting_on, waiting_since = excluded.waiting_since, version = excluded.version,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at, chase_on = excluded.chase_on,
             basis = excluded.basis, facts_status = excluded.facts_status, reason = excluded.reason
     )
     insert into check_history (organization_id, client_id, kind, importer_number, before, after, changed_by, changed_at)
     values ($1, $2, $3, $4, $16, $17, $14, $15)`,
    [
      tx.organizationId,
      clientId,
      after.kind,
      after.importerNumber,
      after.status,
      after.evidenceNote,
      after.verifiedOn,
      after.expiresOn,
      after.ownerUserId,
      after.nextAction,
      after.waitingOn,
      after.waitingSince,
      after.version,
      changedBy,
      changedAt,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
      after.chaseOn,
      after.basis,
      after.factsStatus,
      after.reason,
    ],
  );
}
