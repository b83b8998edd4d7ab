import type { Permission, Role } from '@capeline/contracts';

/** The roles, the mightiest first. */
export const ROLES = ['owner', 'manager', 'specialist', 'auditor'] as const satisfies readonly Role[];

/** What each role is for, in one sentence; what it may do in detail stands in the policy table. */
export const ROLE_MEANINGS: Record<Role, string> = {
  owner: 'Everything, and alone makes and unmakes owners.',
  manager: 'All daily work, settings, members and keys. Hears of every client.',
  specialist: 'All daily work: reports, checks, dates, clients. Hears of the clients that are theirs.',
  auditor: 'Reads everything and changes nothing. Importer numbers of persons stay masked.',
};

/** Copied from the policy table, which would bring its schemas into the browser; a test holds the two together. */
export const WHO_MAY = {
  'clients:write': ['owner', 'manager', 'specialist'],
  'members:write': ['owner', 'manager'],
  'owners:write': ['owner'],
} as const satisfies Partial<Record<Permission, readonly Role[]>>;

/** Why something cannot be done by this person: who could. */
export function whoMay(permission: keyof typeof WHO_MAY): string {
  const roles = WHO_MAY[permission].map((role) => (role === 'owner' ? 'an owner' : `a ${role}`));
  return `Ask ${roles.join(' or ')}.`;
}
