import type { TenantTransaction } from '../transactions.ts';

export interface DigestSettings {
  readonly name: string;
  /** `HH:MM` in the firm's time zone. */
  readonly digestTime: string;
  readonly isSample: boolean;
  /** A report is being read, so that a digest now would tell half of it. */
  readonly isReading: boolean;
}

/** What decides whether the firm's digest may go out now; null when the firm is gone. Imports older than an hour hold nothing up. */
export async function findDigestSettings(tx: TenantTransaction, now: Date): Promise<DigestSettings | null> {
  const [row] = await tx.query<DigestSettings>(
    `select o.name, o.digest_time as "digestTime", o.is_sample as "isSample",
            exists (select from report_import i
                     where i.organization_id = $1 and i.status in ('received', 'reading', 'committing')
                       and i.created_at > $2::timestamptz - interval '1 hour') as "isReading"
       from organization o where o.id = $1`,
    [tx.organizationId, now],
  );
  return row ?? null;
}
