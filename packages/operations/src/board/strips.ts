import type { Board } from '@capeline/contracts';
import type { StripRow, WeekRow } from '@capeline/db';
import { addDays, type CheckKind, type PlainDate, type Readiness, weekdayOf } from '@capeline/domain';

/** What a strip needs to know of a client beside its duty. */
export interface StripClient {
  readonly readiness: Readiness;
  readonly canProtest: boolean;
  readonly hasOwner: boolean;
}

type Span = Board['capeCloses'][number];
const SPANS = [
  { days: 7, cents: 'cents7', entries: 'entries7' },
  { days: 14, cents: 'cents14', entries: 'entries14' },
  { days: 30, cents: 'cents30', entries: 'entries30' },
] as const;

/** What holds a client's right back: everything our upload needs for CAPE, authority alone for a protest; null when nothing does. */
function heldBackBy(client: StripClient | undefined, isCape: boolean): readonly CheckKind[] | null {
  if (isCape) return client?.readiness.canFile === 'yes' ? null : (client?.readiness.stopsFiling ?? []);
  return client?.canProtest === true ? null : ['broker_authority'];
}

function spanOf(
  rows: readonly StripRow[],
  clients: ReadonlyMap<string, StripClient>,
  { days, cents, entries }: (typeof SPANS)[number],
): Span {
  const held = new Map<CheckKind, number>();
  const total = { ieepaDutyCents: 0, entryCount: 0, cannotGoCents: 0, withoutOwnerCents: 0 };
  for (const row of rows) {
    const money = row[cents];
    const client = clients.get(row.clientId);
    total.ieepaDutyCents += money;
    total.entryCount += row[entries];
    // A client that appeared between two statements is not known to be able to go.
    if (client === undefined || !client.hasOwner) total.withoutOwnerCents += money;
    const stops = heldBackBy(client, row.isCape);
    if (stops === null) continue;
    total.cannotGoCents += money;
    if (row[entries] === 0) continue;
    for (const kind of stops) held.set(kind, (held.get(kind) ?? 0) + money);
  }
  const heldBy = [...held].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  return { days, ...total, heldBy };
}

/** One strip of the board for 7, 14 and 30 days: CAPE by file-by, or protest by safe day. The two are never added. */
export function describeStrip(
  rows: readonly StripRow[],
  isCape: boolean,
  clients: ReadonlyMap<string, StripClient>,
): Span[] {
  const own = rows.filter((row) => row.isCape === isCape);
  return SPANS.map((span) => spanOf(own, clients, span));
}

/** How many weeks the histogram shows, the present one first. */
export const BOARD_WEEKS = 16;

/** The Monday of a day's week. */
export function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - weekdayOf(day));
}

/** Both kinds for every week of the histogram; a week without duty is zero, not missing. */
export function describeWeeks(rows: readonly WeekRow[], today: PlainDate): Board['weeks'] {
  const first = mondayOf(today);
  const byKey = new Map(rows.map((row) => [`${row.weekStart} ${row.isCape}`, row]));
  return Array.from({ length: BOARD_WEEKS }, (_, index) => addDays(first, 7 * index)).flatMap((weekStart) =>
    [true, false].map((isCape) => {
      const row = byKey.get(`${weekStart} ${isCape}`);
      return {
        weekStart,
        kind: isCape ? ('cape_window' as const) : ('protest' as const),
        canGoCents: row?.canGoCents ?? 0,
        cannotGoCents: row?.cannotGoCents ?? 0,
        entryCount: row?.entryCount ?? 0,
      };
    }),
  );
}
