import {
  type Database,
  type DigestSettings,
  enqueue,
  findDigestSettings,
  insertDueAlerts,
  insertDueProvisionalAlerts,
  lacksProvisionalDeadlines,
  listPendingAlerts,
  listPendingProvisional,
  listPendingProvisionalWithdrawals,
  listPendingWithdrawals,
  lockEntryFacts,
  lockSweep,
  MANY_NEW_ROWS,
  refreshAllProvisionalDeadlines,
  releaseDaysAhead,
  type TenantTransaction,
} from '@capeline/db';
import { ALERT_LADDERS, type PlainDate, plainDate } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { composeDigest, type ToTell } from './compose-digest.ts';
import type { MailSettings } from './mail-settings.ts';

export interface SweepInput {
  readonly now: Date;
  /** Today in the firm's time zone, `YYYY-MM-DD`; the fixed date in a rehearsal. */
  readonly businessDate: string;
  /** `HH:MM` in the firm's time zone. */
  readonly localTime: string;
  readonly mail: MailSettings;
}

interface Found {
  readonly alertsFound: number;
  readonly lapsed: number;
  /** Alerts of dates that would apply if a past date without a status were a liquidation. */
  readonly provisionalFound: number;
}

export interface SweepResult extends Found {
  /** Ids of the digests composed now. */
  readonly mailIds: readonly string[];
}

/** From the firm's hour on, for the rest of the day: a worker that was down at six tells at nine. */
function isDigestTime(firm: DigestSettings, input: SweepInput): boolean {
  if (firm.isReading) return false;
  return input.mail.isRehearsal || input.localTime >= firm.digestTime;
}

/** Everything that waits to be told, by recipient. */
async function listToTell(tx: TenantTransaction, businessDate: PlainDate): Promise<Map<string, ToTell>> {
  const byRecipient = <Pending extends { readonly recipient: string }>(pending: readonly Pending[]) =>
    Map.groupBy(pending, ({ recipient }) => recipient);
  const alerts = byRecipient(await listPendingAlerts(tx, businessDate));
  const withdrawals = byRecipient(await listPendingWithdrawals(tx, businessDate));
  const provisional = byRecipient(await listPendingProvisional(tx, businessDate));
  const provisionalWithdrawals = byRecipient(await listPendingProvisionalWithdrawals(tx, businessDate));
  const recipients = [alerts, withdrawals, provisional, provisionalWithdrawals].flatMap((of) => [...of.keys()]);
  return new Map(
    recipients.map((recipient) => [
      recipient,
      {
        alerts: alerts.get(recipient) ?? [],
        withdrawals: withdrawals.get(recipient) ?? [],
        provisional: provisional.get(recipient) ?? [],
        provisionalWithdrawals: provisionalWithdrawals.get(recipient) ?? [],
      },
    ]),
  );
}

/** Finds what entered a tier, apart for deadlines and for dates that would apply. */
async function insertDue(tx: TenantTransaction, businessDate: PlainDate, now: Date): Promise<Found> {
  const on = { today: businessDate, now, ladders: ALERT_LADDERS };
  const { found, lapsed } = await insertDueAlerts(tx, on);
  await ensureProvisionalDeadlines(tx);
  const provisional = await insertDueProvisionalAlerts(tx, on);
  return { alertsFound: found, lapsed, provisionalFound: provisional.found };
}

/** An upgrade brings past dates without a status of which no provisional deadline tells yet; the days are the domain's to compute. */
async function ensureProvisionalDeadlines(tx: TenantTransaction): Promise<void> {
  if (!(await lacksProvisionalDeadlines(tx))) return;
  await lockEntryFacts(tx);
  await refreshAllProvisionalDeadlines(tx);
}

async function composeDigests(
  tx: TenantTransaction,
  firm: DigestSettings,
  businessDate: PlainDate,
  input: SweepInput,
): Promise<string[]> {
  const { now, mail } = input;
  const mailIds: string[] = [];
  for (const [recipient, told] of await listToTell(tx, businessDate)) {
    const mailId = await composeDigest(tx, { recipient, told, firm, businessDate, now, mail });
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
    if (firm === null) return { alertsFound: 0, lapsed: 0, provisionalFound: 0, mailIds: [] };
    const daysAhead = await releaseDaysAhead(tx, businessDate);
    const found = await insertDue(tx, businessDate, input.now);
    const mailIds = isDigestTime(firm, input) ? await composeDigests(tx, firm, businessDate, input) : [];
    if (found.alertsFound > 0 || found.provisionalFound > 0 || mailIds.length > 0 || daysAhead > 0)
      await appendAudit(tx, {
        at: input.now,
        actor: { kind: 'system', id: null },
        action: 'alert.found',
        subject: { kind: 'organization', id: organizationId },
        details: { businessDate, ...found, mailIds, ...(daysAhead > 0 && { daysAhead }) },
      });
    return { ...found, mailIds };
  });
  // A first import raises thousands at once, and the board joins them at the next look.
  if (result.alertsFound >= MANY_NEW_ROWS) await database.renewPlannerStatistics(organizationId);
  return result;
}
