import type { QueryValues } from '../../api/http.ts';

const PASSED_ON = ['kind', 'right', 'clientId', 'canGo', 'hasOwner'] as const;

/** True while the agenda shows only rights that somebody can still use, which it does unless the address names a status. */
export function isComing(params: URLSearchParams): boolean {
  return params.get('status') === null;
}

/** What the agenda asks the server. Without a status: all that can still be used, from today on, late ones included. */
export function agendaQuery(params: URLSearchParams, today: string): QueryValues {
  const kept = Object.fromEntries(PASSED_ON.map((name) => [name, params.get(name)]));
  return isComing(params)
    ? { ...kept, closesFrom: params.get('closesFrom') ?? today, closesBy: params.get('closesBy') }
    : { ...kept, status: params.get('status'), from: params.get('from'), to: params.get('to') };
}
