import type { Check, CheckKind, CheckLine, ClientDetail, ClientWaiting, RecordCheckRequest } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { showProblem, showUndo } from '../../ui/toasts.ts';
import { waitingName } from '../../ui/words.ts';

export const checksQuery = (id: string) =>
  queryOptions({
    queryKey: ['client', id, 'checks'],
    queryFn: ({ signal }) => request<{ data: Check[] }>(`clients/${id}/checks`, { signal }),
  });

/** Notes whom the client waits for; null: nobody any more. It can be taken back. Somebody quicker is told as a conflict. */
export function useSetWaiting({ id, version, waiting: before }: Pick<ClientDetail, 'id' | 'version' | 'waiting'>) {
  const cache = useQueryClient();
  const send = (waiting: ClientWaiting | null, from: number) =>
    request<ClientDetail>(`clients/${id}`, { method: 'PATCH', body: { waiting }, versions: [from] });
  const refresh = () =>
    Promise.all([['client', id], ['clients'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })));
  return useMutation({
    mutationFn: (waiting: ClientWaiting | null) => send(waiting, version),
    onSuccess: async (after, waiting) => {
      const said = waiting === null ? 'Waits for nobody any more.' : `Waits for ${waitingName(waiting)}.`;
      showUndo(said, () => void send(before, after.version).catch(showProblem).then(refresh));
      await refresh();
    },
  });
}

const SETTABLE = ['unknown', 'blocked', 'in_progress', 'ready', 'not_applicable'] as const;
export type SettableStatus = (typeof SETTABLE)[number];

/** A status that a person may set; "expired" only comes with time. */
const settable = (status: string): SettableStatus => SETTABLE.find((name) => name === status) ?? 'unknown';

/** The request that puts a line back as it was. */
export function formerState(line: CheckLine): RecordCheckRequest {
  // What followed from facts has their days and not a person's.
  const stood =
    line.basis === 'facts'
      ? { status: settable(line.factsStatus ?? line.status) }
      : { status: settable(line.status), verifiedOn: line.verifiedOn, expiresOn: line.expiresOn };
  return {
    ...(line.importerNumber === null ? {} : { importerNumber: line.importerNumber }),
    ...stood,
    evidenceNote: line.evidenceNote,
    ownerId: line.owner?.id ?? null,
    nextAction: line.nextAction,
    waitingOn: line.waitingOn,
    chaseOn: line.chaseOn,
  };
}

export interface CheckChange {
  readonly kind: CheckKind;
  readonly title: string;
  readonly body: RecordCheckRequest;
  /** The lines that the change touches, as they were. */
  readonly before: readonly CheckLine[];
}

/** Records what somebody found out about a check, and offers to take it back. */
export function useRecordCheck(clientId: string) {
  const cache = useQueryClient();
  const send = (kind: CheckKind, body: RecordCheckRequest, versions: readonly number[]) =>
    request<Check>(`clients/${clientId}/checks/${kind}`, { method: 'PATCH', body, versions });
  const refresh = () =>
    Promise.all(
      [['client', clientId], ['clients'], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
  const putBack = async ({ kind, before }: CheckChange, after: Check) => {
    try {
      for (const line of before) {
        const present = after.lines.find(({ importerNumber }) => importerNumber === line.importerNumber);
        await send(kind, formerState(line), [present?.version ?? line.version]);
      }
    } catch (error) {
      showProblem(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: ({ kind, body, before }: CheckChange) =>
      send(
        kind,
        body,
        before.map(({ version }) => version),
      ),
    onSuccess: async (after, change) => {
      showUndo(`Recorded: ${change.title}`, () => void putBack(change, after));
      await refresh();
    },
  });
}
