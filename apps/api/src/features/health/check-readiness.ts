import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  assertSchemaIsKnown,
  countStuckMails,
  readServiceStates,
  SchemaMismatchError,
  type ServiceState,
} from '@capeline/db';
import { WORKER_SERVICE } from '@capeline/operations';
import type { Services } from '../../services.ts';

interface Check {
  readonly ok: boolean;
  readonly detail: string;
}

/** The state of everything that the service needs, as `GET /readyz` tells it. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Record<string, Check>;
  readonly lastSweepAgeSeconds: number | null;
}

const passed = (detail: string): Check => ({ ok: true, detail });
const failed = (detail: string): Check => ({ ok: false, detail });
const ageSeconds = (now: Date, then: Date): number => Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));

async function checkSchema({ config, logger }: Services): Promise<Check> {
  if (config.database.mode !== 'external') return failed('no database is configured');
  try {
    await assertSchemaIsKnown({ databaseUrl: config.database.appUrl });
    return passed('migrated to the version of this program');
  } catch (error) {
    if (error instanceof SchemaMismatchError) return failed(error.reason.replaceAll('_', ' '));
    logger.warn({ err: error }, 'the schema could not be examined');
    return failed('could not be examined');
  }
}

async function readWorkerState({ database, logger }: Services): Promise<ServiceState | null | 'unreachable'> {
  try {
    const states = await database.withSystem('readiness: when was the worker seen', readServiceStates);
    return states.find(({ name }) => name === WORKER_SERVICE) ?? null;
  } catch (error) {
    logger.warn({ err: error }, 'the database does not answer the readiness check');
    return 'unreachable';
  }
}

function checkWorker(state: ServiceState | null, now: Date, maxAgeMs: number): Check {
  if (state === null) return failed('was never seen');
  const age = ageSeconds(now, state.seenAt);
  return age * 1000 < maxAgeMs ? passed(`seen ${age} s ago`) : failed(`last seen ${age} s ago`);
}

function checkSweep(ageInSeconds: number | null, maxAgeMs: number): Check {
  if (ageInSeconds === null) return failed('the first sweep is not done');
  const detail = `last sweep ended ${ageInSeconds} s ago`;
  return ageInSeconds * 1000 <= maxAgeMs ? passed(detail) : failed(detail);
}

/** The room where the data folder is, or will be. */
async function readFreeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return readFreeBytes(parent);
  }
}

async function checkDisk({ config, logger }: Services): Promise<Check> {
  try {
    const free = await readFreeBytes(config.dataDir);
    const detail = `${Math.floor(free / 1024 / 1024)} MiB are free in the data folder`;
    return free >= config.minFreeDiskBytes ? passed(detail) : failed(detail);
  } catch (error) {
    logger.warn({ err: error }, 'the data folder could not be examined');
    return failed('the data folder could not be examined');
  }
}

/** Told and no reason to be unready: whoever was sent elsewhere for it could not even read the dates. */
async function checkMail({ database, logger }: Services): Promise<Check> {
  try {
    const stuck = await database.withSystemStatements('readiness: mail that is not taken', countStuckMails);
    if (stuck === 0) return passed('no message waits for its fourth attempt');
    return failed(
      `${stuck} ${stuck === 1 ? 'message was' : 'messages were'} not taken by the mail server at three attempts`,
    );
  } catch (error) {
    logger.warn({ err: error }, 'mail that waits could not be counted');
    return failed('could not be examined');
  }
}

/** Examines every dependency anew; never throws. A sweep that is missing means that deadlines may go unannounced. */
export async function checkReadiness(services: Services): Promise<Readiness> {
  const now = services.clock.now();
  const [schema, state, disk, mail] = await Promise.all([
    checkSchema(services),
    readWorkerState(services),
    checkDisk(services),
    checkMail(services),
  ]);
  const worker = state === 'unreachable' ? null : state;
  const sweepAge = worker?.lastSweepAt ? ageSeconds(now, worker.lastSweepAt) : null;
  const checks: Record<string, Check> = {
    database: state === 'unreachable' ? failed('does not answer') : passed('answers'),
    schema,
    worker: checkWorker(worker, now, services.config.heartbeatMaxAgeMs),
    sweep: checkSweep(sweepAge, services.config.sweepMaxAgeMs),
    disk,
  };
  const ready = Object.values(checks).every((check) => check.ok);
  return { ready, checks: { ...checks, mail }, lastSweepAgeSeconds: sweepAge };
}
