import { DIGEST_KIND } from '../alerts/recipients.ts';
import type { TenantTransaction } from '../transactions.ts';

/** A digest of a day that had not come: written while the clock ran ahead. */
const AHEAD_KIND = 'digest_ahead';

/**
 * Lets days to come have a digest of their own, although a clock that ran ahead wrote one for them. What those told stays told.
 * Answers how many there were.
 */
export async function releaseDaysAhead(tx: TenantTransaction, today: string): Promise<number> {
  const released = await tx.query(
    `update mail_message set kind = $3
      where organization_id = $1 and kind = $4 and business_date > $2::date returning id`,
    [tx.organizationId, today, AHEAD_KIND, DIGEST_KIND],
  );
  return released.length;
}
