import type { Permission, Role } from '@capeline/contracts';
import { rolesThatMay } from '@capeline/contracts';

/** What each role is for, in one sentence; what it may do in detail stands in the policy table. */
export const ROLE_MEANINGS: Record<Role, string> = {
  owner: 'Everything, and alone makes and unmakes owners.',
  manager: 'All daily work, settings, members and keys. Hears of every client.',
  specialist: 'All daily work: reports, checks, dates, clients. Hears of the clients that are theirs.',
  auditor: 'Reads everything and changes nothing. Importer numbers of persons stay masked.',
};

/** Why something cannot be done by this person: who could. */
export function whoMay(permission: Permission): string {
  const roles = rolesThatMay(permission).map((role) => (role === 'owner' ? 'an owner' : `a ${role}`));
  return `Ask ${roles.join(' or ')}.`;
}
