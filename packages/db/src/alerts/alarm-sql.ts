import type { AlertLadder, DeadlineKind } from '@capeline/domain';

/** Stored for `lapsed`. */
export const LAPSED_TIER = -1;

/** A firm's ladders, by kind. */
export type Ladders = Readonly<Record<DeadlineKind, AlertLadder | null>>;

/** A row of the ladder table: kind, watched date, days before it. */
interface LadderRow {
  readonly kind: string;
  readonly watches: AlertLadder['watches'];
  readonly tier: number;
}

function rowsOf(ladders: Ladders): LadderRow[] {
  return Object.entries(ladders).flatMap(([kind, ladder]) =>
    ladder === null ? [] : ladder.tiers.map((tier) => ({ kind, watches: ladder.watches, tier })),
  );
}

/** The ladders as `LADDER` takes them, `$2` to `$4`. */
export function ladderColumns(ladders: Ladders): [string[], string[], number[]] {
  const rows = rowsOf(ladders);
  return [rows.map(({ kind }) => kind), rows.map(({ watches }) => watches), rows.map(({ tier }) => tier)];
}

/** The widest tier of all: whose file-by lies further away is warned of by none. */
export const widestTier = (ladders: Ladders): number => Math.max(0, ...rowsOf(ladders).map(({ tier }) => tier));

/** The ladders in one text, to tell whether they are those of before. */
export const nameLadders = (ladders: Ladders): string =>
  rowsOf(ladders)
    .map(({ kind, watches, tier }) => `${kind} ${watches} ${tier}`)
    .join(', ');

/** Two pairs of tables have alerts of deadlines; `standing` says in SQL which alerts (alias a) count as raised. */
export interface AlarmTables {
  readonly deadlines: 'deadline' | 'provisional_deadline';
  readonly alerts: 'alert' | 'provisional_alert';
  readonly standing: string;
}

export const REAL: AlarmTables = { deadlines: 'deadline', alerts: 'alert', standing: 'a.withdrawn_at is null' };
export const PROVISIONAL: AlarmTables = {
  deadlines: 'provisional_deadline',
  alerts: 'provisional_alert',
  standing: 'true',
};

export const LADDER = `ladder as materialized (
  select * from unnest($2::text[], $3::text[], $4::int[]) as l (kind, watches, tier)
)`;

const OPEN_DEADLINES = ({ deadlines }: AlarmTables): string =>
  `select d.id, d.kind, d.last_day, d.safe_day, d.file_by, d.entry_count, d.alarm_from
     from ${deadlines} d
    where d.organization_id = $1 and d.status = 'open'`;

/**
 * The CTE `seen`: the open deadlines of which an alert may be due on `$5`, by the indexes on alarm_from, so that it is as small among a
 * million of them as among a hundred. `lock` is put behind each of its two readings.
 */
export const seenByAlarm = (tables: AlarmTables, lock = ''): string => `
expected as materialized (
  ${OPEN_DEADLINES(tables)} and d.alarm_from <= $5::date ${lock}
), lapse_told as materialized (
  ${OPEN_DEADLINES(tables)} and d.alarm_from = 'infinity' and d.last_day >= $5::date ${lock}
), seen as (
  select * from expected union all select * from lapse_told
)`;

/** The CTE `seen` as the open deadlines that the widest tier `$6` reaches on `$5`, and all that lapsed: none is left out. */
export const seenByDate = (tables: AlarmTables): string => `
seen as (
  ${OPEN_DEADLINES(tables)} and d.file_by <= $5::date + $6::int
)`;

/**
 * The CTE `judged`: of each deadline `seen` the tier that it has reached on `$5` (null: none), and the first day on which an alert is due
 * beside those that stand (`next`): on or before `$5` when one is due now, infinity when none ever will be, null when nobody is warned.
 * The same rule as the domain's alertDue, set-wise; tests hold the two together. A lapse that was told before the last day was told by
 * a clock that ran ahead, and silences nothing.
 */
export const judged = ({ alerts, standing }: AlarmTables): string => `
known as (
  select s.*, told.tightest, coalesce(told.is_lapse_told, false) as is_lapse_told,
         case when s.entry_count > 0 then
           case (select l.watches from ladder l where l.kind = s.kind limit 1) when 'fileBy' then s.file_by when 'safeDay' then s.safe_day end
         end as watched
    from seen s
    left join lateral (
      select min(a.tier) filter (where a.tier > ${LAPSED_TIER}) as tightest, bool_or(a.tier = ${LAPSED_TIER}) as is_lapse_told
        from ${alerts} a where a.organization_id = $1 and a.deadline_id = s.id and ${standing}) told on true
), judged as (
  select k.id, k.alarm_from,
         case
           when k.last_day < $5::date then ${LAPSED_TIER}
           else (select min(l.tier) from ladder l where l.kind = k.kind and l.tier >= greatest(0, k.watched - $5::date))
         end as tier,
         case
           when k.watched is null then null
           when k.last_day < $5::date then case when k.is_lapse_told then 'infinity' else k.last_day + 1 end
           else coalesce(
             k.watched - (select max(l.tier) from ladder l where l.kind = k.kind and (k.tightest is null or l.tier < k.tightest)),
             case when k.is_lapse_told then 'infinity' else k.last_day + 1 end)
         end as next
    from known k
)`;
