import { resolve } from 'node:path';
import { ConfigError, type ConfigFault } from './config-error.ts';
import { type Environment, environmentSchema, type LogLevel } from './schema.ts';
import { DEFAULT_WORKER_TIMES, parseWorkerTimes, type WorkerTimes } from './worker-times.ts';

/** Where the truth lives: `embedded` until DATABASE_URL names a server, then `external`. */
export type DatabaseConfig =
  | { readonly mode: 'embedded' }
  | {
      readonly mode: 'external';
      readonly appUrl: string;
      readonly systemUrl: string;
      readonly ownerUrl: string | null;
    };

/** The validated environment; what every process is configured by. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash; what links in mails begin with. */
  readonly appUrl: string;
  readonly trustedProxies: readonly string[];
  readonly database: DatabaseConfig;
  /** BullMQ runs on Redis when set, else on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly mail: {
    readonly smtpUrl: string | null;
    readonly from: string;
    /** Speak to the server by TLS or not at all. */
    readonly requireTls: boolean;
    /** The server is on this machine. */
    readonly isLoopback: boolean;
  };
  /** Absolute. */
  readonly dataDir: string;
  /** The largest report that is taken in. */
  readonly maxUploadBytes: number;
  /** For how many days uploaded files and the texts of mails are kept; null: for ever. */
  readonly retention: { readonly uploadsDays: number | null; readonly mailsDays: number | null };
  readonly evidence: {
    /** The largest file that is taken as evidence. */
    readonly maxBytes: number;
    /** What all evidence of a firm may take together. */
    readonly firmBytes: number;
    /** For how many days removed evidence can be restored. */
    readonly keepRemovedDays: number;
  };
  /** Whether the sample firm is made. */
  readonly sample: boolean;
  /** The fixed business date `YYYY-MM-DD` of a rehearsal, else null. */
  readonly today: string | null;
  readonly workerTimes: WorkerTimes;
  /** True in a process that `npm start` started: it is stopped by its supervisor, not by Ctrl-C. */
  readonly supervised: boolean;
  readonly logLevel: LogLevel;
}

/** Whether a host name or address means this machine alone. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare);
}

function userOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}

function databaseFaults(environment: Environment): ConfigFault[] {
  const { DATABASE_URL: app, DATABASE_SYSTEM_URL: system, DATABASE_OWNER_URL: owner } = environment;
  const faults: ConfigFault[] = [];
  if (app === undefined) {
    for (const name of ['DATABASE_SYSTEM_URL', 'DATABASE_OWNER_URL'] as const) {
      if (environment[name] !== undefined)
        faults.push({
          name,
          problem: 'is set although DATABASE_URL is not',
          cure: 'Set DATABASE_URL too, or unset both to use the embedded PostgreSQL',
        });
    }
    return faults;
  }
  if (system === undefined)
    faults.push({
      name: 'DATABASE_SYSTEM_URL',
      problem: 'is missing although DATABASE_URL is set',
      cure: 'Set it to the address of the role capeline_system',
    });
  const taken = new Map([[userOf(app), 'DATABASE_URL']]);
  for (const [name, url] of [
    ['DATABASE_SYSTEM_URL', system],
    ['DATABASE_OWNER_URL', owner],
  ] as const) {
    if (url === undefined) continue;
    const other = taken.get(userOf(url));
    if (other !== undefined)
      faults.push({
        name,
        problem: `names the same role as ${other}`,
        cure: 'Use three roles: application, system and owner keep their rights apart',
      });
    taken.set(userOf(url), name);
  }
  return faults;
}

/** A password never goes over a network in clear unless somebody says so; without one, TLS is used wherever the server has it. */
function requiresTls(smtpUrl: string): boolean {
  const url = new URL(smtpUrl);
  const wish = url.searchParams.get('tls');
  return wish === 'required' || (wish !== 'optional' && url.username !== '' && !isLoopbackHost(url.hostname));
}

