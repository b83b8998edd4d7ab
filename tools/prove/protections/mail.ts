import type { Protection } from '../protection.ts';

const TRANSPORT = { folder: 'packages/mail', file: 'src/transport.test.ts' };
const DELIVERY = { folder: 'packages/operations', file: 'src/mail/deliver-mail.test.ts' };

/** What a mail server may do wrong, and what must not come of it. */
export const MAIL: readonly Protection[] = [
  {
    name: 'unanswered-is-told',
    about: 'A server that took the whole message and never answered is not taken for one that took nothing.',
    removal: [
      {
        file: 'packages/mail/src/transport.ts',
        find: "if (reply === null) return hasLeft ? { outcome: 'unknown', reason } : { outcome: 'temporary', reason };",
        replace: "if (reply === null) return { outcome: 'temporary', reason };",
      },
    ],
    tests: {
      ...TRANSPORT,
      turnRed: [
        'and hangs up behind the whole message may have taken it: that is said, and the message not sent again unasked',
        'and falls silent behind the whole message may have taken it: that is said, and the message not sent again unasked',
        'and drips its answers for ever is given up in bounded time',
        'does not hold up the end of the process',
      ],
    },
  },
  {
    name: 'sender-fault-is-not-final',
    about: 'A 5xx about our sender or our sign-in loses no mail.',
    removal: [
      {
        file: 'packages/mail/src/transport.ts',
        find: "const isAboutMessage = ABOUT_RECIPIENT_OR_CONTENT.includes(text(fields.command) ?? '');",
        replace: 'const isAboutMessage = ABOUT_RECIPIENT_OR_CONTENT.length > 0;',
      },
    ],
    tests: {
      ...TRANSPORT,
      turnRed: [
        'is the operator’s to cure when a 5xx is about our sender: the mail waits',
        'is the operator’s to cure when a 5xx is about the connection: the mail waits',
        'is demanded where it is required: a server without it learns neither password nor message',
      ],
    },
  },
  {
    name: 'drip-is-bounded',
    about: 'A server that never ends its answer is given up in bounded time.',
    removal: [
      {
        file: 'packages/mail/src/transport.ts',
        find: 'const limit = AbortSignal.timeout(timeouts.totalMs);',
        replace: 'const limit = new AbortController().signal;',
      },
    ],
    tests: { ...TRANSPORT, turnRed: ['and drips its answers for ever is given up in bounded time'] },
  },
  {
    name: 'unanswered-is-repeated-once',
    about: 'A message that the server takes and never answers is sent once more and not for five days.',
    removal: [
      {
        file: 'packages/operations/src/mail/deliver-mail.ts',
        find: 'leased.unanswered >= REPEATS_WITHOUT_ANSWER',
        replace: 'leased.unanswered > REPEATS_WITHOUT_ANSWER',
      },
    ],
    tests: {
      ...DELIVERY,
      turnRed: [
        'repeats a message once, and no more, that the server takes and never answers; then it stands there as failed',
      ],
    },
  },
  {
    name: 'a-flood-stays-a-mail',
    about:
      'A digest of very many dates names the tightest one by one and the rest by client, or no mail server takes it.',
    removal: [
      {
        file: 'packages/mail/src/templates/digest-sections.ts',
        find: 'const DUE_ONE_BY_ONE = 300;',
        replace: 'const DUE_ONE_BY_ONE = 300_000;',
      },
    ],
    tests: {
      folder: 'packages/mail',
      file: 'src/templates/digest.test.ts',
      turnRed: [
        'of ten thousand dates names the tightest one by one and every other client by a line, and stays a mail that servers take',
      ],
    },
  },
  {
    name: 'tls-is-demanded',
    about: 'A server without TLS, where TLS is demanded, gets neither password nor message.',
    removal: [
      {
        file: 'packages/mail/src/transport.ts',
        find: 'requireTLS: !secure && requireTls,',
        replace: 'requireTLS: !secure && requireTls && false,',
      },
    ],
    tests: {
      folder: 'tests/faults',
      file: 'mail-outage.test.ts',
      only: 'without TLS where it is demanded',
      turnRed: ['learns neither sender nor message; the log of mails and of the worker name the cause'],
    },
  },
  {
    name: 'stuck-mail-is-told',
    about: 'Mail that the server does not take is told on every page and by readiness, not only in the log of mails.',
    removal: [{ file: 'packages/db/src/mail/watch-waiting.ts', find: '.attempts >= 3)', replace: '.attempts < 0)' }],
    tests: {
      folder: 'tests/faults',
      file: 'mail-outage.test.ts',
      only: 'queue on PostgreSQL that is wholly down',
      turnRed: [
        'that is wholly down and comes back: nothing is lost, each message arrives once, and everybody was told',
      ],
    },
  },
  {
    name: 'only-what-was-given-up-is-sent-again',
    about: 'Nobody has a message sent again that was accepted or is on its way.',
    removal: [
      {
        file: 'packages/db/src/mail/lease-mail.ts',
        find: " and status in ('failed', 'not_configured') returning id",
        replace: ' returning id',
      },
    ],
    tests: {
      ...DELIVERY,
      turnRed: ['sends a message again that was given up, at once, under its Message-ID, and says who had it done'],
    },
  },
  {
    name: 'acceptance-is-a-fact',
    about: 'What the server took is recorded although the lease was lost, so that nobody sends it again.',
    removal: [
      {
        file: 'packages/db/src/mail/lease-mail.ts',
        find: "($4 = 'accepted' and status in ('sending', 'queued'))",
        replace: "($4 = 'accepted' and status is null)",
      },
    ],
    tests: {
      ...DELIVERY,
      turnRed: [
        'records that the server took it although the lease was lost meanwhile, so that nobody sends it once more',
      ],
    },
  },
];
