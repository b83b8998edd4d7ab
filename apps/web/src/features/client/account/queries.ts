import type { AccountFact, AccountFactChange, AccountFactKind, RecordedFact } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../api/http.ts';
import { showProblem, showUndo } from '../../../ui/toasts.ts';
import { CHECK_NAMES, STATUS_NAMES } from '../../../ui/words.ts';

/** Everything that can be known of a client's account. */
export const factsQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['client', clientId, 'facts'],
    queryFn: ({ signal }) => request<{ data: AccountFact[] }>(`clients/${clientId}/facts`, { signal }),
  });

type FactKey = Pick<AccountFact, 'kind' | 'importerNumber'>;

const numberQuery = ({ importerNumber }: FactKey): string =>
  importerNumber === null ? '' : `importerNumber=${encodeURIComponent(importerNumber)}`;

/** The newest changes of one fact. */
export const factHistoryQuery = (clientId: string, fact: FactKey) =>
  queryOptions({
    queryKey: ['client', clientId, 'facts', fact.kind, fact.importerNumber],
    queryFn: ({ signal }) =>
      request<{ data: AccountFactChange[] }>(
        `clients/${clientId}/facts/${fact.kind}/history?limit=20&${numberQuery(fact)}`,
        { signal },
      ),
  });

/** What somebody records of one fact. */
export interface FactRecording {
  readonly value: Readonly<Record<string, unknown>>;
  readonly source: string | null;
  readonly asOf: string | null;
  readonly note: string | null;
}

/** "Recorded: ACH refund. The check is now blocked." */
function said(title: string, { checks }: RecordedFact): string {
  const followed = checks.map(({ kind, after }) => `${CHECK_NAMES[kind]}: ${STATUS_NAMES[after].toLowerCase()}`);
  return [`Recorded: ${title}.`, ...followed].join(' ');
}

function useRefresh(clientId: string) {
  const cache = useQueryClient();
  return () =>
    Promise.all(
      [['client', clientId], ['clients'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
}

const takeBack = (clientId: string, fact: FactKey, version: number) =>
  request<RecordedFact>(`clients/${clientId}/facts/${fact.kind}?${numberQuery(fact)}`, {
    method: 'DELETE',
    versions: [version],
  });

/** Records what is known, from the version that was shown, and offers to take it back. */
export function useRecordFact(clientId: string, fact: AccountFact, title: string) {
  const refresh = useRefresh(clientId);
  return useMutation({
    mutationFn: (recording: FactRecording) =>
      request<RecordedFact>(`clients/${clientId}/facts/${fact.kind satisfies AccountFactKind}`, {
        method: 'PUT',
        body: { ...(fact.importerNumber !== null && { importerNumber: fact.importerNumber }), ...recording },
        versions: [fact.version],
      }),
    onSuccess: async (answer) => {
      showUndo(said(title, answer), () => {
        void takeBack(clientId, fact, answer.fact.version).catch(showProblem).then(refresh);
      });
      await refresh();
    },
  });
}

/** Takes the newest record back: what stood before it stands again. */
export function useTakeBackFact(clientId: string, fact: AccountFact) {
  const refresh = useRefresh(clientId);
  return useMutation({ mutationFn: () => takeBack(clientId, fact, fact.version), onSuccess: refresh });
}