function mailFaults(environment: Environment): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const { SMTP_URL: smtpUrl, MAIL_FROM: from, CAPELINE_TODAY: today } = environment;
  if (smtpUrl === undefined) return faults;
  // A server on this machine (a test sink, a relay that rewrites) takes the default sender; the outside world needs a real one.
  if (from === undefined && !isLoopbackHost(new URL(smtpUrl).hostname))
    faults.push({
      name: 'MAIL_FROM',
      problem: 'is missing although SMTP_URL leads off this machine',
      cure: 'Set the sender, for example Capeline <deadlines@example.com>',
    });
  if (today !== undefined && !isLoopbackHost(new URL(smtpUrl).hostname))
    faults.push({
      name: 'SMTP_URL',
      problem: 'leads off this machine while CAPELINE_TODAY fixes the business date',
      cure: 'A rehearsal never mails real people: use a server on localhost, or unset CAPELINE_TODAY',
    });
  return faults;
}

function toConfig(environment: Environment, workingDir: string): Config {
  const { DATABASE_URL, DATABASE_SYSTEM_URL, DATABASE_OWNER_URL, HOST: host, PORT: port } = environment;
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    port,
    host,
    appUrl: (environment.APP_URL ?? `http://${reachable}:${port}`).replace(/\/+$/, ''),
    trustedProxies: environment.TRUSTED_PROXIES,
    database:
      DATABASE_URL === undefined || DATABASE_SYSTEM_URL === undefined
        ? { mode: 'embedded' }
        : {
            mode: 'external',
            appUrl: DATABASE_URL,
            systemUrl: DATABASE_SYSTEM_URL,
            ownerUrl: DATABASE_OWNER_URL ?? null,
          },
    redisUrl: environment.REDIS_URL ?? null,
    mail: {
      smtpUrl: environment.SMTP_URL ?? null,
      from: environment.MAIL_FROM ?? 'Capeline <capeline@localhost>',
      requireTls: environment.SMTP_URL !== undefined && requiresTls(environment.SMTP_URL),
      isLoopback: environment.SMTP_URL !== undefined && isLoopbackHost(new URL(environment.SMTP_URL).hostname),
    },
    dataDir: resolve(workingDir, environment.CAPELINE_DATA_DIR),
    maxUploadBytes: environment.CAPELINE_MAX_UPLOAD_MB * 1024 * 1024,
    retention: {
      uploadsDays: environment.CAPELINE_KEEP_UPLOADS_DAYS || null,
      mailsDays: environment.CAPELINE_KEEP_MAILS_DAYS || null,
    },
    evidence: {
      maxBytes: environment.CAPELINE_EVIDENCE_MAX_MB * 1024 * 1024,
      firmBytes: environment.CAPELINE_EVIDENCE_FIRM_MB * 1024 * 1024,
      keepRemovedDays: environment.CAPELINE_KEEP_REMOVED_EVIDENCE_DAYS,
    },
    sample: environment.CAPELINE_SAMPLE,
    today: environment.CAPELINE_TODAY ?? null,
    workerTimes: parseWorkerTimes(environment.CAPELINE_WORKER_TIMES) ?? DEFAULT_WORKER_TIMES,
    supervised: environment.CAPELINE_SUPERVISED,
    logLevel: environment.LOG_LEVEL,
  };
}

/**
 * Reads and validates the whole environment; an empty variable counts as unset. Relative folders are taken from `workingDir`.
 * Throws `ConfigError` that lists all faults at once and never repeats a value.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  workingDir: string = process.cwd(),
): Config {
  const set = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );
  const parsed = environmentSchema.safeParse(set);
  const faults: ConfigFault[] = [];
  const wrong = new Set<string>();
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      const [problem = issue.message, cure = 'Correct it'] = issue.message.split('|');
      if (!wrong.has(name)) faults.push({ name, problem, cure });
      wrong.add(name);
    }
  }
  // Rules across variables are judged on what is readable, so that one bad variable does not hide the others.
  const readable = environmentSchema.safeParse(
    Object.fromEntries(Object.entries(set).filter(([name]) => !wrong.has(name))),
  );
  if (readable.success) {
    const across = [...databaseFaults(readable.data), ...mailFaults(readable.data)];
    faults.push(...across.filter((fault) => !wrong.has(fault.name) && !dependsOn(fault.name, wrong)));
    if (faults.length === 0) return toConfig(readable.data, workingDir);
  }
  throw new ConfigError(faults);
}

/** A variable that is set but unreadable must not be reported as missing by the rule of another one. */
function dependsOn(name: string, wrong: ReadonlySet<string>): boolean {
  return name.startsWith('DATABASE_') && wrong.has('DATABASE_URL');
}
