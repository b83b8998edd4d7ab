import type { LogPosition } from '../alerts/list-alerts.ts';
import type { TenantTransaction } from '../transactions.ts';

export type EvidenceMediaType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'message/rfc822';
export type EvidenceWarning = 'bank_number' | 'password';

/** What a piece of evidence is; all of it but the client is fixed when it comes. */
export interface EvidenceIdentity {
  readonly id: string;
  readonly clientId: string;
  /** `client`, `check:<kind>`, `fact:<kind>` or `request:<id>`. */
  readonly about: string;
  /** '' where it is about the whole client. */
  readonly importerNumber: string;
  readonly fileName: string;
  readonly mediaType: EvidenceMediaType;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly warnings: readonly EvidenceWarning[];
  /** Null: the content is in the database; else the key of an object outside. */
  readonly objectKey: string | null;
}

export interface EvidenceRow extends EvidenceIdentity {
  readonly note: string | null;
  readonly expiresOn: string | null;
  readonly version: number;
  readonly addedAt: Date;
  readonly removedAt: Date | null;
  /** Set when the content is gone for good. */
  readonly contentRemovedAt: Date | null;
}

/** With the names of people for readers. */
export interface EvidenceView extends EvidenceRow {
  readonly addedByName: string | null;
  readonly removedByName: string | null;
}

const COLUMNS = `e.id, e.client_id as "clientId", e.about, e.importer_number as "importerNumber", e.file_name as "fileName",
  e.media_type as "mediaType", e.size_bytes as "sizeBytes", e.sha256, e.warnings, e.object_key as "objectKey", e.note,
  e.expires_on as "expiresOn", e.version, e.added_at as "addedAt", e.removed_at as "removedAt",
  e.content_removed_at as "contentRemovedAt"`;

const WITH_NAMES = `select ${COLUMNS}, a.name as "addedByName", r.name as "removedByName"
  from evidence e left join app_user a on a.id = e.added_by left join app_user r on r.id = e.removed_by`;

/** Which evidence a list shows. */
export interface EvidenceFilter {
  readonly clientId: string;
  readonly about: string | null;
  readonly importerNumber: string | null;
  readonly isRemoved: boolean;
}

