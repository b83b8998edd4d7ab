import { AppError, allows, type Permission, permissionFor, type Role, rolesThatMay } from '@capeline/contracts';

/** Throws `auth.forbidden` unless somebody with these permissions may give, change or take away the roles named. */
export function assertMayGive(granted: readonly Permission[], ...roles: readonly Role[]): void {
  const needed = permissionFor(...roles);
  if (allows(granted, needed)) return;
  throw new AppError(
    'auth.forbidden',
    `This needs the permission ${needed}, which ${rolesThatMay(needed).join(' and ')} have. Ask an owner of your firm.`,
  );
}
