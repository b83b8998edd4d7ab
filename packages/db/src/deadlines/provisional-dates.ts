import type { PlainDate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import {
  type ClockStart,
  LAST_DAY_OF_OLD_LAW,
  PROVISIONAL_START_OF_ENTRY,
  provisionalClocksOf,
} from './clock-rules.ts';

/** A client's entries with a past date and no status; money in cents. */
export interface ProvisionalDates {
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** The first day to work to, if CBP had liquidated on those dates; it may have passed. */
  readonly earliestFileBy: PlainDate;
  /** The last day of that same clock; once it has passed the date would have lapsed. */
  readonly earliestLastDay: PlainDate;
}

type ProvisionalGroup = Omit<ClockStart, 'event'> & {
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly margin: number;
};

/** What of a client waits for a status, with dates by the domain's one computation; null when nothing does. */
export async function findProvisionalDates(tx: TenantTransaction, clientId: string): Promise<ProvisionalDates | null> {
  const groups = await tx.query<ProvisionalGroup>(
    `select c.start_on as "startOn", c.entry_type as "entryType", c.is_old_law as "isOldLaw", count(*)::int as "entryCount",
            coalesce(sum(e.ieepa_duty_cents), 0)::bigint as "ieepaDutyCents", o.cape_file_by_business_days as margin
       from entry e cross join ${PROVISIONAL_START_OF_ENTRY} c join organization o on o.id = e.organization_id
      where e.organization_id = $1 and e.client_id = $3 and e.provisional_on is not null
      group by 1, 2, 3, o.cape_file_by_business_days`,
    [tx.organizationId, LAST_DAY_OF_OLD_LAW, clientId],
  );
  const [earliest] = groups
    .flatMap(({ margin, ...start }) => provisionalClocksOf(start, margin))
    .sort((left, right) => (left.fileBy < right.fileBy ? -1 : Number(left.fileBy > right.fileBy)));
  if (earliest === undefined) return null;
  return {
    entryCount: groups.reduce((total, group) => total + group.entryCount, 0),
    ieepaDutyCents: groups.reduce((total, group) => total + group.ieepaDutyCents, 0),
    earliestFileBy: earliest.fileBy,
    earliestLastDay: earliest.lastDay,
  };
}
