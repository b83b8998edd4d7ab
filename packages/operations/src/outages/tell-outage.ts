import { randomUUID } from 'node:crypto';
import { endSweepOutage, listMembers, type Organization, openSweepOutage, type TenantTransaction } from '@capeline/db';
import { formatLong, type PlainDate, plainDate } from '@capeline/domain';
import { type OutageModel, type RenderedMail, renderOutage, renderOutageOver } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { keepMessage } from '../mail/keep-message.ts';

/** The kinds of the messages about a time without sweeps. */
export const OUTAGE_KINDS = ['outage', 'outage_over'] as const;

/** What telling of an outage needs beside the firm. */
export interface OutageTeller {
  readonly now: Date;
  /** Today for the firm. */
  readonly businessDate: PlainDate;
  readonly mail: MailSettings;
}

const SYSTEM = { kind: 'system', id: null } as const;

/** "Mon 23 Nov 2026, 06:10" where the firm is. */
function localTime(timeZone: string, instant: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  const day = plainDate(local.toPlainDate().toString());
  return `${formatLong(day)}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

async function mailOwners(
  tx: TenantTransaction,
  kind: (typeof OUTAGE_KINDS)[number],
  rendered: RenderedMail,
  { now, businessDate, mail }: OutageTeller,
): Promise<string[]> {
  const owners = (await listMembers(tx)).filter(({ role }) => role === 'owner');
  const mailIds: string[] = [];
  for (const { email } of owners)
    mailIds.push(await keepMessage(tx, { kind, recipient: email, rendered, businessDate, now }, mail));
  return mailIds;
}

function modelOf(firm: Organization, sweptAt: Date, { mail }: OutageTeller): OutageModel {
  const { appUrl, isRehearsal } = mail;
  return { firmName: firm.name, appUrl, since: localTime(firm.timeZone, sweptAt), isRehearsal };
}

/**
 * Keeps one message for each owner that nobody sweeps the firm since `sweptAt`, in the caller's transaction; false when the outage is told
 * already. Two that notice it at once tell it once.
 */
export async function tellOutage(
  tx: TenantTransaction,
  firm: Organization,
  sweptAt: Date,
  teller: OutageTeller,
): Promise<boolean> {
  const { now } = teller;
  const id = randomUUID();
  if (!(await openSweepOutage(tx, { id, sweptAt, toldAt: now }))) return false;
  const mailIds = await mailOwners(tx, 'outage', renderOutage(modelOf(firm, sweptAt, teller)), teller);
  await appendAudit(tx, {
    at: now,
    actor: SYSTEM,
    action: 'outage.told',
    subject: { kind: 'organization', id: firm.id },
    details: { sweptAt: sweptAt.toISOString(), mailIds },
  });
  return true;
}

/** Keeps one message for each owner that the firm is swept again since `sweptAt`, in the caller's transaction; false when nobody was told that it was not. */
export async function tellOutageIsOver(
  tx: TenantTransaction,
  firm: Organization,
  sweptAt: Date,
  teller: OutageTeller,
): Promise<boolean> {
  const { now } = teller;
  const outage = await endSweepOutage(tx, now);
  if (outage === null) return false;
  const until = localTime(firm.timeZone, sweptAt);
  const rendered = renderOutageOver({ ...modelOf(firm, outage.sweptAt, teller), until });
  const mailIds = await mailOwners(tx, 'outage_over', rendered, teller);
  await appendAudit(tx, {
    at: now,
    actor: SYSTEM,
    action: 'outage.ended',
    subject: { kind: 'organization', id: firm.id },
    details: { sweptAt: outage.sweptAt.toISOString(), sweptAgainAt: sweptAt.toISOString(), mailIds },
  });
  return true;
}
