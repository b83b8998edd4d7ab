import type { TenantTransaction } from '../transactions.ts';

/**
 * Names, for superseded deadlines of one client, the deadline of the same kind and date to which their entries went at another
 * client. Run it after `refreshDeadlines` of both.
 */
export async function nameSuccessorsAt(
  tx: TenantTransaction,
  clients: { readonly from: string; readonly into: string },
): Promise<void> {
  await tx.query(
    `update deadline old set superseded_by = successor.id
       from deadline successor
      where old.organization_id = $1 and old.client_id = $2 and old.status = 'superseded' and old.superseded_by is null
        and successor.organization_id = $1 and successor.client_id = $3 and successor.status <> 'superseded'
        and successor.kind = old.kind and successor.liquidated_on = old.liquidated_on`,
    [tx.organizationId, clients.from, clients.into],
  );
}
