import { randomUUID } from 'node:crypto';
import {
  DIGEST_KIND,
  type DigestSettings,
  insertMail,
  LAPSED_TIER,
  listEntryNumbersOf,
  type PendingAlert,
  type TenantTransaction,
} from '@capeline/db';
import { CAPE_ENTRY_TYPE_REFUSALS, isEffectiveOn, type PlainDate, plainDate } from '@capeline/domain';
import { type DigestDate, messageIdOf, renderDigest } from '@capeline/mail';
import type { MailSettings } from './mail-settings.ts';

const ENTRIES_NAMED_PER_DATE = 20;
/** Beyond so many dates a digest names entries by their count and the link: it stays a mail that servers take. */
const DATES_WITH_ENTRIES = 300;

/** The tightest pending alert of each deadline, in the order in which they came (by tier, then dollars). */
function tightestByDeadline(alerts: readonly PendingAlert[]): PendingAlert[] {
  const tightest = new Map<string, PendingAlert>();
  for (const alert of alerts) {
    const known = tightest.get(alert.deadlineId);
    if (known === undefined || alert.tier < known.tier) tightest.set(alert.deadlineId, alert);
  }
  return [...tightest.values()];
}

function toDigestDate(alert: PendingAlert, entryNumbers: readonly string[]): DigestDate {
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

function capeRefusedTypes(today: PlainDate): string[] {
  return CAPE_ENTRY_TYPE_REFUSALS.filter((refusal) => isEffectiveOn(refusal, today)).flatMap((refusal) => [
    ...refusal.entryTypes,
  ]);
}

/**
 * Renders and keeps one digest of the given pending alerts for their recipient. Answers the message's id, or null when the
 * recipient has a digest of this business date already.
 */
export async function composeDigest(
  tx: TenantTransaction,
  input: {
    readonly recipient: string;
    readonly alerts: readonly PendingAlert[];
    readonly firm: DigestSettings;
    readonly businessDate: PlainDate;
    readonly now: Date;
    readonly mail: MailSettings;
  },
): Promise<string | null> {
  const { recipient, alerts, firm, businessDate, mail } = input;
  const told = tightestByDeadline(alerts);
  const named = told.slice(0, DATES_WITH_ENTRIES).map((alert) => alert.deadlineId);
  const entryNumbers = await listEntryNumbersOf(tx, named, ENTRIES_NAMED_PER_DATE, capeRefusedTypes(businessDate));
  const rendered = renderDigest({
    firmName: firm.name,
    appUrl: mail.appUrl,
    businessDate,
    isRehearsal: mail.isRehearsal,
    isSample: firm.isSample,
    dates: told.map((alert) => toDigestDate(alert, entryNumbers.get(alert.deadlineId) ?? [])),
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
      alertIds: alerts.map((alert) => alert.alertId),
    },
    input.now,
  );
  return isKept ? id : null;
}