/** One page of a client's evidence, the newest first. */
export function listEvidenceRows(
  tx: TenantTransaction,
  filter: EvidenceFilter,
  page: { readonly limit: number; readonly after: LogPosition | null },
): Promise<EvidenceView[]> {
  return tx.query<EvidenceView>(
    `${WITH_NAMES}
      where e.organization_id = $1 and e.client_id = $2 and ($3::text is null or e.about = $3)
        and ($4::text is null or e.importer_number = $4) and (e.removed_at is not null) = $5
        and ($6::timestamptz is null or (e.added_at, e.id) < ($6, $7::uuid))
      order by e.added_at desc, e.id desc limit $8`,
    [
      tx.organizationId,
      filter.clientId,
      filter.about,
      filter.importerNumber,
      filter.isRemoved,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  );
}

/** One piece of evidence, removed or not; null when the firm has none of this id. */
export async function findEvidence(tx: TenantTransaction, id: string): Promise<EvidenceView | null> {
  const [row] = await tx.query<EvidenceView>(`${WITH_NAMES} where e.organization_id = $1 and e.id = $2`, [
    tx.organizationId,
    id,
  ]);
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockEvidence(tx: TenantTransaction, id: string): Promise<EvidenceRow | null> {
  const [row] = await tx.query<EvidenceRow>(
    `select ${COLUMNS} from evidence e where e.organization_id = $1 and e.id = $2 for no key update`,
    [tx.organizationId, id],
  );
  return row ?? null;
}

/** The evidence with the same bytes about the same thing that was not removed; lock the client first. */
export async function findSameEvidence(
  tx: TenantTransaction,
  wanted: Pick<EvidenceIdentity, 'clientId' | 'about' | 'importerNumber' | 'sha256'>,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `select id from evidence
      where organization_id = $1 and client_id = $2 and about = $3 and importer_number = $4 and sha256 = $5
        and removed_at is null
      order by added_at limit 1`,
    [tx.organizationId, wanted.clientId, wanted.about, wanted.importerNumber, wanted.sha256],
  );
  return row?.id ?? null;
}

/** Bytes of the firm's evidence whose content is still kept. */
export async function sumEvidenceBytes(tx: TenantTransaction): Promise<number> {
  const [row] = await tx.query<{ bytes: number }>(
    `select coalesce(sum(size_bytes), 0)::bigint as bytes from evidence where organization_id = $1 and content_removed_at is null`,
    [tx.organizationId],
  );
  return row?.bytes ?? 0;
}

/** Writes a new piece of evidence; its content comes in pieces, or lies outside under `objectKey`. */
export async function insertEvidence(
  tx: TenantTransaction,
  evidence: EvidenceIdentity &
    Pick<EvidenceRow, 'note' | 'expiresOn' | 'addedAt'> & { readonly addedBy: string | null },
): Promise<void> {
  await tx.query(
    `insert into evidence (organization_id, id, client_id, about, importer_number, file_name, media_type, size_bytes, sha256,
                           warnings, object_key, note, expires_on, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      tx.organizationId,
      evidence.id,
      evidence.clientId,
      evidence.about,
      evidence.importerNumber,
      evidence.fileName,
      evidence.mediaType,
      evidence.sizeBytes,
      evidence.sha256,
      evidence.warnings,
      evidence.objectKey,
      evidence.note,
      evidence.expiresOn,
      evidence.addedBy,
      evidence.addedAt,
    ],
  );
}

/** Adds one piece of a file; pieces count from 0. */
export async function insertEvidencePiece(
  tx: TenantTransaction,
  evidenceId: string,
  pieceNo: number,
  bytes: Buffer,
): Promise<void> {
  await tx.query(
    'insert into evidence_piece (organization_id, evidence_id, piece_no, bytes) values ($1, $2, $3, $4)',
    [tx.organizationId, evidenceId, pieceNo, bytes],
    { name: 'insert_evidence_piece' },
  );
}

/** Writes note and expiry and counts the version up. */
export async function updateEvidenceRow(
  tx: TenantTransaction,
  { id, note, expiresOn }: Pick<EvidenceRow, 'id' | 'note' | 'expiresOn'>,
): Promise<void> {
  await tx.query(
    `update evidence set note = $3, expires_on = $4, version = version + 1 where organization_id = $1 and id = $2`,
    [tx.organizationId, id, note, expiresOn],
  );
}

/** Marks evidence as removed by somebody, or (null) as there again. */
export async function setEvidenceRemoved(
  tx: TenantTransaction,
  id: string,
  removal: { readonly by: string | null; readonly at: Date } | null,
): Promise<void> {
  await tx.query(
    `update evidence set removed_by = $3, removed_at = $4, version = version + 1 where organization_id = $1 and id = $2`,
    [tx.organizationId, id, removal?.by ?? null, removal?.at ?? null],
  );
}

/** Gives the evidence about some importer numbers ('' among them: about the client) to another client. Answers which. */
export async function moveEvidence(
  tx: TenantTransaction,
  move: { readonly from: string; readonly into: string; readonly numbers: readonly string[] },
): Promise<string[]> {
  const moved = await tx.query<{ id: string }>(
    `update evidence set client_id = $3 where organization_id = $1 and client_id = $2 and importer_number = any($4::text[])
     returning id`,
    [tx.organizationId, move.from, move.into, move.numbers],
  );
  return moved.map(({ id }) => id);
}

/** Gives these back from the client where they are now; one that went on elsewhere stays there. */
export async function moveEvidenceBack(
  tx: TenantTransaction,
  move: { readonly from: string; readonly into: string; readonly ids: readonly string[] },
): Promise<void> {
  await tx.query(
    `update evidence set client_id = $3 where organization_id = $1 and client_id = $2 and id = any($4::uuid[])`,
    [tx.organizationId, move.from, move.into, move.ids],
  );
}

/** Evidence that was removed before `before` and still has its content, at most a thousand. */
export function listLapsedEvidence(
  tx: TenantTransaction,
  before: Date,
): Promise<{ readonly id: string; readonly objectKey: string | null }[]> {
  return tx.query<{ id: string; objectKey: string | null }>(
    `select id, object_key as "objectKey" from evidence
      where organization_id = $1 and removed_at < $2 and content_removed_at is null order by removed_at limit 1000`,
    [tx.organizationId, before],
  );
}

/** Notes that the content of removed evidence is gone for good, and removes it where it is kept here; rows and hashes stay. */
export async function removeEvidenceContents(tx: TenantTransaction, ids: readonly string[], at: Date): Promise<number> {
  const gone = await tx.query(
    `with gone as (
       update evidence set content_removed_at = $3
        where organization_id = $1 and id = any($2::uuid[]) and removed_at is not null and content_removed_at is null
       returning id
     ), pieces as (
       delete from evidence_piece p using gone where p.organization_id = $1 and p.evidence_id = gone.id
     )
     select id from gone`,
    [tx.organizationId, ids, at],
  );
  return gone.length;
}
