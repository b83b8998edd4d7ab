import { NO_IEEPA_DUTY_EXCLUDES } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';

/** Entries of one importer number by whether box 28 names the notify party. */
export interface Box28CountRow {
  readonly importerNumber: string;
  readonly yes: number;
  readonly no: number;
  readonly unknown: number;
}

const MAY_BE_IEEPA = NO_IEEPA_DUTY_EXCLUDES ? '(ieepa_duty_cents is null or ieepa_duty_cents > 0)' : 'true';

/** The entries of some clients by importer number and box 28: all that may carry IEEPA duty, as everywhere where unknown counts. */
export function countBox28(tx: TenantTransaction, clientIds: readonly string[]): Promise<Box28CountRow[]> {
  return tx.query<Box28CountRow>(
    `select importer_number as "importerNumber", count(*) filter (where box28_names_party)::int as yes,
            count(*) filter (where not box28_names_party)::int as no,
            count(*) filter (where box28_names_party is null)::int as unknown
       from entry where organization_id = $1 and client_id = any ($2::uuid[]) and ${MAY_BE_IEEPA}
      group by importer_number`,
    [tx.organizationId, clientIds],
  );
}

/** Those of some clients of which it was recorded who shall receive the refunds: only for them box 28 decides anything. */
export async function listClientsWithPayee(tx: TenantTransaction, clientIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ clientId: string }>(
    `select distinct client_id as "clientId" from account_fact
      where organization_id = $1 and kind = 'notify_party' and value is not null and client_id = any ($2::uuid[])
      order by 1`,
    [tx.organizationId, clientIds],
  );
  return rows.map(({ clientId }) => clientId);
}

/** Every client of which a log-in was recorded: how long it holds is a setting of the firm. */
export async function listClientsWithLogin(tx: TenantTransaction): Promise<string[]> {
  const rows = await tx.query<{ clientId: string }>(
    `select client_id as "clientId" from account_fact
      where organization_id = $1 and kind = 'owner_login' and importer_number = '' and value is not null order by 1`,
    [tx.organizationId],
  );
  return rows.map(({ clientId }) => clientId);
}
