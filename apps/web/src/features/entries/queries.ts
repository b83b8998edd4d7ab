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
import { showDone, showProblem, showUndo } from '../../ui/toasts.ts';

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

type Undone = EntryDetail & { readonly held: readonly ('liquidation' | 'entryType' | 'entryDate')[] };

const HELD_WORDS = {
  liquidation: 'The earlier liquidation date rules on; the one from before waits as a proposal.',
  entryType: 'Its entry type stays: the former one would move a clock later.',
  entryDate: 'Its entry date stays: the former one would move a clock later.',
} as const;

/** Takes the correction back that led to this state of the entry, and says what of it stays. */
async function undoCorrection({ entryNumber, version }: EntryDetail): Promise<void> {
  const { formatted, held } = await request<Undone>(`entries/${entryNumber}/correction/undo`, {
    method: 'POST',
    versions: [version],
  });
  showDone([`Taken back: ${formatted}.`, ...held.map((fact) => HELD_WORDS[fact])].join(' '));
}

const TOUCHED = ['entry', 'entries', 'deadlines', 'proposals', 'client', 'clients', 'board'];

/** Enters or corrects an entry on a person's word; a correction can be taken back. */
export function useStateEntry() {
  const cache = useQueryClient();
  const refresh = () => Promise.all(TOUCHED.map((key) => cache.invalidateQueries({ queryKey: [key] })));
  return useMutation({
    mutationFn: (statement: Statement) =>
      statement.of === 'new'
        ? request<Stated>('entries', { method: 'POST', body: statement.body })
        : request<Stated>(`entries/${statement.of.entryNumber}`, {
            method: 'PATCH',
            body: statement.body,
            versions: [statement.of.version],
          }),
    onSuccess: async (entry, statement) => {
      const words = entry.warnings.map(({ message }) => message);
      if (statement.of === 'new') showDone([`Entered: ${entry.formatted}.`, ...words].join(' '));
      else
        showUndo([`Corrected: ${entry.formatted}.`, ...words].join(' '), () => {
          void undoCorrection(entry).catch(showProblem).then(refresh);
        });
      await refresh();
    },
  });
}
