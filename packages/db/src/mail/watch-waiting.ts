import type { SystemStatements, SystemTransaction } from '../transactions.ts';
import { isDue } from './lease-mail.ts';

/** Something that nobody works on, and whose it is. */
export interface WaitingWork {
  readonly organizationId: string;
  readonly id: string;
}

/** Messages that are due, or whose sender's lease ran out; oldest first, at most `limit`. */
export async function listWaitingMails(tx: SystemTransaction, now: Date, limit: number): Promise<WaitingWork[]> {
  return tx.query<WaitingWork>(
    `select organization_id as "organizationId", id
       from mail_message m
      where ${isDue('m', '$1')}
      order by next_attempt_at, id
      limit $2`,
    [now, limit],
  );
}

/** True, in SQL, for a message (alias `m`) that the mail server did not take at three attempts, which are minutes, and that still waits. */
export const isStuck = (m: string): string => `(${m}.status in ('queued', 'sending') and ${m}.attempts >= 3)`;

/** How many messages of all firms are stuck. */
export async function countStuckMails(tx: SystemStatements): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from mail_message m where ${isStuck('m')}`,
  );
  return row?.count ?? 0;
}

/** Imports that wait since `receivedBefore` or whose reader's lease ran out; oldest first, at most `limit`. */
export async function listWaitingImports(
  tx: SystemTransaction,
  input: { readonly now: Date; readonly receivedBefore: Date; readonly limit: number },
): Promise<WaitingWork[]> {
  return tx.query<WaitingWork>(
    `select organization_id as "organizationId", id
       from report_import
      where status in ('received', 'reading', 'committing')
        and (lease_until <= $1 or (lease_until is null and created_at <= $2))
      order by created_at, id
      limit $3`,
    [input.now, input.receivedBefore, input.limit],
  );
}

/** Whether this transaction alone may act for the firm as its watchdog, until it ends. */
export async function tryLockFirm(tx: SystemTransaction, organizationId: string): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('capeline watchdog ' || $1, 0)) as locked`,
    [organizationId],
  );
  return row?.locked === true;
}
