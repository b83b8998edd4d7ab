import { Transform } from 'node:stream';
import { createTransport } from 'nodemailer';
import { oneLine } from './one-line.ts';

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * What the server said. `temporary`: may be tried again; `permanent`: the server will never take this message; `unknown`: the
 * whole message had left us and no answer came, so that it may have arrived.
 */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly response: string }
  | { readonly outcome: 'temporary' | 'permanent' | 'unknown'; readonly reason: string };

export interface MailTransport {
  /** Hands over one message; never throws for what a server or the network does. `signal` gives up on it at once. */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SendOutcome>;
  /** Ends the pooled connections, also those in the middle of a message. */
  close(): void;
}

export interface TransportTimeouts {
  /** For the TCP connection and for the server's greeting. */
  readonly connectMs: number;
  /** Silence on an open connection. */
  readonly idleMs: number;
  /** For one message from begin to end, waiting for a free connection included: no server can drip longer. */
  readonly totalMs: number;
}

export interface TransportOptions {
  /** Refuse to speak to a server without TLS, so that nobody between can read or strip it. */
  readonly requireTls?: boolean;
  readonly timeouts?: Partial<TransportTimeouts>;
}

/** As many as messages are sent at once, so that one that hangs holds up no other. */
const CONNECTIONS = 8;
// Servers that scan a message answer late; who hangs up on them too early gets the message delivered again and again.
const DEFAULT_TIMEOUTS: TransportTimeouts = { connectMs: 15_000, idleMs: 120_000, totalMs: 240_000 };
/** Who we are, or how we came: the operator's to cure. */
const SIGN_IN_REPLIES = [530, 534, 535, 538];
const NO_TLS = 'The mail server gives no TLS, which SMTP_URL demands or which it offered, so nothing was sent';
const ABOUT_RECIPIENT_OR_CONTENT = ['RCPT TO', 'DATA'];

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * A 5xx is final only when it is about this recipient or this content: one about our sender or about signing in comes for every
 * message alike, is the operator's to cure, and the mail must still be there then.
 */
function outcomeOf(error: unknown, hasLeft: boolean): SendOutcome {
  const fields: { code?: unknown; command?: unknown; responseCode?: unknown; response?: unknown } =
    typeof error === 'object' && error !== null ? error : {};
  const said = text(fields.response) ?? (error instanceof Error ? error.message : String(error));
  // What a server without TLS answers to STARTTLS ("502") tells nobody what to do.
  const isAboutTls = text(fields.command) === 'STARTTLS';
  const reason = oneLine(isAboutTls ? `${NO_TLS} (STARTTLS): ${said}` : said, 500);
  const reply = typeof fields.responseCode === 'number' ? fields.responseCode : null;
  if (reply === null) return hasLeft ? { outcome: 'unknown', reason } : { outcome: 'temporary', reason };
  const isAboutMessage = ABOUT_RECIPIENT_OR_CONTENT.includes(text(fields.command) ?? '');
  const isFinal = reply >= 500 && isAboutMessage && !SIGN_IN_REPLIES.includes(reply);
  return { outcome: isFinal ? 'permanent' : 'temporary', reason };
}

/**
 * Tells when the last byte of a message was taken by the connection. It holds one piece at a time, or a short message would seem to
 * have left while the server has not even greeted.
 */
function watchEnd(onEnd: () => void): Transform {
  return new Transform({
    readableHighWaterMark: 1,
    transform: (chunk: Buffer, _encoding, done) => done(null, chunk),
    flush: (done) => {
      onEnd();
      done();
    },
  });
}

function pooled(smtpUrl: string, requireTls: boolean, timeouts: TransportTimeouts) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && requireTls,
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
export function createMailTransport(smtpUrl: string, options: TransportOptions = {}): MailTransport {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const transporter = pooled(smtpUrl, options.requireTls ?? false, timeouts);
  // By the signal of a message, which no other has.
  const onEnd = new WeakMap<AbortSignal, () => void>();
  transporter.use('stream', (mail, done) => {
    const tell = mail.data.signal === undefined ? undefined : onEnd.get(mail.data.signal);
    if (tell !== undefined) mail.message.processFunc((content) => content.pipe(watchEnd(tell)));
    done();
  });
  return {
    async send(mail, stop) {
      let hasLeft = false;
      const limit = AbortSignal.timeout(timeouts.totalMs);
      const signal = stop === undefined ? limit : AbortSignal.any([stop, limit]);
      onEnd.set(signal, () => {
        hasLeft = true;
      });
      try {
        const sent = await transporter.sendMail({
          ...mail,
          subject: oneLine(mail.subject),
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal,
        });
        return { outcome: 'accepted', response: oneLine(sent.response ?? '', 500) };
      } catch (error) {
        return outcomeOf(error, hasLeft); // a refusal is a record on the message, not an accident of ours
      }
    },
    close: () => transporter.close({ force: true }),
  };
}
