import { listenToOutbox, type OutboxMessage } from '@capeline/db';
import { relayOutbox } from '@capeline/operations';
import { type PeriodicWork, type QueueBackend, runPeriodically } from '@capeline/runtime';
import type { WorkerContext } from './context.ts';
import { findJob } from './jobs/all-jobs.ts';
import { within } from './within.ts';

/** Adds messages to the queues of their topics, each under an id of its own, so that a repeated one is not added twice. */
async function addToQueue(
  queue: QueueBackend,
  context: WorkerContext,
  messages: readonly OutboxMessage[],
): Promise<void> {
  for (const [topic, batch] of Map.groupBy(messages, (message) => message.topic)) {
    const job = findJob(topic);
    if (job === undefined) {
      // Waiting would block all later messages; a queue message only says "look now", and the watchdog looks anyway.
      context.logger.error({ topic, count: batch.length }, 'the outbox holds a topic that this release does not know');
      continue;
    }
    const jobs = batch.map((message) => ({
      name: topic,
      // The firm of a message is the firm of its row, which the policy guards; what the payload says of it decides nothing.
      payload: { ...message.payload, organizationId: message.organizationId },
      options: { ...job.addOptions, jobId: `outbox-${message.id}` },
    }));
    await queue.queue(topic).addAll(jobs);
  }
}

async function handOver(
  queue: QueueBackend,
  context: WorkerContext,
  messages: readonly OutboxMessage[],
): Promise<void> {
  if (!(await queue.ping())) throw new Error('The queue does not answer.');
  await addToQueue(queue, context, messages);
}

/** Hands over everything that lies in the outbox. Throws while the queue does not answer; the rows stay. */
export async function relayAll(queue: QueueBackend, context: WorkerContext, signal?: AbortSignal): Promise<void> {
  let count: number;
  do {
    count = await relayOutbox(context.database, async (messages) => {
      // A queue that is down must not hold the rows locked; what it took late is added again under the same id.
      await within(context.times.relayTimeoutMs, signal, handOver(queue, context, messages));
    });
  } while (count > 0 && signal?.aborted !== true);
}

/** Relays on every notice of PostgreSQL, and every second without one, because a notice is a hint. */
export async function startRelay(
  queue: QueueBackend,
  context: WorkerContext,
  systemUrl: string,
): Promise<Pick<PeriodicWork, 'stop'>> {
  const work = runPeriodically(
    'relay',
    context.times.relayPollMs,
    (signal) => relayAll(queue, context, signal),
    context.logger,
  );
  const listener = await listenToOutbox({ systemUrl, onNotice: () => work.nudge(), logger: context.logger });
  return {
    stop: async () => {
      await listener.close();
      await work.stop();
    },
  };
}
