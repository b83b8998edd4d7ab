import {
  asOnlyWatchdog,
  findWaitingImports,
  findWaitingMails,
  listUnsweptFirms,
  noteSweepRound,
} from '@capeline/operations';
import type { WorkerContext } from './context.ts';
import { readAndSweep } from './jobs/read-report.ts';
import { sendMail } from './jobs/send-mail.ts';
import { sweepFirm } from './sweep-firm.ts';

const MAILS_AT_A_TIME = 100;
/** Side by side, as the queue does it: a server that hangs at one message holds up no other. */
const MAIL_LANES = 8;
const IMPORTS_AT_A_TIME = 10;
/** A sweep by the queue may be a little late before the watchdog takes over; two intervals without any would be an outage. */
const LATENESS = 1.5;

/** One firm's fault must not keep the others waiting. */
async function each<Item>(
  context: WorkerContext,
  what: string,
  items: Iterable<Item>,
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    if (signal.aborted) return;
    try {
      await work(item);
    } catch (error) {
      context.logger.error({ what, item, err: error }, 'the watchdog could not do this; it tries again');
    }
  }
}

/** Sweeps, without the queue, every firm that was not swept since `sweptBefore`, and notes since when all are swept. */
export async function sweepUnswept(context: WorkerContext, sweptBefore: Date, signal: AbortSignal): Promise<void> {
  const { database, clock } = context;
  const firms = await listUnsweptFirms(database, { sweptBefore, now: clock.now() });
  await each(context, 'sweep', firms, signal, async (organizationId) => {
    await asOnlyWatchdog(database, organizationId, () => sweepFirm(context, organizationId));
  });
  await noteSweepRound(database, clock.now());
}

/** Sweeps, without the queue, the firms that were not swept for too long: a flushed or dead queue loses nothing. */
export async function watchSweeps(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { clock, times } = context;
  await sweepUnswept(context, new Date(clock.now().getTime() - times.sweepMs * LATENESS), signal);
}

/**
 * Sends, without the queue, mail that is due and in nobody's hands. A loop of its own: a mail server that hangs must not hold up
 * the sweeps. Who stops it waits a little for a message in the server's hands, and then gives up on that server.
 */
export async function watchMails(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { database, clock, times } = context;
  const waiting = await findWaitingMails(database, clock.now(), MAILS_AT_A_TIME);
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = (): void => {
    timer = setTimeout(() => giveUp.abort(new Error('The worker is stopping.')), times.mailGraceMs);
  };
  signal.addEventListener('abort', onStop, { once: true });
  try {
    const shared = waiting.values();
    const lane = () =>
      each(context, 'mail', shared, signal, ({ organizationId, id }) =>
        sendMail(context, { organizationId, mailId: id }, giveUp.signal),
      );
    await Promise.all(Array.from({ length: MAIL_LANES }, lane));
  } finally {
    signal.removeEventListener('abort', onStop);
    clearTimeout(timer);
  }
}

/** Reads, without the queue, the reports that wait too long or whose reader is gone. A loop of its own: one may take minutes. */
export async function watchImports(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { database, clock, times } = context;
  const now = clock.now();
  const receivedBefore = new Date(now.getTime() - times.importGraceMs);
  const waiting = await findWaitingImports(database, { now, receivedBefore, limit: IMPORTS_AT_A_TIME });
  await each(context, 'import', waiting, signal, ({ organizationId, id }) =>
    readAndSweep(context, { organizationId, importId: id }, signal),
  );
}
