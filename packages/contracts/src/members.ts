import { z } from 'zod';
import { Role } from './permissions.ts';
import { CalendarDate, Email, Id, Instant, shortText } from './primitives.ts';

/** When somebody is away, both days included, and who hears what he would; without a delegate the managers do. */
export const Absence = z.object({
  from: CalendarDate,
  until: CalendarDate,
  delegate: z.object({ userId: Id, name: z.string() }).nullable(),
});
export type Absence = z.infer<typeof Absence>;
/** `PUT /api/v1/me/absence`, `PUT /api/v1/members/{id}/absence`: replaces what was planned. */
export const PlanAbsenceRequest = z.strictObject({
  from: CalendarDate,
  until: CalendarDate,
  delegateId: Id.nullable().default(null),
});
export type PlanAbsenceRequest = z.infer<typeof PlanAbsenceRequest>;

/** `GET /api/v1/members` */
export const Member = z.object({
  id: Id,
  userId: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  initials: z.string(),
  /** What is planned or runs; what is over is not shown. */
  absence: Absence.nullable(),
});
export type Member = z.infer<typeof Member>;

/** `PATCH /api/v1/members/{id}` */
export const UpdateMemberRequest = z.strictObject({ role: Role });

/** `GET /api/v1/members/{id}/holdings`: what somebody else must take over before this member leaves. */
export const MemberHoldings = z.object({
  clients: z.array(z.object({ id: Id, name: z.string() })),
  checkCount: z.number().int(),
  /** Lines of the firm's own checks that name this member, as the one who does it or who stands in. */
  firmCheckCount: z.number().int(),
  /** Keys that this member made for programs and that go on working. */
  apiKeyCount: z.number().int(),
  /** Who takes over when nobody is named: the longest-serving manager, else owner; null when there is nobody else. */
  fallsTo: z.object({ id: Id, name: z.string() }).nullable(),
});
export type MemberHoldings = z.infer<typeof MemberHoldings>;

/** `POST /api/v1/members/{id}/deactivate`; without `handOverTo` everything falls to the manager. */
export const DeactivateMemberRequest = z.strictObject({ handOverTo: Id.nullable().default(null) });
export const DeactivatedMember = z.object({
  clientCount: z.number().int(),
  checkCount: z.number().int(),
  firmCheckCount: z.number().int(),
  /** Null when there was nothing to hand over. */
  handedTo: z.object({ id: Id, name: z.string() }).nullable(),
});
export type DeactivatedMember = z.infer<typeof DeactivatedMember>;

/** An invitation that nobody accepted or revoked yet. */
export const Invitation = z.object({
  id: Id,
  email: z.string(),
  role: Role,
  invitedBy: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  isExpired: z.boolean(),
});
export type Invitation = z.infer<typeof Invitation>;
/** `GET /api/v1/invitations` */
export const InvitationList = z.object({ data: z.array(Invitation) });
/** `POST /api/v1/invitations` */
export const InviteRequest = z.strictObject({ email: Email, role: Role });
export type InviteRequest = z.infer<typeof InviteRequest>;
/** The link is shown this once; the mail carries another one. */
export const IssuedInvitation = Invitation.extend({ link: z.string(), isMailed: z.boolean() });
export type IssuedInvitation = z.infer<typeof IssuedInvitation>;

/** One that is cut short is answered like any other that does not hold. */
const Token = z.string().min(1).max(200);
/** `POST /api/v1/invitations/look`: what a link invites to; uses nothing up. */
export const LookAtInvitationRequest = z.strictObject({ token: Token });
export const InvitationView = z.object({
  organizationName: z.string(),
  email: z.string(),
  role: Role,
  invitedBy: z.string().nullable(),
  expiresAt: Instant,
  /** The address has an account already: its password joins, no new one is chosen. */
  hasAccount: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;
/** `POST /api/v1/invitations/accept`; a new account needs `name`, a known one its own password. */
export const AcceptInvitationRequest = z.strictObject({
  token: Token,
  password: z.string().min(1).max(200),
  name: shortText().optional(),
});
export type AcceptInvitationRequest = z.infer<typeof AcceptInvitationRequest>;
