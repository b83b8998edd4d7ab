import { allows } from '@capeline/contracts';
import type { Reader, Writer } from '@capeline/operations';
import { actorOf, type Principal } from './principal.ts';
import type { Services } from './services.ts';

function businessDate(services: Services, principal: Principal): Reader['today'] {
  return services.clock.businessDate(principal.timeZone) as Reader['today'];
}

/** Who reads and on which of the firm's days; every list and page is answered for one. */
export function readerOf(services: Services, principal: Principal): Reader {
  return {
    today: businessDate(services, principal),
    userId: principal.kind === 'member' ? principal.userId : null,
    mayReadNumbers: allows(principal.permissions, 'importer_numbers:read'),
    mailConfigured: services.config.mail.smtpUrl !== null,
  };
}

/** Who writes, when, and on which of the firm's days. */
export function writerOf(services: Services, principal: Principal): Writer {
  return { actor: actorOf(principal), now: services.clock.now(), today: businessDate(services, principal) };
}
