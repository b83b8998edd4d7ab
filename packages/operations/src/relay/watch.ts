import {
  type Database,
  findSweepTime,
  findTimeZone,
  heartbeat,
  listOrganizations,
  listSweepTimes,
  listWaitingImports,
  listWaitingMails,
  recordFirmSweep,
  recordSweep,
  tryLockFirm,
  type WaitingWork,
} from '@capeline/db';

/** Under this name the workers of an installation report together. */
export const WORKER_SERVICE = 'worker';

/** The firm's time zone, or null when there is no such firm. */
export function findFirmTimeZone(database: Database, organizationId: string): Promise<string | null> {
  return database.withSystem('sweep: the firm’s time zone', (tx) => findTimeZone(tx, organizationId));
}

/** Notes that a firm was swept. */
export function noteFirmSweep(database: Database, organizationId: string, at: Date): Promise<void> {
  return database.withSystem('sweep: note that it ended', (tx) => recordFirmSweep(tx, organizationId, at));
}

/** Notes that a worker is alive. */
export function noteWorkerAlive(database: Database, at: Date, details: Record<string, unknown>): Promise<void> {
  return database.withSystem('worker: heartbeat', (tx) => heartbeat(tx, WORKER_SERVICE, at, details));
}

/** No two clocks that are kept in step differ by more. */
export const AHEAD_MS = 120_000;

/** When the firm was last swept, as far as anybody can say. */
export function findLastSweep(database: Database, organizationId: string): Promise<Date | null> {
  return database.withSystemStatements('sweep: when was the last one', (tx) =>
    findSweepTime(tx, organizationId, WORKER_SERVICE),
  );
}

/**
 * The firms that were never swept, not since `sweptBefore`, or after `now`, that is by a clock that ran ahead; the oldest firm
 * first.
 */
export async function listUnsweptFirms(
  database: Database,
  { sweptBefore, now }: { readonly sweptBefore: Date; readonly now: Date },
): Promise<string[]> {
  const isFresh = (sweptAt: Date | undefined): boolean =>
    sweptAt !== undefined && sweptAt >= sweptBefore && sweptAt.getTime() <= now.getTime() + AHEAD_MS;
  return database.withSystem('watchdog: firms without a sweep', async (tx) => {
    const organizations = await listOrganizations(tx);
    const times = await listSweepTimes(tx);
    return organizations.map(({ id }) => id).filter((id) => !isFresh(times.get(id)));
  });
}

/** Every firm of the installation. */
export async function listFirmIds(database: Database): Promise<string[]> {
  const organizations = await database.withSystem('sweep: which firms exist', listOrganizations);
  return organizations.map(({ id }) => id);
}

/**
 * Writes down since when every firm has been swept, which is what readiness reads: the oldest of all firms' sweeps, `now` when
 * there is no firm, and nothing while a firm was never swept.
 */
export async function noteSweepRound(database: Database, now: Date): Promise<void> {
  await database.withSystem('sweep: since when all firms are swept', async (tx) => {
    const organizations = await listOrganizations(tx);
    const times = await listSweepTimes(tx);
    const swept = organizations.flatMap(({ id }) => times.get(id) ?? []);
    if (swept.length < organizations.length) return;
    const oldest = swept.reduce((least, time) => (time < least ? time : least), now);
    await recordSweep(tx, WORKER_SERVICE, oldest);
  });
}

/** Messages that are due and in nobody's hands. */
export function findWaitingMails(database: Database, now: Date, limit: number): Promise<WaitingWork[]> {
  return database.withSystem('watchdog: mail that waits', (tx) => listWaitingMails(tx, now, limit));
}

/** Imports that wait since `receivedBefore`, or whose reader is gone. */
export function findWaitingImports(
  database: Database,
  input: { readonly now: Date; readonly receivedBefore: Date; readonly limit: number },
): Promise<WaitingWork[]> {
  return database.withSystem('watchdog: imports that wait', (tx) => listWaitingImports(tx, input));
}

/** Runs `work` unless another watchdog acts for the firm at this moment; answers whether it ran. */
export function asOnlyWatchdog(
  database: Database,
  organizationId: string,
  work: () => Promise<void>,
): Promise<boolean> {
  return database.withSystem('watchdog: act for a firm alone', async (tx) => {
    if (!(await tryLockFirm(tx, organizationId))) return false;
    await work();
    return true;
  });
}
