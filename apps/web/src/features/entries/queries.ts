import type {
  CorrectEntryRequest,
  CreateEntryRequest,
  EntryDetail,
  EntryPreview,
  EntryWarning,
  PreviewEntryRequest,
} from '@capeline/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { showDone } from '../../ui/toasts.ts';

/** The clocks of an entry before and after what stands in the form. */
export const previewQuery = (body: PreviewEntryRequest) =>
  queryOptions({
    queryKey: ['entry-preview', body],
    queryFn: ({ signal }) => request<EntryPreview>('entries/preview', { method: 'POST', body, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

type Stated = EntryDetail & { readonly warnings: readonly EntryWarning[] };
export type Statement =
  | { readonly of: 'new'; readonly body: CreateEntryRequest }
  | { readonly of: EntryDetail; readonly body: CorrectEntryRequest };

/** Enters or corrects an entry on a person's word. */
export function useStateEntry() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (statement: Statement) =>
      statement.of === 'new'
        ? request<Stated>('entries', { method: 'POST', body: statement.body })
        : request<Stated>(`entries/${statement.of.entryNumber}`, {
            method: 'PATCH',
            body: statement.body,
            versions: [statement.of.version],
          }),
    onSuccess: async ({ formatted, warnings }, statement) => {
      const done = statement.of === 'new' ? `Entered: ${formatted}.` : `Corrected: ${formatted}.`;
      showDone([done, ...warnings.map(({ message }) => message)].join(' '));
      const touched = ['entry', 'entries', 'deadlines', 'client', 'clients', 'board'];
      await Promise.all(touched.map((key) => cache.invalidateQueries({ queryKey: [key] })));
    },
  });
}
