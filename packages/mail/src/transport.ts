import { createTransport, type Transporter } from 'nodemailer';
import { oneLine } from './one-line.ts';

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What the server said. `temporary`: may be tried again; `permanent`: the server will never take this message. */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly response: string }
  | { readonly outcome: 'temporary' | 'permanent'; readonly reason: string };

export interface MailTransport {
  /** Hands over one message; never throws for what a server or the network does. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /** Ends the pooled connections. */
  close(): void;
}

export interface TransportTimeouts {
  /** For the TCP connection and for the server's greeting. */
  readonly connectMs: number;
  /** Silence on an open connection. */
  readonly idleMs: number;
}

const DEFAULT_TIMEOUTS: TransportTimeouts = { connectMs: 15_000, idleMs: 30_000 };

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A 5xx is final only when it is about this message: one about signing in to the server is the operator's to cure, and the
 * mail must still be there then.
 */
function outcomeOf(error: unknown): SendOutcome {
  const fields: { code?: unknown; responseCode?: unknown; response?: unknown } =
    typeof error === 'object' && error !== null ? error : {};
  const reason = oneLine(text(fields.response) ?? (error instanceof Error ? error.message : String(error)), 500);
  const isReply = typeof fields.responseCode === 'number' && fields.responseCode >= 500;
  const isAboutMessage = fields.code === 'EENVELOPE' || fields.code === 'EMESSAGE';
  return { outcome: isReply && isAboutMessage ? 'permanent' : 'temporary', reason };
}

function pooled(smtpUrl: string, timeouts: TransportTimeouts): Transporter {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return createTransport({
    pool: true,
    maxConnections: 4,
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.connectMs,
    socketTimeout: timeouts.idleMs,
    dnsTimeout: timeouts.connectMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A pooled connection to the SMTP server of `smtp://` or `smtps://user:password@host:port`. */
export function createMailTransport(smtpUrl: string, timeouts: TransportTimeouts = DEFAULT_TIMEOUTS): MailTransport {
  const transporter = pooled(smtpUrl, timeouts);
  return {
    async send(mail) {
      try {
        const sent = await transporter.sendMail({
          ...mail,
          subject: oneLine(mail.subject),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { outcome: 'accepted', response: oneLine(sent.response ?? '', 500) };
      } catch (error) {
        return outcomeOf(error); // a refusal is a record on the message, not an accident of ours
      }
    },
    close: () => transporter.close(),
  };
}
