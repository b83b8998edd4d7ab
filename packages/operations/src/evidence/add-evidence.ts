import { randomUUID } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError, type EvidenceFields } from '@capeline/contracts';
import {
  type Database,
  type EvidenceIdentity,
  findSameEvidence,
  insertEvidence,
  insertEvidencePiece,
  listNumbersOf,
  lockClient,
  PIECE_BYTES,
  sumEvidenceBytes,
  type TenantTransaction,
} from '@capeline/db';
import { maskImporterNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { findSecrets, refuseSecrets } from '../checks/refuse-secrets.ts';
import { isUuid, notFound, userIdOf, type Writer } from '../clients/reader.ts';
import type { FileSource } from './content/file-source.ts';
import { type JudgedFile, judgeContent } from './content/judge-content.ts';
import type { EvidenceStore, SpooledBytes } from './evidence-store.ts';
import { resolveNumber } from './evidence-subject.ts';
import { readMessage } from './message/read-message.ts';

export interface AddEvidenceInput {
  readonly organizationId: string;
  readonly clientId: string;
  readonly file: SpooledBytes & { readonly fileName: string; readonly declaredType: string };
  readonly fields: EvidenceFields;
  /** Bytes that all evidence of the firm may take together. */
  readonly firmBytes: number;
}

/** Where evidence goes: outside under its key, or (null) into the database. */
export interface EvidencePlaces {
  readonly database: Database;
  readonly store: EvidenceStore | null;
}

type Judged = JudgedFile & Pick<EvidenceIdentity, 'warnings'>;

/** Reads a spooled file at any place. */
function sourceOf(handle: FileHandle, size: number): FileSource {
  return {
    size,
    async read(offset, length) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      return bytes.subarray(0, bytesRead);
    },
  };
}

async function judge(source: FileSource, named: AddEvidenceInput['file']): Promise<Judged> {
  const judged = await judgeContent(source, named);
  if (judged.mediaType !== 'message/rfc822') return { ...judged, warnings: [] };
  const { subject, text } = await readMessage(source);
  return { ...judged, warnings: findSecrets(`${subject ?? ''}\n${text}`) };
}

async function storePieces(tx: TenantTransaction, id: string, source: FileSource): Promise<void> {
  for (let offset = 0, pieceNo = 0; offset < source.size; offset += PIECE_BYTES, pieceNo += 1)
    await insertEvidencePiece(tx, id, pieceNo, await source.read(offset, PIECE_BYTES));
}

/** The number that the evidence is about and the same bytes about the same thing, if they are here; the client stays locked. */
async function findPlace(tx: TenantTransaction, { clientId, file, fields, firmBytes }: AddEvidenceInput) {
  // The client's lock makes one of two uploads of the same bytes wait for the other.
  if (!isUuid(clientId) || (await lockClient(tx, clientId)) === null) throw notFound();
  const numbers = (await listNumbersOf(tx, clientId)).map(({ number }) => number);
  const importerNumber = resolveNumber(fields.about, fields.importerNumber, numbers);
  const same = await findSameEvidence(tx, { clientId, about: fields.about, importerNumber, sha256: file.sha256 });
  if (same === null && (await sumEvidenceBytes(tx)) + file.size > firmBytes)
    throw new AppError(
      'evidence.no_room',
      `All evidence of your firm together may take ${Math.floor(firmBytes / 1024 / 1024)} MB. Remove what is not needed any more, or ask whoever runs this installation for more room.`,
    );
  return { importerNumber, same };
}

interface NewEvidence {
  readonly id: string;
  readonly importerNumber: string;
  readonly judged: Judged;
  readonly objectKey: string | null;
  /** Writes what goes into the database, behind the row and before the event, which holds the lock of the trail. */
  readonly storeContent: () => Promise<void>;
}

async function record(
  tx: TenantTransaction,
  { clientId, file, fields }: AddEvidenceInput,
  { id, importerNumber, judged, objectKey, storeContent }: NewEvidence,
  writer: Writer,
): Promise<void> {
  const { about, note = null, expiresOn = null } = fields;
  const { fileName, mediaType, warnings } = judged;
  const { size: sizeBytes, sha256 } = file;
  const what = { about, fileName, mediaType, sizeBytes, warnings };
  await insertEvidence(tx, {
    ...what,
    id,
    clientId,
    importerNumber,
    sha256,
    objectKey,
    note: note === '' ? null : note,
    expiresOn,
    addedBy: userIdOf(writer),
    addedAt: writer.now,
  });
  await storeContent();
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'evidence.added',
    subject: { kind: 'evidence', id },
    details: {
      ...what,
      clientId,
      importerNumber: importerNumber === '' ? null : maskImporterNumber(importerNumber),
      sha256: sha256.toString('hex'),
      expiresOn,
      keptIn: objectKey === null ? 'database' : 's3',
    },
  });
}

type Added = { readonly id: string; readonly created: boolean };

async function addToDatabase(
  database: Database,
  input: AddEvidenceInput,
  found: { readonly judged: Judged; readonly source: FileSource },
  writer: Writer,
): Promise<Added> {
  return database.withTenantPg(input.organizationId, async (tx) => {
    const { importerNumber, same } = await findPlace(tx, input);
    if (same !== null) return { id: same, created: false };
    const id = randomUUID();
    const storeContent = () => storePieces(tx, id, found.source);
    await record(tx, input, { id, importerNumber, judged: found.judged, objectKey: null, storeContent }, writer);
    return { id, created: true };
  });
}

/** The object first and the row after it: at worst an object is left that no row names, never a row without its content. */
async function addToStore(
  { database, store }: { readonly database: Database; readonly store: EvidenceStore },
  input: AddEvidenceInput,
  judged: Judged,
  writer: Writer,
): Promise<Added> {
  const { organizationId } = input;
  const { same } = await database.withTenantPg(organizationId, (tx) => findPlace(tx, input));
  if (same !== null) return { id: same, created: false };
  const id = randomUUID();
  const objectKey = `${organizationId}/${id}`;
  await store.put(objectKey, input.file);
  const added = await database.withTenantPg(organizationId, async (tx) => {
    const { importerNumber, same: quicker } = await findPlace(tx, input);
    if (quicker !== null) return { id: quicker, created: false };
    await record(tx, input, { id, importerNumber, judged, objectKey, storeContent: async () => undefined }, writer);
    return { id, created: true };
  });
  if (!added.created) await store.delete(objectKey);
  return added;
}

/**
 * Keeps a spooled file as evidence after judging its content; the same bytes about the same thing are the evidence that is there
 * (`created` is false). Row, content and audit event come together or not at all. Throws `not_found`, `request.invalid`,
 * `evidence.type_refused`, `evidence.damaged` and `evidence.no_room`.
 */
export async function addEvidence(places: EvidencePlaces, input: AddEvidenceInput, writer: Writer): Promise<Added> {
  refuseSecrets({ '/note': input.fields.note });
  const handle = await open(input.file.path, 'r');
  try {
    const source = sourceOf(handle, input.file.size);
    const judged = await judge(source, input.file);
    const { database, store } = places;
    if (store === null) return await addToDatabase(database, input, { judged, source }, writer);
    return await addToStore({ database, store }, input, judged, writer);
  } finally {
    await handle.close();
  }
}
