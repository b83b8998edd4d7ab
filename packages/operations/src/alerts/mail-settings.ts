/** How the installation mails; what composing and delivering need of the configuration. */
export interface MailSettings {
  /** SMTP_URL is set. Without it messages are rendered and kept, and nobody is mailed. */
  readonly isConfigured: boolean;
  /** The sender, `Name <address>`. */
  readonly from: string;
  /** Where links lead; without a trailing slash. */
  readonly appUrl: string;
  /** The SMTP server is on this machine. */
  readonly isLoopback: boolean;
  /** The business date is fixed: digests go out at once, marked, and to a loopback server only. */
  readonly isRehearsal: boolean;
}
