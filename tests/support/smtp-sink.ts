import type { AddressInfo, Socket } from 'node:net';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** One mail as it arrived over the wire. */
export interface ReceivedMail {
  /** The envelope: who it was really sent to. */
  readonly from: string;
  readonly to: readonly string[];
  readonly messageId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** Every address of the To header. */
  readonly headerTo: readonly string[];
  readonly headers: ParsedMail['headers'];
  readonly raw: string;
}

/** A real SMTP server on loopback that keeps what it gets. */
export interface SmtpSink {
  /** For SMTP_URL. */
  readonly url: string;
  readonly port: number;
  readonly messages: readonly ReceivedMail[];
  /** The first mail that fits, also one that has already come. Rejects after `timeoutMs` (default 20 s). */
  waitFor(predicate: (mail: ReceivedMail) => boolean, timeoutMs?: number): Promise<ReceivedMail>;
  /** Is not there any more: connections are refused until `resume`, which takes the same port. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

function addresses(value: AddressObject | AddressObject[] | undefined): string[] {
  return [value ?? []].flat().flatMap((object) => object.value.map((address) => address.address ?? ''));
}

/**
 * Starts the server on a free port. `onData` runs before a mail is accepted; when it throws, the mail is refused and not kept; when it
 * answers `hang up`, the mail is kept and the line is cut instead of an answer.
 */
export async function startSmtpSink(
  options: { readonly onData?: (mail: ReceivedMail) => unknown } = {},
): Promise<SmtpSink> {
  const messages: ReceivedMail[] = [];
  const watchers = new Set<(mail: ReceivedMail) => void>();
  /** By the client's port, which a session knows. */
  const lines = new Map<number, Socket>();
  const receive = async (mail: ReceivedMail): Promise<unknown> => {
    const answer = await options.onData?.(mail);
    messages.push(mail);
    for (const watcher of watchers) watcher(mail);
    return answer;
  };
  const open = (): SMTPServer =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      closeTimeout: 500, // a client may keep its connection open
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          simpleParser(raw)
            .then((parsed) => {
              const { mailFrom, rcptTo } = session.envelope;
              return receive({
                from: mailFrom === false ? '' : mailFrom.address,
                to: rcptTo.map((recipient) => recipient.address),
                messageId: parsed.messageId ?? null,
                subject: parsed.subject ?? '',
                text: parsed.text ?? '',
                html: parsed.html === false ? null : (parsed.html ?? null),
                headerTo: addresses(parsed.to),
                headers: parsed.headers,
                raw: raw.toString('utf8'),
              });
            })
            .then(
              (answer) => (answer === 'hang up' ? lines.get(session.remotePort)?.destroy() : done()),
              (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
            );
        });
      },
    });
  let server = open();
  const listen = async (wantedPort: number): Promise<void> => {
    server.on('error', () => undefined); // a client that hangs up is no matter
    server.server.on('connection', (socket: Socket) => {
      const from = socket.remotePort ?? 0;
      lines.set(from, socket);
      socket.once('close', () => lines.delete(from));
    });
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    server.listen(wantedPort, '127.0.0.1', resolve);
    await listening;
  };
  const close = async (): Promise<void> => {
    const { promise, resolve: closed } = Promise.withResolvers<void>();
    server.close(() => closed());
    await promise;
  };
  await listen(0);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    waitFor: async (predicate, timeoutMs = 20_000) => {
      const known = messages.find(predicate);
      if (known !== undefined) return known;
      const { promise, resolve: found, reject } = Promise.withResolvers<ReceivedMail>();
      const watcher = (mail: ReceivedMail): void => {
        if (predicate(mail)) found(mail);
      };
      watchers.add(watcher);
      const timer = setTimeout(() => {
        const came = messages.map((mail) => `${mail.to.join(', ')}: ${mail.subject}`);
        reject(new Error(`No such mail within ${timeoutMs} ms. Came: ${came.join(' | ') || 'none'}`));
      }, timeoutMs);
      return promise.finally(() => {
        clearTimeout(timer);
        watchers.delete(watcher);
      });
    },
    pause: async () => {
      for (const line of lines.values()) line.destroy();
      await close();
    },
    resume: async () => {
      server = open();
      await listen(port);
    },
    stop: close,
  };
}
