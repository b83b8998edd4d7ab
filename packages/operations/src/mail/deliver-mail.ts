import { randomUUID } from 'node:crypto';
import {
  type Database,
  type LeasedMail,
  leaseMail,
  type MailResult,
  recordMailResult,
  type TenantTransaction,
} from '@capeline/db';
import type { MailTransport, SendOutcome } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { fillLink } from './fill-link.ts';

const MINUTE_MS = 60_000;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;
/** As mail servers do: after five days a message is given up, visibly. */
const GIVE_UP_AFTER_MS = 5 * 24 * 60 * MINUTE_MS;
/** Longer than the transport's own limit for one message, so that a slow server is not sent to twice. */
const LEASE_MS = 5 * MINUTE_MS;
/** Nobody is to find the same mail a hundred times because a server takes it and hangs up. */
const REPEATS_WITHOUT_ANSWER = 1;

export interface DeliverMailInput {
  /** Told again after sending, which takes time. */
  readonly now: () => Date;
  readonly mail: MailSettings;
  /** Null while SMTP is not configured. */
  readonly transport: MailTransport | null;
  /** How long the message stays in this worker's hands. */
  readonly leaseMs?: number;
  /** Gives up on the server at once; what it did is recorded as far as it is known. */
  readonly signal?: AbortSignal;
  /** Hears why a message was not accepted, for the operator's log. */
  readonly tell?: (reason: string) => void;
}

/** `skipped`: nothing to do now (sent, not due, in other hands, or not this firm's). `lease_lost`: sent, but recorded by another. */
export type DeliveryOutcome = MailResult['status'] | 'skipped' | 'lease_lost';

/** Minutes 1, 2, 4, … up to an hour. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.min(attempts - 1, 10));
}

/** Why this message must not leave the machine, or null. */
function refusalOf(leased: LeasedMail, mail: MailSettings): string | null {
  if (mail.isLoopback) return null;
  if (mail.isRehearsal)
    return 'The business date is fixed (CAPELINE_TODAY): mail goes to a server on this machine only.';
  return leased.isSample ? 'This is the sample firm: its mail goes to a server on this machine only.' : null;
}

async function attempt(
  database: Database,
  organizationId: string,
  leased: LeasedMail,
  input: DeliverMailInput,
): Promise<MailResult> {
  const { mail, transport, signal } = input;
  if (!mail.isConfigured || transport === null)
    return { status: 'not_configured', error: 'SMTP_URL is not set, so nothing was sent.' };
  const refusal = refusalOf(leased, mail);
  if (refusal !== null) return { status: 'refused', error: refusal };
  const content = await fillLink(database, organizationId, leased, { appUrl: mail.appUrl, now: input.now() });
  if (content === null) return { status: 'refused', error: 'What it invites to was accepted, revoked or has run out.' };
  const { messageId, subject } = leased;
  const { text, html } = content;
  const outgoing = { from: mail.from, to: leased.recipient, messageId, subject, text, html };
  return resultOf(await transport.send(outgoing, signal), leased, input.now());
}

const timesOf = (count: number): string => (count === 2 ? 'twice' : `${count} times`);

/** What an answer means for the message: done, again later, or given up, visibly. */
function resultOf(sent: SendOutcome, leased: LeasedMail, now: Date): MailResult {
  if (sent.outcome === 'accepted') return { status: 'accepted', at: now, response: sent.response };
  if (sent.outcome === 'permanent') return { status: 'failed', error: sent.reason, isUnanswered: false };
  const isUnanswered = sent.outcome === 'unknown';
  if (isUnanswered && leased.unanswered >= REPEATS_WITHOUT_ANSWER)
    return {
      status: 'failed',
      error: `The server took it ${timesOf(leased.unanswered + 1)} and never answered; it may have arrived: ${sent.reason}`,
      isUnanswered,
    };
  if (now.getTime() - leased.waitsSince.getTime() >= GIVE_UP_AFTER_MS)
    return { status: 'failed', error: `Given up after five days: ${sent.reason}`, isUnanswered };
  return {
    status: 'queued',
    error: isUnanswered ? `The server took it and never answered; it may have arrived: ${sent.reason}` : sent.reason,
    nextAttemptAt: new Date(now.getTime() + pauseAfter(leased.attempts)),
    isUnanswered,
  };
}

const AUDITED_RESULT = {
  accepted: 'mail.accepted',
  failed: 'mail.failed',
  refused: 'mail.refused',
  not_configured: 'mail.withheld',
} as const;

async function record(
  tx: TenantTransaction,
  input: { mailId: string; token: string; result: MailResult; at: Date },
): Promise<boolean> {
  const { mailId, result } = input;
  if (!(await recordMailResult(tx, input))) return false;
  if (result.status !== 'queued')
    await appendAudit(tx, {
      at: input.at,
      actor: { kind: 'system', id: null },
      action: AUDITED_RESULT[result.status],
      subject: { kind: 'mail', id: mailId },
      details: result.status === 'accepted' ? { response: result.response } : { reason: result.error },
    });
  return true;
}

/**
 * Hands one message to the mail server and records what it said. The message is leased first, so that two deliveries at once
 * send one; a temporary failure leaves it queued for later, a permanent one makes it `failed` with the server's reason. A crash
 * between the server's accept and our commit repeats the message under the same Message-ID, as does a server that takes it and never
 * answers: that one repeat cannot be ruled out.
 */
export async function deliverMail(
  database: Database,
  message: { readonly organizationId: string; readonly mailId: string },
  input: DeliverMailInput,
): Promise<DeliveryOutcome> {
  const { organizationId, mailId } = message;
  const token = randomUUID();
  const now = input.now();
  const leaseUntil = new Date(now.getTime() + (input.leaseMs ?? LEASE_MS));
  const leased = await database.withTenantPg(organizationId, (tx) => leaseMail(tx, { mailId, token, now, leaseUntil }));
  if (leased === null) return 'skipped';
  const result = await attempt(database, organizationId, leased, input);
  const isRecorded = await database.withTenantPg(organizationId, (tx) =>
    record(tx, { mailId, token, result, at: input.now() }),
  );
  if (result.status !== 'accepted') input.tell?.(result.error);
  return isRecorded ? result.status : 'lease_lost';
}
