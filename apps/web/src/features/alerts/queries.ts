import type { Alert, MailDetail, MailSummary, ProvisionalAlert } from '@capeline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { pagedQuery } from '../../api/pages.ts';

/** Alerts, newest first; `waiting`: those that nobody acknowledged while the right still exists, by the day to work to. */
export const alertsQuery = (waiting: boolean) =>
  pagedQuery<Alert>(['alerts'], 'alerts', { acknowledged: waiting ? 'false' : null, limit: 100 });

/** Alerts of past dates without a status, newest first; `open`: those that warn now, by the day to work to. */
export const provisionalAlertsQuery = (open: boolean) =>
  pagedQuery<ProvisionalAlert>(['alerts', 'provisional'], 'provisional-alerts', {
    open: open ? 'true' : null,
    limit: 100,
  });
export const mailsQuery = () => pagedQuery<MailSummary>(['alerts', 'mails'], 'mails', { limit: 50 });

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => request<MailDetail>(`mails/${id}`, { signal }),
  });
