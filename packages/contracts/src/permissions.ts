import { z } from 'zod';

export const Role = z.enum(['owner', 'manager', 'specialist', 'auditor']);
export type Role = z.infer<typeof Role>;

/** What an API key or a member may do. `*` is everything. */
export const SCOPES = [
  'clients:read',
  'clients:write',
  'entries:read',
  'entries:write',
  'deadlines:read',
  'deadlines:write',
  'imports:read',
  'imports:write',
  'declarations:read',
  'declarations:write',
  'checks:read',
  'checks:write',
  'importer_numbers:read',
  '*',
] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

/** Permissions beyond the scopes that keys can carry; only members have them. */
export const Permission = z.enum([
  ...SCOPES,
  'alerts:read',
  'settings:read',
  'settings:write',
  'members:read',
  'members:write',
  'owners:write',
]);
export type Permission = z.infer<typeof Permission>;

const READ: Permission[] = [
  'clients:read',
  'entries:read',
  'deadlines:read',
  'imports:read',
  'declarations:read',
  'checks:read',
  'alerts:read',
  'settings:read',
  'members:read',
];
const WORK: Permission[] = [
  ...READ,
  'clients:write',
  'entries:write',
  'deadlines:write',
  'imports:write',
  'declarations:write',
  'checks:write',
  'importer_numbers:read',
];

/** The one policy table: what each role may do. An auditor reads everything but numbers of persons in clear. */
export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: [...WORK, 'settings:write', 'members:write', 'owners:write', '*'],
  manager: [...WORK, 'settings:write', 'members:write'],
  specialist: WORK,
  auditor: READ,
};

/** True when the list grants the permission, directly or by `*`. */
export function allows(granted: readonly Permission[], permission: Permission): boolean {
  return granted.includes('*') || granted.includes(permission);
}

/** The roles that may do something, the mightiest first: what a refusal and a disabled button name. */
export function rolesThatMay(permission: Permission): Role[] {
  return Role.options.filter((role) => allows(ROLE_PERMISSIONS[role], permission));
}

/**
 * What it takes to give, change or take away a role. Owners are made and unmade by owners alone, so that nobody raises himself or
 * a friend above the one who lets him in.
 */
export function permissionFor(...roles: readonly Role[]): Permission {
  return roles.includes('owner') ? 'owners:write' : 'members:write';
}
