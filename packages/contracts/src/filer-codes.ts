import { z } from 'zod';
import { Cents } from './primitives.ts';

/** Whose a filer code is; `unknown` until a person says, and never taken for ours. */
export const FilerStatus = z.enum(['ours', 'another', 'unknown']);
export type FilerStatus = z.infer<typeof FilerStatus>;

/** A code that the firm named or that a report brought, with what it covers. */
export const FilerCodeUse = z.object({
  code: z.string(),
  status: FilerStatus,
  entryCount: z.number().int(),
  clientCount: z.number().int(),
  ieepaDutyCents: Cents,
});
export type FilerCodeUse = z.infer<typeof FilerCodeUse>;
export const FilerCodeList = z.object({ data: z.array(FilerCodeUse) });
export type FilerCodeList = z.infer<typeof FilerCodeList>;

/** `PATCH /api/v1/filer-codes/{code}` */
export const DecideFilerCodeRequest = z.strictObject({ status: FilerStatus });
