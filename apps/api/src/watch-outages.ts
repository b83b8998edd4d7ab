import type { Database } from '@capeline/db';
import { createOutageWatch, openMail } from '@capeline/operations';
import { type Clock, type Logger, runPeriodically, type Shutdown } from '@capeline/runtime';
import type { ApiConfig } from './config.ts';

/** Of the age at which a sweep counts as late: for how long it must be late before anybody is told, and how often is looked. */
const CONFIRMED_AFTER = 0.2;
const LOOKS_EVERY = 0.05;

/**
 * Watches from this process that the worker sweeps every firm, and mails the owners when it does not: a worker that is gone can tell
 * nobody. Everything is registered with `shutdown`.
 */
export function startOutageWatch(
  parts: {
    readonly config: ApiConfig;
    readonly database: Database;
    readonly clock: Clock;
    readonly logger: Logger;
  },
  shutdown: Shutdown,
): void {
  const { config, database, clock, logger } = parts;
  const { sweepMaxAgeMs: maxAgeMs } = config;
  const leaseMs = config.workerTimes.mailLeaseMs;
  const { settings: mail, transport } = openMail(config, leaseMs);
  const watch = createOutageWatch(database, {
    now: () => clock.now(),
    businessDate: (timeZone) => clock.businessDate(timeZone),
    maxAgeMs,
    confirmMs: maxAgeMs * CONFIRMED_AFTER,
    mail,
    transport,
    leaseMs,
  });
  if (transport !== null) shutdown.add('mail', () => transport.close());
  const looks = runPeriodically('outages', maxAgeMs * LOOKS_EVERY, (signal) => watch.look(signal), logger);
  shutdown.add('outages', () => looks.stop());
}
