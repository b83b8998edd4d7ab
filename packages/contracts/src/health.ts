import { z } from 'zod';

/** `GET /readyz` */
export const ReadyzResponse = z.object({
  ready: z.boolean(),
  checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
  lastSweepAgeSeconds: z.number().nullable(),
});
