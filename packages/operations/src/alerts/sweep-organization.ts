import {
  type AlertScope,
  type Database,
  type DigestSettings,
  enqueueAll,
  findDigestSettings,
  findHearers,
  isPictureOfAlertsOld,
  listPendingAlerts,
  listPendingProvisional,
  listPendingProvisionalWithdrawals,
  listPendingWithdrawals,
  lockSweep,
  MANY_NEW_ROWS,
  moveAlarms,
  releaseDaysAhead,
  settleAlerts,
  type TenantTransaction,
} from '@capeline/db';
import { ALERT_LADDERS, type PlainDate, plainDate } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { findMissingReports } from '../firm/get-firm-readiness.ts';
import { composeDigest, type ToTell } from './compose-digest.ts';
import { type Found, findDue } from './find-due.ts';
import type { MailSettings } from './mail-settings.ts';

export interface SweepInput {
  readonly now: Date;
  /** Today in the firm's time zone, `YYYY-MM-DD`; the fixed date in a rehearsal. */
  readonly businessDate: string;
  /** `HH:MM` in the firm's time zone. */
  readonly localTime: string;
  readonly mail: MailSettings;
}

export interface SweepResult extends Found {
  /** Deadlines that the days of the sweep would have passed over, found by the full reading of the day: always 0, or we have a defect. */
  readonly overlooked: number;
  /** Ids of the digests composed now. */
  readonly mailIds: readonly string[];
}

const NOTHING: SweepResult = { alertsFound: 0, lapsed: 0, provisionalFound: 0, overlooked: 0, mailIds: [] };

/** From the firm's hour on, for the rest of the day: a worker that was down at six tells at nine. */
function isDigestTime(firm: DigestSettings, input: SweepInput): boolean {
  if (firm.isReading) return false;
  return input.mail.isRehearsal || input.localTime >= firm.digestTime;
}

/** Everything that waits to be told, by recipient. */
async function listToTell(
  tx: TenantTransaction,
  businessDate: PlainDate,
  scope: AlertScope,
): Promise<Map<string, ToTell>> {
  const byRecipient = <Pending extends { readonly recipient: string }>(pending: readonly Pending[]) =>
    Map.groupBy(pending, ({ recipient }) => recipient);
  const alerts = byRecipient(await listPendingAlerts(tx, businessDate, scope));
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

async function composeDigests(
  tx: TenantTransaction,
  firm: DigestSettings,
  businessDate: PlainDate,
  input: SweepInput,
): Promise<string[]> {
  const { now, mail } = input;
  const mailIds: string[] = [];
  const { hearers, areSettledFor } = await findHearers(tx, businessDate);
  const scope = { isWhole: !areSettledFor };
  const toTell = await listToTell(tx, businessDate, scope);
  // The same for everybody.
  const missingReports = toTell.size === 0 ? null : await findMissingReports(tx, businessDate);
  for (const [recipient, told] of toTell) {
    const mailId = await composeDigest(tx, { recipient, told, missingReports, firm, businessDate, now, mail });
    if (mailId !== null) mailIds.push(mailId);
  }
  if (input.mail.isConfigured)
    await enqueueAll(
      tx,
      'send-mail',
      mailIds.map((mailId) => ({ organizationId: tx.organizationId, mailId })),
    );
  await settleAlerts(tx, businessDate, { ...scope, hearers });
  return mailIds;
}

/** A first import raises thousands at once, and the board joins them at the next look. */
async function renewPicture(database: Database, organizationId: string, newAlerts: number): Promise<void> {
  const isOld = await database.withTenantRead(organizationId, (tx) => isPictureOfAlertsOld(tx, newAlerts));
  if (isOld) await database.renewPlannerStatistics(organizationId);
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
    if (firm === null) return NOTHING;
    const daysAhead = await releaseDaysAhead(tx, businessDate);
    const found = await findDue(tx, businessDate, input.now);
    const mailIds = isDigestTime(firm, input) ? await composeDigests(tx, firm, businessDate, input) : [];
    await moveAlarms(tx, { today: businessDate, ladders: ALERT_LADDERS });
    const { alertsFound, lapsed, provisionalFound, overlooked } = found;
    if (alertsFound + provisionalFound + overlooked + mailIds.length + daysAhead > 0)
      await appendAudit(tx, {
        at: input.now,
        actor: { kind: 'system', id: null },
        action: 'alert.found',
        subject: { kind: 'organization', id: organizationId },
        details: {
          businessDate,
          alertsFound,
          lapsed,
          provisionalFound,
          mailIds,
          ...(overlooked > 0 && { overlooked }),
          ...(daysAhead > 0 && { daysAhead }),
        },
      });
    return { ...found, mailIds };
  });
  if (result.alertsFound >= MANY_NEW_ROWS) await renewPicture(database, organizationId, result.alertsFound);
  return result;
}
