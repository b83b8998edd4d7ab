import { z } from 'zod';
import { Permission, Role } from './permissions.ts';
import { Email, FilerCode, Id, Instant, shortText } from './primitives.ts';

export const Password = z.string().min(12, 'At least 12 characters.').max(200);

/** `GET /api/v1/setup`: what the first page offers; public. */
export const SetupState = z.object({ firmExists: z.boolean(), sampleAvailable: z.boolean() });
export type SetupState = z.infer<typeof SetupState>;

/** `POST /api/v1/setup`: makes the first firm and signs its owner in. 409 `setup.already_done` once a firm exists. */
export const SetUpFirmRequest = z.strictObject({
  organizationName: shortText(),
  ownerName: shortText(),
  email: Email,
  password: Password,
  filerCodes: z.array(FilerCode).max(50).default([]),
});
export type SetUpFirmRequest = z.infer<typeof SetUpFirmRequest>;

/** `POST /api/v1/session` */
export const SignInRequest = z.strictObject({ email: z.string().max(254), password: z.string().max(200) });
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `POST /api/v1/session/link`: redeems a one-time link; the person then sets a password. */
export const RedeemLinkRequest = z.strictObject({ token: z.string().min(20).max(200) });
/** `POST /api/v1/session/password-reset`: the answer is the same whether the address is known or not. */
export const AskPasswordResetRequest = z.strictObject({ email: z.string().max(254) });
/** `POST /api/v1/session/password-reset/redeem`: uses the mailed link up, sets the password and signs in. */
export const RedeemPasswordResetRequest = z.strictObject({ token: z.string().min(20).max(200), password: Password });
/** `POST /api/v1/session/firm`: goes on in another of the person's firms. */
export const SwitchFirmRequest = z.strictObject({ organizationId: Id });
/** `PATCH /api/v1/me` */
export const UpdateMeRequest = z.strictObject({ name: shortText() });
export const SetPasswordRequest = z.strictObject({ password: Password, name: shortText().optional() });

/** `GET /api/v1/me` and the answer to every way of signing in. */
export const Me = z.object({
  user: z.object({ id: Id, name: z.string(), email: z.string(), hasPassword: z.boolean() }),
  organization: z.object({
    id: Id,
    name: z.string(),
    isSample: z.boolean(),
    /** The date for which a sample was made that has aged since; null for a sample that fits, and for every other firm. */
    agedSampleOf: z.iso.date().nullable(),
    timeZone: z.string(),
  }),
  role: Role,
  permissions: z.array(Permission),
  /** Every firm that the person belongs to, this one among them. */
  firms: z.array(z.object({ id: Id, name: z.string(), isSample: z.boolean(), role: Role })),
  /** The firm's today. */
  businessDate: z.iso.date(),
  /** True while CAPELINE_TODAY fixes the business date: banner, marked exports. */
  rehearsal: z.boolean(),
  /** False: mails are rendered and kept, not sent; loud banner. */
  mailConfigured: z.boolean(),
});
export type Me = z.infer<typeof Me>;

/** `GET /api/v1/me/sessions`: where the person is signed in. */
export const SessionList = z.object({
  data: z.array(
    z.object({
      organizationName: z.string(),
      createdAt: Instant,
      lastSeenAt: Instant,
      isCurrent: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof SessionList>;
/** `DELETE /api/v1/me/sessions`: how many others were ended. */
export const EndedSessions = z.object({ ended: z.number().int() });
