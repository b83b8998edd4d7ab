import { type Database, deleteOutbox, type OutboxMessage, takeOutbox } from '@capeline/db';

/** Messages taken at a time: as many share one commit and one round trip to the queue, which takes a fraction of the time that it is given. */
const BATCH = 500;

/**
 * Hands the oldest messages of the outbox to `deliver` and deletes them once it resolved. When it throws, or we die, they stay
 * and come again: at least once, never lost. Several relays share the work. Answers how many were handed over.
 */
export async function relayOutbox(
  database: Database,
  deliver: (messages: readonly OutboxMessage[]) => Promise<void>,
): Promise<number> {
  return database.withSystem('relay: hand the outbox to the queue', async (tx) => {
    const messages = await takeOutbox(tx, BATCH);
    if (messages.length === 0) return 0;
    await deliver(messages);
    await deleteOutbox(
      tx,
      messages.map((message) => message.id),
    );
    return messages.length;
  });
}
