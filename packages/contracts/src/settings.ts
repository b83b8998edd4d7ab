import { z } from 'zod';
import { FilerStatus } from './filer-codes.ts';
import { Scope } from './permissions.ts';
import { FilerCode, Id, Instant, shortText } from './primitives.ts';

/** `GET` and `PATCH /api/v1/organization` */
export const OrganizationSettings = z.object({
  name: z.string(),
  timeZone: z.string(),
  digestTime: z.string(),
  capeFileByBusinessDays: z.number().int(),
  filerCodes: z.array(z.object({ code: z.string(), confirmed: z.boolean(), status: FilerStatus })),
  isSample: z.boolean(),
  /** Names this state for `If-Match`; the `ETag` is the same. Codes that a report alone brought do not change it. */
  version: z.string(),
});
export type OrganizationSettings = z.infer<typeof OrganizationSettings>;
export const UpdateOrganizationRequest = z.strictObject({
  name: shortText().optional(),
  filerCodes: z.array(FilerCode).max(50).optional(),
});

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(Scope),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const CreateApiKeyRequest = z.strictObject({ name: shortText(), scopes: z.array(Scope).min(1) });
/** The key itself is shown once, here. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
