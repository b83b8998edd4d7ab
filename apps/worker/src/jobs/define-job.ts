import type { JOB_PAYLOADS, JobName, JobPayload } from '@capeline/contracts';
import type { AddOptions, JobRun } from '@capeline/runtime';
import { UnrecoverableError } from 'bullmq';
import type { WorkerContext } from '../context.ts';

/** A kind of work: its contract, how often it is tried, and what it does. */
export interface JobDefinition<Name extends JobName> {
  readonly name: Name;
  readonly payload: (typeof JOB_PAYLOADS)[Name];
  readonly attempts: number;
  /** The pause before the second attempt; it doubles. */
  readonly backoffMs: number;
  /** Jobs of this kind at the same time in one worker. */
  readonly concurrency: number;
  readonly run: (context: WorkerContext, payload: JobPayload<Name>, signal: AbortSignal) => Promise<void>;
}

/** A defined job: each kind has a queue of its own name, so that a long import holds no mail up. */
export interface Job {
  readonly name: JobName;
  readonly concurrency: number;
  readonly addOptions: Pick<AddOptions, 'attempts' | 'backoffMs'>;
  /** Throws `UnrecoverableError` for a payload that breaks the contract: trying again would not mend it. */
  readonly handle: (context: WorkerContext, job: Pick<JobRun, 'payload' | 'signal'>) => Promise<void>;
}

/** Binds a kind of work to its contract; the handler never sees a payload that the contract does not allow. */
export function defineJob<Name extends JobName>(definition: JobDefinition<Name>): Job {
  const { name, payload, attempts, backoffMs, concurrency, run } = definition;
  return {
    name,
    concurrency,
    addOptions: { attempts, backoffMs },
    handle: async (context, job) => {
      const parsed = payload.safeParse(job.payload);
      if (!parsed.success) {
        const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`);
        throw new UnrecoverableError(`The payload of ${name} breaks its contract (${faults.join('; ')}).`);
      }
      // The schema of this very name was used; the index into the table of schemas loses that for the compiler.
      await run(context, parsed.data as JobPayload<Name>, job.signal);
    },
  };
}
