import type { MailSender } from '@capeline/operations';
import type { Services } from './services.ts';

/** How messages that the API composes are marked and sent; the worker sends them. */
export function mailSenderOf({ clock, config }: Services): MailSender {
  return {
    isConfigured: config.mail.smtpUrl !== null,
    from: config.mail.from,
    isRehearsal: clock.rehearsalDate !== null,
  };
}
