import {
  type Database,
  type DigestSettings,
  enqueue,
  findDigestSettings,
  insertDueAlerts,
  listPendingAlerts,
  listPendingWithdrawals,
  lockSweep,
  MANY_NEW_ROWS,
  type TenantTransaction,
} from '@capeline/db';
import { ALERT_LADDERS, type PlainDate, plainDate } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { composeDigest } from './compose-digest.ts';
import type { MailSettings } from './mail-settings.ts';

export interface SweepInput {
  readonly now: Date;
  /** Today in the firm's time zone, `YYYY-MM-DD`; the fixed date in a rehearsal. */
  readonly businessDate: string;
  /** `HH:MM` in the firm's time zone. */
  readonly localTime: string;
  readonly mail: MailSettings;
}

export interface SweepResult {
  readonly alertsFound: number;
  readonly lapsed: number;
  /** Ids of the digests composed now. */
  readonly mailIds: readonly string[];
}

/** From the firm's hour on, for the rest of the day: a worker that was down at six tells at nine. */
function isDigestTime(firm: DigestSettings, input: SweepInput): boolean {
  if (firm.isReading) return false;
  return input.mail.isRehearsal || input.localTime >= firm.digestTime;
}

async function composeDigests(
  tx: TenantTransaction,
  firm: DigestSettings,
  businessDate: PlainDate,
  input: SweepInput,
): Promise<string[]> {
  const pending = await listPendingAlerts(tx, businessDate);
  const alertsOf = Map.groupBy(pending, ({ recipient }) => recipient);
  const withdrawalsOf = Map.groupBy(await listPendingWithdrawals(tx, businessDate), ({ recipient }) => recipient);
  const mailIds: string[] = [];
  for (const recipient of new Set([...alertsOf.keys(), ...withdrawalsOf.keys()])) {
    const { now, mail } = input;
    const told = { alerts: alertsOf.get(recipient) ?? [], withdrawals: withdrawalsOf.get(recipient) ?? [] };
    const mailId = await composeDigest(tx, { recipient, ...told, firm, businessDate, now, mail });
    if (mailId !== null) mailIds.push(mailId);
  }
  if (input.mail.isConfigured)
    for (const mailId of mailIds) await enqueue(tx, 'send-mail', { organizationId: tx.organizationId, mailId });
  return mailIds;
}

/**
 * Finds the deadlines of one firm that entered a tier and, once its hour has come, composes at most one digest per recipient and
 * business date. One transaction under a lock of the firm: run it twice, at once or after a crash, and nothing is told twice.
 * A firm that does not exist has nothing to tell.
 */
export async function sweepOrganization(
  database: Database,
  organizationId: string,
  input: SweepInput,
): Promise<SweepResult> {
  const businessDate = plainDate(input.businessDate);
  const result = await database.withTenantPg(organizationId, async (tx) => {
    await lockSweep(tx);
    const firm = await findDigestSettings(tx, input.now);
    if (firm === null) return { alertsFound: 0, lapsed: 0, mailIds: [] };
    const { found, lapsed } = await insertDueAlerts(tx, {
      today: businessDate,
      now: input.now,
      ladders: ALERT_LADDERS,
    });
    const mailIds = isDigestTime(firm, input) ? await composeDigests(tx, firm, businessDate, input) : [];
    if (found > 0 || mailIds.length > 0)
      await appendAudit(tx, {
        at: input.now,
        actor: { kind: 'system', id: null },
        action: 'alert.found',
        subject: { kind: 'organization', id: organizationId },
        details: { businessDate, alertsFound: found, lapsed, mailIds },
      });
    return { alertsFound: found, lapsed, mailIds };
  });
  // A first import raises thousands at once, and the board joins them at the next look.
  if (result.alertsFound >= MANY_NEW_ROWS) await database.renewPlannerStatistics(organizationId);
  return result;
}
