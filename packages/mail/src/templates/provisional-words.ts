import { describeDistance, formatLong, type PlainDate } from '@capeline/domain';
import type {
  DigestModel,
  DigestProvisionalClient,
  DigestProvisionalClock,
  DigestProvisionalDate,
} from './digest-model.ts';
import { amountOf, countOf, KIND_WORDS } from './digest-words.ts';

export const PROVISIONAL_HEADING = 'Provisional: past dates without a status';
export const PROVISIONAL_NOTICE =
  'The report shows a past liquidation date for these entries and does not say that they liquidated. The dates below would apply if CBP liquidated on that day; they are no deadlines and stand apart from those. Confirm the status in ACE, then load a report with the column Liquidation Status or enter the status by hand.';

/** So many dates of a client are named, and so many clients: a first report without the column may bring thousands. */
const DATES_NAMED = 3;
const CLIENTS_NAMED = 50;

/** What of the provisional dates stands in a message. */
export interface ProvisionalLines {
  readonly clients: readonly {
    readonly client: DigestProvisionalClient;
    readonly dates: readonly DigestProvisionalDate[];
    /** "and 4 more dates" of this client, or null. */
    readonly rest: string | null;
  }[];
  /** "and 12 more clients", or null. */
  readonly rest: string | null;
}

/** Chooses what is named: the first clients with their first dates; the rest is counted, and the lists hold all. */
export function provisionalLinesOf({ provisional }: Pick<DigestModel, 'provisional'>): ProvisionalLines {
  const more = provisional.length - CLIENTS_NAMED;
  return {
    clients: provisional.slice(0, CLIENTS_NAMED).map((client) => {
      const omitted = client.dates.length - DATES_NAMED;
      const rest = omitted > 0 ? `and ${countOf(omitted, 'more date', 'more dates')} of this client` : null;
      return { client, dates: client.dates.slice(0, DATES_NAMED), rest };
    }),
    rest: more > 0 ? `and ${countOf(more, 'more client', 'more clients')}` : null,
  };
}

/** "Fri 16 Oct 2026, without a status · 2 entries · $12,000". */
export function provisionalDateOf(date: DigestProvisionalDate): string {
  return `${formatLong(date.provisionalOn)}, without a status · ${amountOf(date)}`;
}

/** "Protest: file by would be Mon 28 Dec 2026, in 35 days"; what has passed is called lapsed, or late, under the same condition. */
export function provisionalClockOf({ kind, tier, fileBy, lastDay }: DigestProvisionalClock, today: PlainDate): string {
  const word = KIND_WORDS[kind];
  if (tier === 'lapsed')
    return `${word}: would have lapsed, the last day was ${formatLong(lastDay)}, ${describeDistance(lastDay, today)}`;
  const verb = fileBy < today ? 'file-by would have been' : 'file by would be';
  const until = lastDay === fileBy ? '' : `; last day ${formatLong(lastDay)}, ${describeDistance(lastDay, today)}`;
  return `${word}: ${verb} ${formatLong(fileBy)}, ${describeDistance(fileBy, today)}${until}`;
}

/** The list of all such entries, of a client or of one of his dates. */
export function provisionalLinkOf(appUrl: string, clientId?: string, provisionalOn?: PlainDate): string {
  if (clientId === undefined) return `${appUrl}/entries?provisional=true`;
  const what = provisionalOn === undefined ? 'provisional=true' : `provisionalOn=${provisionalOn}`;
  return `${appUrl}/entries?clientId=${clientId}&${what}`;
}
