import {
  type Database,
  listDueMailsOfKinds,
  listFirmsInOutage,
  listOrganizations,
  listSweepTimes,
  type Organization,
} from '@capeline/db';
import { plainDate } from '@capeline/domain';
import type { MailTransport } from '@capeline/mail';
import type { MailSettings } from '../alerts/mail-settings.ts';
import { deliverMail } from '../mail/deliver-mail.ts';
import { AHEAD_MS } from '../relay/watch.ts';
import { OUTAGE_KINDS, tellOutage, tellOutageIsOver } from './tell-outage.ts';

export interface OutageWatchParts {
  readonly now: () => Date;
  /** Today in a time zone, `YYYY-MM-DD`; the fixed date in a rehearsal. */
  readonly businessDate: (timeZone: string) => string;
  /** A firm whose last sweep is older is not watched over: two intervals. */
  readonly maxAgeMs: number;
  /** For how long that must be so at every look before anybody is told: who was away or asleep himself knows nothing yet. */
  readonly confirmMs: number;
  readonly mail: MailSettings;
  readonly transport: MailTransport | null;
  /** How long a message stays in one sender's hands. */
  readonly leaseMs: number;
}

interface FirmSweep {
  readonly firm: Organization;
  /** A firm that was never swept counts from when it was made. */
  readonly sweptAt: Date;
  readonly isLate: boolean;
  readonly isTold: boolean;
}

async function readSweeps(database: Database, now: Date, maxAgeMs: number): Promise<FirmSweep[]> {
  return database.withSystem('outages: firms that nobody sweeps', async (tx) => {
    const firms = await listOrganizations(tx);
    const times = await listSweepTimes(tx);
    const told = new Set(await listFirmsInOutage(tx));
    // The sample's owner is invented.
    return firms
      .filter(({ isSample }) => !isSample)
      .map((firm) => {
        const noted = times.get(firm.id) ?? firm.createdAt;
        const ageMs = now.getTime() - noted.getTime();
        // What lies ahead was written by a clock that ran ahead, and says nothing.
        const isLate = ageMs > maxAgeMs || ageMs < -AHEAD_MS;
        return { firm, sweptAt: noted > now ? now : noted, isLate, isTold: told.has(firm.id) };
      });
  });
}

/**
 * Watches from outside the worker that every firm is swept. `look` tells the owners of a firm that is not, once an outage whichever
 * process notices it, and once more when it is over, and hands these messages to the mail server itself, since nobody else may be there
 * to do it. What a look could not do the next one does; its first fault is thrown at its end.
 */
export function createOutageWatch(
  database: Database,
  parts: OutageWatchParts,
): { look(signal: AbortSignal): Promise<void> } {
  /** Since which look each firm is late at every look. */
  let lateSince = new Map<string, number>();

  const isConfirmed = ({ firm, isLate }: FirmSweep, now: Date): boolean =>
    isLate && now.getTime() - (lateSince.get(firm.id) ?? now.getTime()) >= parts.confirmMs;

  async function tell(sweep: FirmSweep, now: Date): Promise<void> {
    const { firm, sweptAt, isLate } = sweep;
    const teller = { now, businessDate: plainDate(parts.businessDate(firm.timeZone)), mail: parts.mail };
    const write = isLate ? tellOutage : tellOutageIsOver;
    await database.withTenantPg(firm.id, (tx) => write(tx, firm, sweptAt, teller));
  }

  async function deliver(organizationId: string, signal: AbortSignal): Promise<void> {
    const { now, mail, transport, leaseMs } = parts;
    const due = await database.withTenantRead(organizationId, (tx) =>
      listDueMailsOfKinds(tx, { kinds: OUTAGE_KINDS, now: now() }),
    );
    for (const mailId of due)
      if (!signal.aborted)
        await deliverMail(database, { organizationId, mailId }, { now, mail, transport, leaseMs, signal });
  }

  async function attend(sweep: FirmSweep, now: Date, signal: AbortSignal): Promise<void> {
    const { isLate, isTold } = sweep;
    const hasNews = isTold ? !isLate : isConfirmed(sweep, now);
    if (hasNews) await tell(sweep, now);
    if (hasNews || isTold) await deliver(sweep.firm.id, signal);
  }

  async function readAnew(now: Date): Promise<FirmSweep[]> {
    const before = lateSince;
    lateSince = new Map();
    const sweeps = await readSweeps(database, now, parts.maxAgeMs);
    for (const { firm, isLate } of sweeps) if (isLate) lateSince.set(firm.id, before.get(firm.id) ?? now.getTime());
    return sweeps;
  }

  return {
    look: async (signal) => {
      const now = parts.now();
      const faults: unknown[] = [];
      for (const sweep of await readAnew(now)) {
        if (signal.aborted) return;
        await attend(sweep, now, signal).catch((error: unknown) => faults.push(error));
      }
      if (faults.length > 0) throw faults[0];
    },
  };
}
