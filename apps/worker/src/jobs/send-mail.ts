import { JOB_PAYLOADS } from '@capeline/contracts';
import { deliverMail } from '@capeline/operations';
import type { WorkerContext } from '../context.ts';
import { defineJob } from './define-job.ts';

/** Hands one message to the mail server; when that fails for now, the message says itself when it is due again. */
export async function sendMail(
  context: WorkerContext,
  message: { readonly organizationId: string; readonly mailId: string },
  signal: AbortSignal,
): Promise<void> {
  const { database, mail, transport, clock, logger, times } = context;
  const leaseMs = times.mailLeaseMs;
  let reason: string | undefined;
  const tell = (why: string): void => {
    reason = why;
  };
  const now = () => clock.now();
  const outcome = await deliverMail(database, message, { now, mail, transport, leaseMs, signal, tell });
  if (outcome === 'failed' || outcome === 'refused' || outcome === 'queued')
    logger.warn({ ...message, outcome, reason }, 'a message was not accepted');
  else logger.info({ ...message, outcome }, 'a message was delivered');
}

/** What the server refuses for now waits in mail_message.next_attempt_at, where a lost queue cannot lose it; these attempts are for faults of our own. */
export const sendMailJob = defineJob({
  name: 'send-mail',
  payload: JOB_PAYLOADS['send-mail'],
  attempts: 3,
  backoffMs: 5_000,
  concurrency: 8,
  run: sendMail,
});
