import { createMailTransport, type MailTransport } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';

/** What the configuration of a process says of mail. */
export interface MailConfiguration {
  readonly mail: {
    readonly smtpUrl: string | null;
    readonly from: string;
    readonly requireTls: boolean;
    readonly isLoopback: boolean;
  };
  readonly appUrl: string;
  /** The fixed business date of a rehearsal, else null. */
  readonly today: string | null;
}

/** What a mail server may take of the time that a message is in one sender's hands: beyond that it would be sent to twice. */
const MAIL_SHARE = 0.8;

/** The settings of mail for composing and delivering, and the way to its server; null without one. `leaseMs`: how long a message stays in one sender's hands. */
export function openMail(
  { mail, appUrl, today }: MailConfiguration,
  leaseMs: number,
): { readonly settings: MailSettings; readonly transport: MailTransport | null } {
  const { smtpUrl, from, requireTls, isLoopback } = mail;
  const timeouts = { totalMs: leaseMs * MAIL_SHARE };
  return {
    settings: { isConfigured: smtpUrl !== null, from, appUrl, isLoopback, isRehearsal: today !== null },
    transport: smtpUrl === null ? null : createMailTransport(smtpUrl, { requireTls, timeouts }),
  };
}
