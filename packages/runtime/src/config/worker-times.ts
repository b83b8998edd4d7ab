/** How often a worker looks and how long it waits, in milliseconds; `CAPELINE_WORKER_TIMES` makes single ones shorter. */
export interface WorkerTimes {
  readonly heartbeatMs: number;
  /** How often every firm is swept by the queue. */
  readonly sweepMs: number;
  /** How often old files and texts are looked for. */
  readonly retentionMs: number;
  /** How often the watchdog looks, without the queue. */
  readonly watchdogMs: number;
  /** How often what must be there is looked at again. */
  readonly prepareMs: number;
  /** How long an import may wait for the queue before the watchdog reads it. */
  readonly importGraceMs: number;
  /** How long an import stays with a worker that has fallen silent. */
  readonly importLeaseMs: number;
  /** How long a message stays with a worker that has fallen silent. */
  readonly mailLeaseMs: number;
  /** How often the relay looks although nobody told it. */
  readonly relayPollMs: number;
  /** How long one call into the queue may take. */
  readonly relayTimeoutMs: number;
  /** How long a job's lock outlives its worker. */
  readonly jobLockMs: number;
  /** How long the watchdog waits for the mail server's answer when the worker stops. */
  readonly mailGraceMs: number;
  /** How long a running job may take to end when the worker stops. */
  readonly stopGraceMs: number;
}

export const DEFAULT_WORKER_TIMES: WorkerTimes = {
  heartbeatMs: 10_000,
  sweepMs: 300_000,
  retentionMs: 86_400_000,
  watchdogMs: 10_000,
  prepareMs: 60_000,
  importGraceMs: 60_000,
  importLeaseMs: 20_000,
  // What a mail server may take for one message is less than this (MAIL_SHARE), so that a slow one is not sent to twice.
  mailLeaseMs: 300_000,
  relayPollMs: 1_000,
  relayTimeoutMs: 5_000,
  jobLockMs: 30_000,
  mailGraceMs: 3_000,
  stopGraceMs: 8_000,
};

/** Below this a worker would do nothing but look. */
export const SHORTEST_WORKER_TIME_MS = 100;

const PAIR = /^([A-Za-z]+)=(\d{1,9})$/;

/**
 * Reads `name=milliseconds,…` over the defaults. Null when a name is unknown, a value is no number, or a time is longer than its
 * default: what is claimed about delays (docs/operations.md) holds for every setting.
 */
export function parseWorkerTimes(text: string): WorkerTimes | null {
  const times: Record<string, number> = { ...DEFAULT_WORKER_TIMES };
  for (const pair of text.split(',').map((piece) => piece.trim())) {
    if (pair === '') continue;
    const [, name = '', digits = ''] = PAIR.exec(pair) ?? [];
    const longest = Object.hasOwn(DEFAULT_WORKER_TIMES, name)
      ? DEFAULT_WORKER_TIMES[name as keyof WorkerTimes]
      : undefined;
    const milliseconds = Number(digits);
    if (longest === undefined || milliseconds > longest || milliseconds < SHORTEST_WORKER_TIME_MS) return null;
    times[name] = milliseconds;
  }
  return times as unknown as WorkerTimes;
}
