import type { Alert, MailDetail, MailSummary } from '@capeline/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { pagedQuery } from '../../api/pages.ts';

export const alertsQuery = () => pagedQuery<Alert>(['alerts'], 'alerts', { limit: 100 });
export const mailsQuery = () => pagedQuery<MailSummary>(['alerts', 'mails'], 'mails', { limit: 50 });

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['mail', id],
    queryFn: ({ signal }) => request<MailDetail>(`mails/${id}`, { signal }),
  });
