import { randomUUID } from 'node:crypto';
import type { TenantTransaction } from '../transactions.ts';

/** What a person said of an entry, and on what evidence. */
export interface NewAttestation {
  readonly entryNumber: string;
  /** Fact by fact, as it was said. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly note: string;
  readonly source: string | null;
  readonly seenOn: string;
  readonly seenBy: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export interface AttestationRow extends Omit<NewAttestation, 'createdBy'> {
  readonly id: string;
  /** Null for a key or a program. */
  readonly createdByName: string | null;
}

/** Keeps it for ever. */
export async function insertAttestation(tx: TenantTransaction, attestation: NewAttestation): Promise<void> {
  const { entryNumber, facts, note, source, seenOn, seenBy, createdBy, createdAt } = attestation;
  await tx.query(
    `insert into entry_attestation (organization_id, id, entry_number, facts, note, source, seen_on, seen_by, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.organizationId,
      randomUUID(),
      entryNumber,
      JSON.stringify(facts),
      note,
      source,
      seenOn,
      seenBy,
      createdBy,
      createdAt,
    ],
  );
}

/** What people said of one entry, newest first. */
export function listAttestations(tx: TenantTransaction, entryNumber: string): Promise<AttestationRow[]> {
  return tx.query<AttestationRow>(
    `select a.id, a.entry_number as "entryNumber", a.facts, a.note, a.source, a.seen_on as "seenOn", a.seen_by as "seenBy",
            u.name as "createdByName", a.created_at as "createdAt"
       from entry_attestation a left join app_user u on u.id = a.created_by
      where a.organization_id = $1 and a.entry_number = $2
      order by a.created_at desc, a.id`,
    [tx.organizationId, entryNumber],
  );
}
