import type { TenantTransaction } from '../transactions.ts';

/** What is stored of one line of the firm's own checks; subject is a filer code, a duty, or ''. */
export interface FirmCheckRow {
  readonly kind: string;
  readonly subject: string;
  readonly status: 'unknown' | 'blocked' | 'in_progress' | 'ready' | 'not_applicable';
  readonly accountType: 'organizational_broker' | 'importer' | 'filer_importer' | 'filer_other' | null;
  readonly evidenceNote: string | null;
  readonly verifiedOn: string | null;
  readonly expiresOn: string | null;
  /** Null also when the person is no member any more. */
  readonly ownerUserId: string | null;
  readonly backupUserId: string | null;
  readonly nextAction: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}

const member = (column: string): string =>
  `(select m.user_id from membership m where m.organization_id = $1 and m.user_id = k.${column} and m.deactivated_at is null)`;

/** Every recorded line. Who left the firm is named no more, so that nobody relies on him. */
export function listFirmChecks(tx: TenantTransaction): Promise<FirmCheckRow[]> {
  return tx.query<FirmCheckRow>(
    `select k.kind, k.subject, k.status, k.account_type as "accountType", k.evidence_note as "evidenceNote",
            k.verified_on as "verifiedOn", k.expires_on as "expiresOn", ${member('owner_user_id')} as "ownerUserId",
            ${member('backup_user_id')} as "backupUserId", k.next_action as "nextAction", k.version, k.updated_at as "updatedAt"
       from firm_check k where k.organization_id = $1`,
    [tx.organizationId],
  );
}

/** Whether anything was recorded of which filer codes can upload; a cheap question, since most looks at clients ask it. */
export async function isAnyUploadRecorded(tx: TenantTransaction): Promise<boolean> {
  const [row] = await tx.query<{ isAny: boolean }>(
    `select exists (select from firm_check where organization_id = $1 and kind = 'cape_tab')
         or exists (select from firm_uploader where organization_id = $1) as "isAny"`,
    [tx.organizationId],
  );
  return row?.isAny === true;
}

/** One change of the firm's checks at a time: a line that does not exist yet cannot be locked itself. */
export async function lockFirmChecks(tx: TenantTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('firm checks ' || $1, 0))`, [tx.organizationId]);
}

interface Change {
  readonly changedBy: string | null;
  readonly changedAt: Date;
}

/** Writes a line with its next version, and what stood before into the history, in one statement. */
export async function saveFirmCheck(
  tx: TenantTransaction,
  input: Change & { readonly before: FirmCheckRow | null; readonly after: FirmCheckRow },
): Promise<void> {
  const { before, after, changedBy, changedAt } = input;
  await tx.query(
    `with saved as (
       insert into firm_check (organization_id, kind, subject, status, account_type, evidence_note, verified_on, expires_on,
                               owner_user_id, backup_user_id, next_action, version, updated_by, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (organization_id, kind, subject) do update
         set status = excluded.status, account_type = excluded.account_type, evidence_note = excluded.evidence_note,
             verified_on = excluded.verified_on, expires_on = excluded.expires_on, owner_user_id = excluded.owner_user_id,
             backup_user_id = excluded.backup_user_id, next_action = excluded.next_action, version = excluded.version,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at
     )
     insert into firm_check_history (organization_id, kind, subject, before, after, changed_by, changed_at)
     values ($1, $2, $3, $15, $16, $13, $14)`,
    [
      tx.organizationId,
      after.kind,
      after.subject,
      after.status,
      after.accountType,
      after.evidenceNote,
      after.verifiedOn,
      after.expiresOn,
      after.ownerUserId,
      after.backupUserId,
      after.nextAction,
      after.version,
      changedBy,
      changedAt,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
    ],
  );
}

/** A person who uploads for the firm; no codes means all of them. */
export interface FirmUploaderRow {
  readonly id: string;
  readonly name: string;
  readonly filerCodes: string[];
  readonly lastLoginOn: string | null;
  readonly evidenceNote: string | null;
  readonly removedAt: Date | null;
  readonly version: number;
  readonly updatedAt: Date;
}

const UPLOADER = `select id, name, filer_codes as "filerCodes", last_login_on as "lastLoginOn", evidence_note as "evidenceNote",
  removed_at as "removedAt", version, updated_at as "updatedAt" from firm_uploader`;

/** Those who upload today, by name. */
export function listFirmUploaders(tx: TenantTransaction): Promise<FirmUploaderRow[]> {
  return tx.query<FirmUploaderRow>(
    `${UPLOADER} where organization_id = $1 and removed_at is null order by lower(name), id`,
    [tx.organizationId],
  );
}

/** One uploader, removed or not; null when there is none. Lock the firm's checks first to change him. */
export async function findFirmUploader(tx: TenantTransaction, id: string): Promise<FirmUploaderRow | null> {
  const [row] = await tx.query<FirmUploaderRow>(`${UPLOADER} where organization_id = $1 and id = $2`, [
    tx.organizationId,
    id,
  ]);
  return row ?? null;
}

/** Writes an uploader with its next version, and what stood before into the history, in one statement. */
export async function saveFirmUploader(
  tx: TenantTransaction,
  input: Change & { readonly before: FirmUploaderRow | null; readonly after: FirmUploaderRow },
): Promise<void> {
  const { before, after, changedBy, changedAt } = input;
  await tx.query(
    `with saved as (
       insert into firm_uploader (organization_id, id, name, filer_codes, last_login_on, evidence_note, removed_at, version,
                                  updated_by, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (organization_id, id) do update
         set name = excluded.name, filer_codes = excluded.filer_codes, last_login_on = excluded.last_login_on,
             evidence_note = excluded.evidence_note, removed_at = excluded.removed_at, version = excluded.version,
             updated_by = excluded.updated_by, updated_at = excluded.updated_at
     )
     insert into firm_check_history (organization_id, kind, subject, before, after, changed_by, changed_at)
     values ($1, 'uploader', $2::text, $11, $12, $9, $10)`,
    [
      tx.organizationId,
      after.id,
      after.name,
      after.filerCodes,
      after.lastLoginOn,
      after.evidenceNote,
      after.removedAt,
      after.version,
      changedBy,
      changedAt,
      before === null ? null : JSON.stringify(before),
      JSON.stringify(after),
    ],
  );
}
