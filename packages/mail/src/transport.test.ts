import { afterEach, describe, expect, it } from '@jest/globals';
import { type ScriptedSmtp, type SmtpScript, startScriptedSmtp } from '../../../tests/support/smtp-script.ts';
import { createMailTransport, type MailTransport, type SendOutcome, type TransportOptions } from './transport.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function against(
  script: Partial<SmtpScript>,
  options: TransportOptions = {},
): Promise<{
  server: ScriptedSmtp;
  transport: MailTransport;
  send(to?: string, stop?: AbortSignal): Promise<SendOutcome>;
}> {
  const server = await startScriptedSmtp(script);
  const transport = createMailTransport(server.url, {
    ...options,
    timeouts: { connectMs: 5_000, idleMs: 300, totalMs: 20_000, ...options.timeouts },
  });
  cleanUps.push(() => server.stop());
  cleanUps.push(() => transport.close());
  let number = 0;
  return {
    server,
    transport,
    send: (to = 'dana@broker.example', stop) => {
      number += 1;
      const messageId = `<${number}@broker.example>`;
      const mail = {
        from: 'deadlines@broker.example',
        to,
        messageId,
        subject: 'Dates',
        text: 'text',
        html: '<p>text</p>',
      };
      return transport.send(mail, stop);
    },
  };
}

describe('what a mail server says', () => {
  it('is accepted with its own words', async () => {
    const { send, server } = await against({ end: () => '250 2.0.0 queued as 4711' });
    expect(await send()).toEqual({ outcome: 'accepted', response: '250 2.0.0 queued as 4711' });
    expect(server.messages).toHaveLength(1);
  });

  it.each<[string, Partial<SmtpScript>]>([
    ['the recipient', { recipient: () => '550 5.1.1 no such person' }],
    ['the content at its beginning', { data: () => '554 5.6.0 no' }],
    ['the content at its end', { end: () => '552 5.3.4 too large' }],
  ])('is final when a 5xx is about %s', async (_what, script) => {
    const { send } = await against(script);
    expect(await send()).toMatchObject({ outcome: 'permanent', reason: expect.stringMatching(/^55/) });
  });

  it.each<[string, Partial<SmtpScript>]>([
    ['our sender', { mail: () => '550 5.7.1 sender not allowed' }],
    ['signing in, told at the sender', { mail: () => '530 5.7.0 sign in first' }],
    ['signing in, told at the recipient', { recipient: () => '530 5.7.0 sign in first' }],
    ['the connection', { greeting: () => '554 not today' }],
  ])('is the operator’s to cure when a 5xx is about %s: the mail waits', async (_what, script) => {
    const { send } = await against(script);
    expect(await send()).toMatchObject({ outcome: 'temporary' });
  });

  it.each<[string, Partial<SmtpScript>]>([
    ['the greeting', { greeting: () => '421 too busy' }],
    ['the sender', { mail: () => '451 later' }],
    ['the recipient, as greylisting does', { recipient: () => '450 4.2.0 greylisted, come back in a minute' }],
    ['the end of the message', { end: () => '452 4.3.1 no room' }],
  ])('is for later when a 4xx comes at %s', async (_what, script) => {
    const { send } = await against(script);
    expect(await send()).toMatchObject({ outcome: 'temporary', reason: expect.stringMatching(/4[25][0-9]/) });
  });
});

describe('a mail server that fails in the middle', () => {
  it.each<[string, Partial<SmtpScript>]>([
    ['does not greet', { greeting: () => 'silence' }],
    ['hangs up at the recipient', { recipient: () => 'hang up' }],
    ['falls silent at the recipient', { recipient: () => 'silence' }],
    ['hangs up at DATA', { data: () => 'hang up' }],
  ])('and %s has taken nothing, which is certain', async (_what, script) => {
    const { send, server } = await against(script, { timeouts: { connectMs: 300 } });
    expect(await send()).toMatchObject({ outcome: 'temporary' });
    expect(server.messages).toEqual([]);
  });

  it.each<[string, Partial<SmtpScript>]>([
    ['hangs up', { end: () => 'hang up' }],
    ['falls silent', { end: () => 'silence' }],
  ])(
    'and %s behind the whole message may have taken it: that is said, and the message not sent again unasked',
    async (_what, script) => {
      const { send, server } = await against(script);
      expect(await send()).toMatchObject({ outcome: 'unknown' });
      expect(server.messages).toHaveLength(1);
    },
  );

  it('and drips its answers for ever is given up in bounded time', async () => {
    const { send, server } = await against(
      { end: () => '250-one line of many' },
      { timeouts: { idleMs: 60_000, totalMs: 500 } },
    );
    expect(await send()).toMatchObject({ outcome: 'unknown' });
    expect(server.messages).toHaveLength(1);
  });

  it('and hangs up between two messages costs nothing: the second goes over a new connection', async () => {
    let replies = 0;
    const { send, server } = await against({
      mail: () => {
        replies += 1;
        return replies === 2 ? 'hang up' : '250 ok';
      },
    });
    expect([(await send()).outcome, (await send()).outcome]).toEqual(['accepted', 'accepted']);
    expect(server.messages).toHaveLength(2);
  });

  it('does not hold up the messages to others', async () => {
    const { send } = await against(
      { recipient: (to) => (to.startsWith('slow') ? 'silence' : '250 ok') },
      { timeouts: { idleMs: 60_000 } },
    );
    const stop = new AbortController();
    const slow = Array.from({ length: 3 }, () => send('slow@broker.example', stop.signal));
    const quick = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(quick.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 10 }, () => 'accepted'));
    stop.abort();
    expect((await Promise.all(slow)).map(({ outcome }) => outcome)).toEqual(['temporary', 'temporary', 'temporary']);
  });

  it('does not hold up the end of the process', async () => {
    const isThere = Promise.withResolvers<void>();
    const end = () => {
      isThere.resolve();
      return 'silence' as const;
    };
    const { send, transport } = await against({ end }, { timeouts: { idleMs: 60_000 } });
    const sending = send();
    await isThere.promise;
    transport.close();
    expect(await sending).toMatchObject({ outcome: 'unknown' });
  });
});

describe('a mail server that is not there', () => {
  it('has taken nothing, and the next message reaches it once it is back', async () => {
    const { send, server } = await against({});
    await server.stop();
    expect(await send()).toMatchObject({ outcome: 'temporary' });
    const back = await startScriptedSmtp({}, server.port);
    cleanUps.push(() => back.stop());
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });
});

describe('TLS', () => {
  it('is demanded where it is required: a server without it learns neither password nor message', async () => {
    const { send, server } = await against({ extensions: ['AUTH PLAIN LOGIN'] }, { requireTls: true });
    expect(await send()).toMatchObject({
      outcome: 'temporary',
      reason: expect.stringMatching(/^The mail server gives no TLS, which SMTP_URL demands .*STARTTLS/u),
    });
    expect(server.messages).toEqual([]);
  });

  it('is not demanded of a server on this machine', async () => {
    const { send } = await against({});
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });
});
