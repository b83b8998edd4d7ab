import { findFirmTimeZone, noteFirmSweep, sweepOrganization } from '@capeline/operations';
import type { WorkerContext } from './context.ts';

function localTimeIn(timeZone: string, instant: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** Sweeps one firm on its own business date and notes that it was done; a firm that does not exist is nobody's. */
export async function sweepFirm(context: WorkerContext, organizationId: string): Promise<void> {
  const { database, clock, mail, logger } = context;
  const timeZone = await findFirmTimeZone(database, organizationId);
  if (timeZone === null) {
    logger.warn({ organizationId }, 'a sweep was asked for a firm that does not exist');
    return;
  }
  const now = clock.now();
  const result = await sweepOrganization(database, organizationId, {
    now,
    businessDate: clock.businessDate(timeZone),
    localTime: localTimeIn(timeZone, now),
    mail,
  });
  await noteFirmSweep(database, organizationId, now);
  const { alertsFound, lapsed, provisionalFound, overlooked, mailIds } = result;
  if (overlooked > 0)
    logger.error(
      { organizationId, overlooked },
      'deadlines that the sweep had passed over were found by the full reading',
    );
  if (alertsFound > 0 || provisionalFound > 0 || mailIds.length > 0)
    logger.info(
      { organizationId, alertsFound, lapsed, provisionalFound, mails: mailIds.length },
      'deadlines entered a tier',
    );
}
