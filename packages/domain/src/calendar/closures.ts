import { type PlainDate, plainDate } from './plain-date.ts';

/** A day on which an executive order closed all executive departments. It never lengthens a period; it only pulls safe days earlier. */
export interface Closure {
  readonly date: PlainDate;
  readonly source: string;
}

function closure(date: string, source: string): Closure {
  return { date: plainDate(date), source };
}

/** Executive-order closures as known on 2026-11-22; those before 2018 are not complete, and none is known for 2026. */
export const EXECUTIVE_ORDER_CLOSURES: readonly Closure[] = [
  closure('2001-12-24', 'executive order, December 2001'),
  closure('2007-12-24', 'executive order, December 2007'),
  closure('2012-12-24', 'executive order, December 2012'),
  closure('2014-12-26', 'executive order, December 2014'),
  closure('2018-12-05', 'EO 13852, 83 FR 62687'),
  closure('2018-12-24', 'EO 13854, 83 FR 65481'),
  closure('2019-12-24', 'EO 13900'),
  closure('2020-12-24', 'executive order of 11 Dec 2020'),
  closure('2024-12-24', 'executive order of 19 Dec 2024'),
  closure('2025-01-09', 'EO 14133, 90 FR 187'),
  closure('2025-12-24', 'executive order of 18 Dec 2025'),
  closure('2025-12-26', 'executive order of 18 Dec 2025'),
];
