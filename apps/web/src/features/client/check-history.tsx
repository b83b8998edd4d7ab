import type { Check, CheckChange } from '@capeline/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { longDate } from '../../ui/format.ts';
import { STATUS_NAMES } from '../../ui/words.ts';

const historyQuery = (clientId: string, kind: Check['kind']) =>
  queryOptions({
    queryKey: ['client', clientId, 'checks', kind],
    queryFn: ({ signal }) =>
      request<{ data: CheckChange[] }>(`clients/${clientId}/checks/${kind}/history?limit=20`, { signal }),
  });

/** What the check said before, newest first; nothing for one that never changed. */
export function CheckHistory({ clientId, check }: { clientId: string; check: Check }) {
  const { data } = useQuery(historyQuery(clientId, check.kind));
  const changes = data?.data ?? [];
  if (changes.length === 0) return null;
  return (
    <section className="fact-history" aria-label="Earlier">
      <h3>What it said</h3>
      <ol>
        {changes.map(({ id, importerNumberMasked, after, changedBy, changedAt }) => (
          <li key={id}>
            <b>{STATUS_NAMES[after.status]}</b>
            {importerNumberMasked && check.lines.length > 1 ? ` · ${importerNumberMasked}` : ''}
            {after.basis === 'facts' && after.reason ? `: ${after.reason}` : ''}
            {after.evidenceNote ? <span className="dim"> “{after.evidenceNote}”</span> : null}
            <div className="small faint">
              {after.basis === 'facts' ? 'followed from facts that ' : 'recorded by '}
              {changedBy ?? 'a program'}
              {after.basis === 'facts' ? ' recorded' : ''}, {longDate(changedAt.slice(0, 10))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
