import { randomUUID } from 'node:crypto';
import {
  DIGEST_KIND,
  type DigestSettings,
  insertMail,
  LAPSED_TIER,
  listEntryNumbersOf,
  listProtestNumbersBeside,
  listProtestsOnFile,
  listStandInsOf,
  type PendingAlert,
  type PendingProvisional,
  type PendingProvisionalWithdrawal,
  type PendingWithdrawal,
  type TenantTransaction,
} from '@capeline/db';
import { addDays, daysBetween, type PlainDate, plainDate } from '@capeline/domain';
import { type DigestDate, type DigestModel, ENTRIES_NAMED_PER_LINE, messageIdOf, renderDigest } from '@capeline/mail';
import type { MailSettings } from './mail-settings.ts';
import { readProvisional } from './read-provisional.ts';

/** Beyond so many dates a digest names entries by their count and the link: it stays a mail that servers take. */
const DATES_WITH_ENTRIES = 300;
const PROTESTS_NAMED = 20;
/** A protest period that ended longer ago needs nobody's eye in a morning mail. */
const PROTESTS_TOLD_AFTER_DAYS = 60;
/** Within so many days of its end the day until which objections may be added is named. */
const PROTEST_NEAR_DAYS = 60;

/** The tightest pending alert of each deadline, in the order in which they came (by tier, then dollars). */
function tightestByDeadline(alerts: readonly PendingAlert[]): PendingAlert[] {
  const tightest = new Map<string, PendingAlert>();
  for (const alert of alerts) {
    const known = tightest.get(alert.deadlineId);
    if (known === undefined || alert.tier < known.tier) tightest.set(alert.deadlineId, alert);
  }
  return [...tightest.values()];
}

function toDigestDate(alert: PendingAlert, entryNumbers: readonly string[]): Omit<DigestDate, 'protestNumbers'> {
  return {
    deadlineId: alert.deadlineId,
    clientId: alert.clientId,
    clientName: alert.clientName,
    kind: alert.kind,
    tier: alert.tier === LAPSED_TIER ? 'lapsed' : alert.tier,
    fileBy: plainDate(alert.fileBy),
    safeDay: plainDate(alert.safeDay),
    lastDay: plainDate(alert.lastDay),
    protestFileBy: alert.protestFileBy === null ? null : plainDate(alert.protestFileBy),
    entryCount: alert.entryCount,
    ieepaDutyCents: alert.ieepaDutyCents,
    entryNumbers,
  };
}

/**
 * The deadlines whose entries the digest names: what is still open first, and of what lapsed, which the digest may fold by client and
 * kind, as many as it takes to fill one line.
 */
function deadlinesToName(told: readonly PendingAlert[]): string[] {
  const open = told.filter(({ tier }) => tier !== LAPSED_TIER).slice(0, DATES_WITH_ENTRIES);
  const named = new Map<string, number>();
  const lapsed = told.filter(({ tier, clientId, kind, entryCount }) => {
    if (tier !== LAPSED_TIER) return false;
    const line = `${clientId} ${kind}`;
    const before = named.get(line) ?? 0;
    named.set(line, before + entryCount);
    return before < ENTRIES_NAMED_PER_LINE;
  });
  return [...open, ...lapsed].map(({ deadlineId }) => deadlineId);
}

async function readDates(tx: TenantTransaction, alerts: readonly PendingAlert[]): Promise<DigestDate[]> {
  const told = tightestByDeadline(alerts);
  const entryNumbers = await listEntryNumbersOf(tx, deadlinesToName(told), ENTRIES_NAMED_PER_LINE);
  const cape = told.filter(({ kind }) => kind === 'cape_window').map(({ deadlineId }) => deadlineId);
  const protestNumbers = await listProtestNumbersBeside(tx, cape);
  return told.map((alert) => ({
    ...toDigestDate(alert, entryNumbers.get(alert.deadlineId) ?? []),
    protestNumbers: protestNumbers.get(alert.deadlineId) ?? [],
  }));
}

