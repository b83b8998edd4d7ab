import { AppError, allows } from '@capeline/contracts';
import { findOrganization, type TenantTransaction } from '@capeline/db';
import type { Reader, Writer } from '@capeline/operations';
import { actorOf, type Principal } from './principal.ts';
import type { Services } from './services.ts';

async function businessDate(tx: TenantTransaction, services: Services): Promise<Reader['today']> {
  const { clock } = services;
  const organization = clock.rehearsalDate === null ? await findOrganization(tx) : null;
  if (clock.rehearsalDate === null && organization === null)
    throw new AppError('auth.required', 'The firm does not exist any more. Sign in again.');
  return clock.businessDate(organization?.timeZone ?? 'UTC') as Reader['today'];
}

/** Who reads and on which of the firm's days; every list and page is answered for one. */
export async function readerOf(tx: TenantTransaction, services: Services, principal: Principal): Promise<Reader> {
  return {
    today: await businessDate(tx, services),
    userId: principal.kind === 'member' ? principal.userId : null,
    mayReadNumbers: allows(principal.permissions, 'importer_numbers:read'),
    mailConfigured: services.config.mail.smtpUrl !== null,
  };
}

/** Who writes, when, and on which of the firm's days. */
export async function writerOf(tx: TenantTransaction, services: Services, principal: Principal): Promise<Writer> {
  return { actor: actorOf(principal), now: services.clock.now(), today: await businessDate(tx, services) };
}
