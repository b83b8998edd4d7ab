import { type TenantTransaction, withRetry } from '@capeline/db';
import type { Principal } from './principal.ts';
import type { Services } from './services.ts';

/**
 * Runs `work` in a transaction of the caller's firm, read-only when it only reads. The firm comes from the credential and from nowhere
 * else. A change that lost a deadlock or serialization race is run again from its start.
 */
export function inTenant<Result>(
  services: Services,
  principal: Principal,
  isReadOnly: boolean,
  work: (tx: TenantTransaction) => Promise<Result>,
): Promise<Result> {
  const { database } = services;
  return isReadOnly
    ? database.withTenantRead(principal.organizationId, work)
    : withRetry(() => database.withTenantPg(principal.organizationId, work));
}
