import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What the server does at a point of the conversation: a reply such as `250 ok`, silence, or hanging up. */
export type SmtpMove = string | 'silence' | 'hang up';

/** The points of the conversation; what is left out is answered as a friendly server would. */
export interface SmtpScript {
  greeting(): SmtpMove;
  /** Every command, as it came; of a message nothing. */
  heard(line: string): void;
  /** The keywords behind EHLO. */
  readonly extensions: readonly string[];
  mail(from: string): SmtpMove;
  recipient(to: string): SmtpMove;
  data(): SmtpMove;
  /** The whole message is here. */
  end(message: string): SmtpMove | Promise<SmtpMove>;
}

export interface ScriptedSmtp {
  readonly url: string;
  readonly port: number;
  /** Whole messages, whatever was answered to them. */
  readonly messages: readonly string[];
  /** Connections that are open now. */
  openConnections(): number;
  stop(): Promise<void>;
}

const FRIENDLY: SmtpScript = {
  greeting: () => '220 scripted.example ESMTP',
  heard: () => undefined,
  extensions: [],
  mail: () => '250 ok',
  recipient: () => '250 ok',
  data: () => '354 go on',
  end: () => '250 taken',
};
const END_OF_MESSAGE = '\r\n.\r\n';

/** One client's side of the script. */
function converse(socket: Socket, script: SmtpScript, keep: (message: string) => void): void {
  let unread = '';
  let isMessage = false;
  const move = (answer: SmtpMove): void => {
    if (answer === 'hang up') socket.end();
    else if (answer !== 'silence') socket.write(`${answer}\r\n`);
  };
  const command = (line: string): void => {
    script.heard(line);
    const word = line.slice(0, 4).toUpperCase();
    const inBrackets = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (word === 'EHLO')
      move(
        ['scripted.example', ...script.extensions]
          .map((text, index, all) => `250${index === all.length - 1 ? ' ' : '-'}${text}`)
          .join('\r\n'),
      );
    else if (word === 'MAIL') move(script.mail(inBrackets));
    else if (word === 'RCPT') move(script.recipient(inBrackets));
    else if (word === 'DATA') {
      const answer = script.data();
      isMessage = answer.startsWith('354');
      move(answer);
    } else if (word === 'QUIT') {
      move('221 bye');
      socket.end();
    } else move(word === 'RSET' || word === 'NOOP' ? '250 ok' : '502 not here');
  };
  const take = async (): Promise<void> => {
    for (;;) {
      const mark = isMessage ? END_OF_MESSAGE : '\r\n';
      const at = unread.indexOf(mark);
      if (at < 0) return;
      const piece = unread.slice(0, at);
      unread = unread.slice(at + mark.length);
      if (isMessage) {
        isMessage = false;
        keep(piece);
        move(await script.end(piece));
      } else command(piece);
    }
  };
  let working = Promise.resolve();
  socket.on('data', (chunk) => {
    unread += chunk.toString('utf8');
    working = working.then(take);
  });
  socket.on('error', () => undefined); // a client that gives up is no matter
  move(script.greeting());
}

/** A mail server on loopback that answers as it is told, point by point; for everything that a real one does wrong. */
export async function startScriptedSmtp(script: Partial<SmtpScript> = {}, wantedPort = 0): Promise<ScriptedSmtp> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    converse(socket, { ...FRIENDLY, ...script }, (message) => void messages.push(message));
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(wantedPort, '127.0.0.1', resolve);
  await listening;
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    messages,
    openConnections: () => sockets.size,
    stop: async () => {
      const { promise: closed, resolve: close } = Promise.withResolvers<void>();
      server.close(() => close());
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
