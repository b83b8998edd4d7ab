import { isIP } from 'node:net';
import { z } from 'zod';
import { DEFAULT_WORKER_TIMES, parseWorkerTimes, SHORTEST_WORKER_TIME_MS } from './worker-times.ts';

/** The levels that LOG_LEVEL takes, quietest first. */
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Each message is `problem|cure`: what is wrong, then what to write instead. The value itself is never repeated, it may be a password. */
const wholeNumber = (from: number, to: number) =>
  z.string().refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
    message: `is not a whole number from ${from} to ${to}|Write digits only`,
  });

const urlOf = (protocols: readonly string[], example: string, more: (url: URL) => boolean = () => true) =>
  z.string().refine(
    (text) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      return url !== null && protocols.includes(url.protocol) && more(url);
    },
    { message: `is not an address of the form ${example}|Write it like ${example}` },
  );

const databaseUrl = urlOf(
  ['postgres:', 'postgresql:'],
  'postgresql://user:password@host:5432/database',
  (url) => url.username !== '' && url.pathname.length > 1,
);

/** Nothing but `?tls=required` or `?tls=optional` may follow the address: a misspelt wish would be no wish. */
function hasKnownTlsWish(text: string): boolean {
  const wishes = URL.canParse(text) ? [...new URL(text).searchParams] : [];
  return wishes.every(([name, value]) => name === 'tls' && ['required', 'optional'].includes(value));
}

const PROXY_WORDS = ['loopback', 'linklocal', 'uniquelocal'];

function isProxy(text: string): boolean {
  if (PROXY_WORDS.includes(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** Splits a comma-separated list and drops empty pieces. */
function splitList(text: string): string[] {
  return text
    .split(',')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false; // a date that the calendar does not have, such as 30 February
  }
}

const flag = z
  .enum(['0', '1'], { error: 'is neither 0 nor 1|Write 1 for yes, 0 for no' })
  .transform((text) => text === '1');

/** The whole environment as text; every rule about one variable alone. Rules across variables are in `config.ts`. */
export const environmentSchema = z.object({
  PORT: wholeNumber(1, 65_535).default('3000').transform(Number),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'is not a host name or IP address|Write for example 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  APP_URL: urlOf(['http:', 'https:'], 'https://capeline.example.com').optional(),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => splitList(text).every(isProxy), {
      message: `holds something that is no IP address, no network and none of ${PROXY_WORDS.join(', ')}|Write a comma-separated list, for example 10.0.0.0/8,loopback`,
    })
    .default('')
    .transform(splitList),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_SYSTEM_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379/0').optional(),
  SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587', (url) => url.hostname !== '')
    .refine((text) => hasKnownTlsWish(text), {
      message:
        'asks for something else than tls=required or tls=optional|Write it like smtp://user:password@host:587?tls=required',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'is not a sender|Write it like Capeline <deadlines@example.com>',
    )
    .optional(),
  CAPELINE_DATA_DIR: z.string().default('.capeline'),
  CAPELINE_SAMPLE: flag.default(true),
  CAPELINE_TODAY: z
    .string()
    .refine(isCalendarDate, { message: 'is not a date of the calendar|Write it like 2026-11-23, or leave it out' })
    .optional(),
  CAPELINE_MAX_UPLOAD_MB: wholeNumber(1, 2000).default('200').transform(Number),
  CAPELINE_KEEP_UPLOADS_DAYS: wholeNumber(0, 36_500).default('0').transform(Number),
  CAPELINE_KEEP_MAILS_DAYS: wholeNumber(0, 36_500).default('0').transform(Number),
  CAPELINE_EVIDENCE_MAX_MB: wholeNumber(1, 20).default('20').transform(Number),
  CAPELINE_EVIDENCE_FIRM_MB: wholeNumber(1, 10_000_000).default('10000').transform(Number),
  CAPELINE_KEEP_REMOVED_EVIDENCE_DAYS: wholeNumber(1, 36_500).default('30').transform(Number),
  CAPELINE_WORKER_TIMES: z
    .string()
    .refine((text) => parseWorkerTimes(text) !== null, {
      message: `is not a list of times|Write name=milliseconds pairs with commas between; each at least ${SHORTEST_WORKER_TIME_MS} and at most its default: ${Object.entries(
        DEFAULT_WORKER_TIMES,
      )
        .map((pair) => pair.join('='))
        .join(',')}`,
    })
    .default(''),
  CAPELINE_SUPERVISED: flag.default(false),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `is not a log level|Write one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

export type Environment = z.infer<typeof environmentSchema>;
