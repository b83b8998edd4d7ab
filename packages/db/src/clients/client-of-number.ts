import { randomUUID } from 'node:crypto';
import { parseImporterNumber } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

export interface ClientOfNumber {
  readonly clientId: string;
  readonly clientName: string;
}

/** The client whose importer number this is; null when the firm does not know the number. */
export async function findClientOfNumber(tx: TenantTransaction, number: string): Promise<ClientOfNumber | null> {
  const [row] = await tx.query<ClientOfNumber>(
    `select c.id as "clientId", c.name as "clientName"
       from importer_number n join client c on c.organization_id = $1 and c.id = n.client_id
      where n.organization_id = $1 and n.number = $2`,
    [tx.organizationId, number],
  );
  return row ?? null;
}

/** Makes a client and answers its id. */
export async function insertClient(
  tx: TenantTransaction,
  client: { readonly name: string; readonly ownerUserId: string | null; readonly createdAt: Date },
): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `insert into client (organization_id, id, name, owner_user_id, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`,
    [tx.organizationId, id, client.name, client.ownerUserId, client.createdAt],
  );
  return id;
}

/** Gives a client a number that the firm did not know. Take `lockEntryFacts` first: an import may be about to add the same. */
export async function insertImporterNumber(
  tx: TenantTransaction,
  number: { readonly number: string; readonly clientId: string; readonly reportedName: string | null },
): Promise<void> {
  const kind = parseImporterNumber(number.number).kind ?? 'cbp_assigned';
  await tx.query(
    `insert into importer_number (organization_id, id, number, kind, client_id, reported_name) values ($1, $2, $3, $4, $5, $6)`,
    [tx.organizationId, randomUUID(), number.number, kind, number.clientId, number.reportedName],
  );
}
