import { AppError, allows, type Permission, rolesThatMay } from '@capeline/contracts';
import type { AuditActor } from '@capeline/db';
import type { IdentifiedKey, IdentifiedMember } from '@capeline/operations';

/** Who asks. Everything that a request may see or do follows from this. */
export type Principal = IdentifiedMember | IdentifiedKey;

/**
 * What a route asks of its caller: a permission of the policy table, or `public` (nobody), `signed_in` (any session or key),
 * `member` (a person's session).
 */
export type Access = Permission | 'public' | 'signed_in' | 'member';

/** What is missing, and who has it: a person is told the roles, a program the scope. */
function describeNeed(access: Permission, principal: Principal): string {
  if (principal.kind === 'api_key') return `This needs the permission ${access}. Make a key that has it.`;
  const roles = rolesThatMay(access).join(', ');
  return `This needs the permission ${access} (${roles}); you are ${principal.role}. Ask an owner of your firm.`;
}

/** Lets a caller through or throws `auth.required` or `auth.forbidden`. */
export function authorize(access: Access, principal: Principal | null): void {
  if (access === 'public') return;
  if (principal === null)
    throw new AppError('auth.required', 'Sign in, or send an API key as "Authorization: Bearer cl_live_…".');
  if (access === 'signed_in') return;
  if (access === 'member') {
    if (principal.kind === 'member') return;
    throw new AppError('auth.forbidden', 'This is for people who are signed in; an API key cannot do it.');
  }
  if (!allows(principal.permissions, access)) throw new AppError('auth.forbidden', describeNeed(access, principal));
}

/** The caller as the audit trail names him. */
export function actorOf(principal: Principal): AuditActor {
  return principal.kind === 'member'
    ? { kind: 'user', id: principal.userId, name: principal.userName }
    : { kind: 'api_key', id: principal.keyId };
}
