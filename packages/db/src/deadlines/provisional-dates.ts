import type { PlainDate } from '@capeline/domain';
import type { TenantTransaction } from '../transactions.ts';
import { type ClockStart, clocksOf, LAST_DAY_OF_OLD_LAW } from './clock-rules.ts';

/** A client's entries with a past date and no status; money in cents. */
export interface ProvisionalDates {
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  /** The first day to work to, if CBP had liquidated on those dates; it may have passed. */
  readonly earliestFileBy: PlainDate;
}

type ProvisionalGroup = Omit<ClockStart, 'event'> & {
  readonly entryCount: number;
  readonly ieepaDutyCents: number;
  readonly margin: number;
};

/** What of a client waits for a status, with dates by the domain's one computation; null when nothing does. */
export async function findProvisionalDates(tx: TenantTransaction, clientId: string): Promise<ProvisionalDates | null> {
  const groups = await tx.query<ProvisionalGroup>(
    `select e.provisional_on as "startOn", coalesce(e.entry_type, '') as "entryType",
            coalesce(e.entry_date <= $3::date, false) as "isOldLaw", count(*)::int as "entryCount",
            coalesce(sum(e.ieepa_duty_cents), 0)::bigint as "ieepaDutyCents", o.cape_file_by_business_days as margin
       from entry e join organization o on o.id = e.organization_id
      where e.organization_id = $1 and e.client_id = $2 and e.provisional_on is not null
      group by 1, 2, 3, o.cape_file_by_business_days`,
    [tx.organizationId, clientId, LAST_DAY_OF_OLD_LAW],
  );
  const [earliestFileBy] = groups
    .flatMap(({ margin, ...start }) => clocksOf({ ...start, event: 'liquidation' }, margin))
    .filter(({ kind }) => kind !== 'voluntary_reliquidation')
    .map(({ fileBy }) => fileBy)
    .sort();
  if (earliestFileBy === undefined) return null;
  return {
    entryCount: groups.reduce((total, group) => total + group.entryCount, 0),
    ieepaDutyCents: groups.reduce((total, group) => total + group.ieepaDutyCents, 0),
    earliestFileBy,
  };
}