/** One line a deadline, whatever the number of its alerts. */
function toWithdrawals(
  pending: readonly (PendingWithdrawal | PendingProvisionalWithdrawal)[],
  isProvisional: boolean,
): DigestModel['withdrawn'] {
  const byDeadline = new Map(pending.map((one) => [one.deadlineId, one]));
  return [...byDeadline.values()].map(({ clientId, clientName, kind, lastDay, importId, fileName }) => ({
    isProvisional,
    clientId,
    clientName,
    kind,
    lastDay: plainDate(lastDay),
    importId,
    fileName,
  }));
}

/** Protests on file whose period still runs or ended lately, the nearest end first. */
async function readProtests(
  tx: TenantTransaction,
  recipient: string,
  today: PlainDate,
): Promise<Pick<DigestModel, 'protests' | 'protestsOmitted'>> {
  const rows = await listProtestsOnFile(tx, {
    recipient,
    since: addDays(today, -PROTESTS_TOLD_AFTER_DAYS),
    today,
    entryLimit: ENTRIES_NAMED_PER_LINE,
    limit: PROTESTS_NAMED,
  });
  const protests = rows.map(({ safeDay, total: _total, ...protest }) => {
    const until = plainDate(safeDay);
    const daysLeft = daysBetween(today, until);
    return { ...protest, addUntil: daysLeft >= 0 && daysLeft <= PROTEST_NEAR_DAYS ? until : null };
  });
  return { protests, protestsOmitted: (rows[0]?.total ?? 0) - rows.length };
}

/** What a digest tells one recipient. */
export interface ToTell {
  readonly alerts: readonly PendingAlert[];
  readonly withdrawals: readonly PendingWithdrawal[];
  readonly provisional: readonly PendingProvisional[];
  readonly provisionalWithdrawals: readonly PendingProvisionalWithdrawal[];
}

const idsOf = (pending: readonly { readonly alertId: string }[]): string[] => pending.map(({ alertId }) => alertId);

/**
 * Renders and keeps one digest of what is pending for its recipient. Answers the message's id, or null when the
 * recipient has a digest of this business date already.
 */
export async function composeDigest(
  tx: TenantTransaction,
  input: {
    readonly recipient: string;
    readonly told: ToTell;
    /** The firm's own filer codes without the last Friday. */
    readonly missingReports: DigestModel['missingReports'];
    readonly firm: DigestSettings;
    readonly businessDate: PlainDate;
    readonly now: Date;
    readonly mail: MailSettings;
  },
): Promise<string | null> {
  const { recipient, told, firm, businessDate, mail } = input;
  const rendered = renderDigest({
    firmName: firm.name,
    appUrl: mail.appUrl,
    businessDate,
    isRehearsal: mail.isRehearsal,
    isSample: firm.isSample,
    standsInFor: (await listStandInsOf(tx, recipient, businessDate)).map(({ name, untilOn }) => ({
      name,
      until: plainDate(untilOn),
    })),
    dates: await readDates(tx, told.alerts),
    ...(await readProtests(tx, recipient, businessDate)),
    missingReports: input.missingReports,
    provisional: await readProvisional(tx, told.provisional),
    withdrawn: [...toWithdrawals(told.withdrawals, false), ...toWithdrawals(told.provisionalWithdrawals, true)],
  });
  const id = randomUUID();
  const isKept = await insertMail(
    tx,
    {
      id,
      kind: DIGEST_KIND,
      recipient,
      businessDate,
      messageId: messageIdOf(id, mail.from),
      ...rendered,
      status: mail.isConfigured ? 'queued' : 'not_configured',
      lastError: mail.isConfigured ? null : 'SMTP_URL is not set, so nothing was sent.',
      alertIds: idsOf(told.alerts),
      withdrawnAlertIds: idsOf(told.withdrawals),
      provisional: { raised: idsOf(told.provisional), withdrawn: idsOf(told.provisionalWithdrawals) },
    },
    input.now,
  );
  return isKept ? id : null;
}
