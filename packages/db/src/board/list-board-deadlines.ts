import { dueDay, isStillOpen } from '../deadlines/still-open.ts';
import type { TenantTransaction } from '../transactions.ts';

/** Open duty of one client within the spans of a strip, summed from deadlines: each entry once per kind and date. */
export interface StripRow {
  readonly clientId: string;
  readonly isCape: boolean;
  readonly cents7: number;
  readonly cents14: number;
  readonly cents30: number;
  readonly entries7: number;
  readonly entries14: number;
  readonly entries30: number;
}

/** Open duty of one week, apart by whether its client can file, or for a protest whether it can be protested. */
export interface WeekRow {
  readonly weekStart: string;
  readonly isCape: boolean;
  readonly canGoCents: number;
  readonly cannotGoCents: number;
  readonly entryCount: number;
}

// CAPE counts to file-by, protest to its safe day, which is its file-by too.
const DUE = dueDay('$2');
const OPEN = `${isStillOpen('$1', '$2')} and d.file_by <= $2::date + $3::int`;

const LIST_STRIPS = `
with open_deadline as (
  select d.client_id, d.kind = 'cape_window' as is_cape, ${DUE} - $2::date as days_left, d.ieepa_duty_cents as cents, d.entry_count as entries
    from deadline d where ${OPEN}
)
select client_id as "clientId", is_cape as "isCape",
       coalesce(sum(cents) filter (where days_left <= 7), 0)::bigint as "cents7",
       coalesce(sum(cents) filter (where days_left <= 14), 0)::bigint as "cents14",
       sum(cents)::bigint as "cents30",
       coalesce(sum(entries) filter (where days_left <= 7), 0)::bigint as "entries7",
       coalesce(sum(entries) filter (where days_left <= 14), 0)::bigint as "entries14",
       sum(entries)::bigint as "entries30"
  from open_deadline
 where days_left <= 30
 group by client_id, is_cape`;

/** The two strips of the board, by client; `today` is the firm's business date and counts as within every span. */
export function listStrips(tx: TenantTransaction, today: string): Promise<StripRow[]> {
  return tx.query<StripRow>(LIST_STRIPS, [tx.organizationId, today, 30]);
}

// Each list of clients stands alone behind its any(), so that PostgreSQL hashes it once instead of walking it for every deadline.
const LIST_WEEKS = `
with open_deadline as (
  select d.kind = 'cape_window' as is_cape,
         case when d.kind = 'cape_window' then d.client_id = any ($4::uuid[]) else d.client_id = any ($5::uuid[]) end as can_go, ${DUE} as due,
         d.ieepa_duty_cents as cents, d.entry_count as entries
    from deadline d where ${OPEN}
)
select date_trunc('week', due)::date as "weekStart", is_cape as "isCape",
       coalesce(sum(cents) filter (where can_go), 0)::bigint as "canGoCents",
       coalesce(sum(cents) filter (where not can_go), 0)::bigint as "cannotGoCents",
       sum(entries)::bigint as "entryCount"
  from open_deadline
 where due <= $2::date + $3::int
 group by 1, 2`;

/** Open duty by week (Monday) and class from today for `days` days; weeks without any are left out. */
export function listWeeks(
  tx: TenantTransaction,
  input: {
    readonly today: string;
    readonly days: number;
    readonly clientsThatCanFile: readonly string[];
    readonly clientsThatCanProtest: readonly string[];
  },
): Promise<WeekRow[]> {
  const { today, days, clientsThatCanFile, clientsThatCanProtest } = input;
  return tx.query<WeekRow>(LIST_WEEKS, [tx.organizationId, today, days, clientsThatCanFile, clientsThatCanProtest]);
}
