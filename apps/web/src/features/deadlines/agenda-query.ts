import { addDays, plainDate } from '@capeline/domain';
import type { QueryValues } from '../../api/http.ts';

const PASSED_ON = ['kind', 'right', 'clientId', 'canGo', 'hasOwner', 'lapsed'] as const;

/** Everything in the address that decides what the agenda shows. */
export const AGENDA_NAMES = [...PASSED_ON, 'within', 'closesFrom', 'closesBy', 'from', 'to', 'status', 'sort'] as const;

/** True while the agenda shows only rights that somebody can still use, which it does unless the address names a status. */
export function isComing(params: URLSearchParams): boolean {
  return params.get('status') === null;
}

/** The last day of `within=14`, counted from today: a view that is kept moves with the calendar. Null for anything but 0 to 999. */
function lastDayWithin(params: URLSearchParams, today: string): string | null {
  const days = params.get('within') ?? '';
  return /^\d{1,3}$/u.test(days) ? addDays(plainDate(today), Number(days)) : null;
}

/** What the agenda asks the server. Without a status: all that can still be used, from today on, late ones included. */
export function agendaQuery(params: URLSearchParams, today: string): QueryValues {
  const kept = Object.fromEntries(PASSED_ON.map((name) => [name, params.get(name)]));
  if (params.get('lapsed') === 'true') return kept;
  if (!isComing(params))
    return { ...kept, status: params.get('status'), from: params.get('from'), to: params.get('to') };
  return {
    ...kept,
    closesFrom: params.get('closesFrom') ?? today,
    closesBy: params.get('closesBy') ?? lastDayWithin(params, today),
  };
}
