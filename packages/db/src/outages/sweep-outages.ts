import { isDue } from '../mail/lease-mail.ts';
import type { SystemTransaction, TenantTransaction } from '../transactions.ts';

/** Notes that nobody swept the firm since `sweptAt`; false when that is noted already, by whichever process. */
export async function openSweepOutage(
  tx: TenantTransaction,
  outage: { readonly id: string; readonly sweptAt: Date; readonly toldAt: Date },
): Promise<boolean> {
  const opened = await tx.query(
    `insert into sweep_outage (organization_id, id, swept_at, told_at) values ($1, $2, $3, $4)
     on conflict (organization_id) where ended_at is null do nothing returning id`,
    [tx.organizationId, outage.id, outage.sweptAt, outage.toldAt],
  );
  return opened.length > 0;
}

/** Ends the firm's outage; null when there is none, or another process ended it. */
export async function endSweepOutage(tx: TenantTransaction, at: Date): Promise<{ id: string; sweptAt: Date } | null> {
  const [ended] = await tx.query<{ id: string; sweptAt: Date }>(
    `update sweep_outage set ended_at = $2 where organization_id = $1 and ended_at is null
     returning id, swept_at as "sweptAt"`,
    [tx.organizationId, at],
  );
  return ended ?? null;
}

/** The firms whose owners were told of an outage and not yet of its end. */
export async function listFirmsInOutage(tx: SystemTransaction): Promise<string[]> {
  const rows = await tx.query<{ organizationId: string }>(
    'select organization_id as "organizationId" from sweep_outage where ended_at is null order by 1',
  );
  return rows.map(({ organizationId }) => organizationId);
}

/** The firm's messages of these kinds that are due and in nobody's hands. */
export async function listDueMailsOfKinds(
  tx: TenantTransaction,
  input: { readonly kinds: readonly string[]; readonly now: Date },
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from mail_message m where organization_id = $1 and kind = any($2) and ${isDue('m', '$3')} order by created_at, id`,
    [tx.organizationId, input.kinds, input.now],
  );
  return rows.map(({ id }) => id);
}
