import { z } from 'zod';

/** Payloads of jobs. A job only says "look now": every handler reads the truth from PostgreSQL and is idempotent. */
export const JOB_PAYLOADS = {
  /** Read (and, with auto-commit, commit) an uploaded report. */
  'read-report': z.strictObject({ organizationId: z.uuid(), importId: z.uuid() }),
  /** Find deadlines that entered a tier and compose the digest when its hour has come. */
  'sweep-organization': z.strictObject({ organizationId: z.uuid() }),
  /** Remove what is older than the installation keeps it. */
  'apply-retention': z.strictObject({ organizationId: z.uuid() }),
  /** Hand one message to the mail server. */
  'send-mail': z.strictObject({ organizationId: z.uuid(), mailId: z.uuid() }),
} as const;
export type JobName = keyof typeof JOB_PAYLOADS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOB_PAYLOADS)[Name]>;
