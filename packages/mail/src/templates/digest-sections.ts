import type { AlertTier } from '@capeline/domain';
import type { DigestDate } from './digest-model.ts';

export interface DigestClient {
  readonly clientId: string;
  readonly name: string;
  readonly dates: readonly DigestDate[];
}

export interface DigestSection {
  readonly clients: readonly DigestClient[];
  /** Dates that are counted in the summary and stand on the board, but not in the message. */
  readonly omitted: number;
}

/** The digest in reading order. */
export interface DigestSections {
  /** Open dates with IEEPA duty, all of them. */
  readonly due: DigestSection;
  readonly lapsed: DigestSection;
  /** Open dates of entries in whose lines the report shows no IEEPA duty. */
  readonly withoutDuty: DigestSection;
}

/** A first import may bring years of lapsed dates; the tightest and dearest are named. */
const SECTION_LIMIT = 100;

/** Tighter is smaller; lapsed is past all tiers. */
export function urgencyOf(tier: AlertTier): number {
  return tier === 'lapsed' ? -1 : tier;
}

function compareDates(left: DigestDate, right: DigestDate): number {
  return (
    urgencyOf(left.tier) - urgencyOf(right.tier) ||
    right.ieepaDutyCents - left.ieepaDutyCents ||
    (left.fileBy < right.fileBy ? -1 : left.fileBy > right.fileBy ? 1 : 0) ||
    (left.deadlineId < right.deadlineId ? -1 : 1)
  );
}

/** Clients in the order of their first date: the tightest tier first, then the most duty. */
function groupByClient(dates: readonly DigestDate[], limit = Number.POSITIVE_INFINITY): DigestSection {
  const groups = new Map<string, { clientId: string; name: string; dates: DigestDate[] }>();
  for (const date of [...dates].sort(compareDates).slice(0, limit)) {
    const group = groups.get(date.clientId);
    if (group === undefined)
      groups.set(date.clientId, { clientId: date.clientId, name: date.clientName, dates: [date] });
    else group.dates.push(date);
  }
  return { clients: [...groups.values()], omitted: Math.max(0, dates.length - limit) };
}

/** Splits the dates into what is due, what lapsed and what shows no IEEPA duty, each by tier and dollars. */
export function sectionsOf(dates: readonly DigestDate[]): DigestSections {
  const open = dates.filter((date) => date.tier !== 'lapsed');
  return {
    due: groupByClient(open.filter((date) => date.ieepaDutyCents !== 0)),
    lapsed: groupByClient(
      dates.filter((date) => date.tier === 'lapsed'),
      SECTION_LIMIT,
    ),
    withoutDuty: groupByClient(
      open.filter((date) => date.ieepaDutyCents === 0),
      SECTION_LIMIT,
    ),
  };
}
