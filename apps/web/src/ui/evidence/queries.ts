import type { EvidenceFile, EvidenceMessage, UpdateEvidenceRequest } from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request, withQuery } from '../../api/http.ts';
import { sendForm } from '../../api/send-form.ts';
import { showDone, showProblem, showUndo } from '../toasts.ts';

/** What a panel of evidence is about: one client, and in it perhaps one check or fact, perhaps of one importer number. */
export interface EvidenceSubject {
  readonly clientId: string;
  /** `check:<kind>` or `fact:<kind>`; without it the client as a whole, and the list shows all. */
  readonly about?: string;
  readonly importerNumber?: string;
}

const MOST = 200;

/** The newest evidence of a subject, at most 200. */
export const evidenceQuery = ({ clientId, about, importerNumber }: EvidenceSubject) =>
  queryOptions({
    queryKey: ['client', clientId, 'evidence', about ?? null, importerNumber ?? null],
    queryFn: ({ signal }) =>
      request<{ data: EvidenceFile[]; nextCursor: string | null }>(
        withQuery(`clients/${clientId}/evidence`, { about, importerNumber, limit: MOST }),
        { signal },
      ),
  });

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['evidence', id, 'message'],
    queryFn: ({ signal }) => request<EvidenceMessage>(`evidence/${id}/message`, { signal }),
  });

/** Where the browser finds the file itself. */
export const contentUrl = (id: string): string => `/api/v1/evidence/${id}/content`;

const LOST = 'The server did not answer. Send the file again: one that has arrived is not kept twice.';

function formOf({ about, importerNumber }: EvidenceSubject, file: File): FormData {
  const form = new FormData();
  if (about !== undefined) form.append('about', about);
  if (importerNumber !== undefined) form.append('importerNumber', importerNumber);
  form.append('file', file, file.name);
  return form;
}

function useRefresh(clientId: string) {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: ['client', clientId, 'evidence'] });
}

/** Keeps files, one after the other; the first that is refused ends it, and those before it stay. */
export function useAddEvidence(subject: EvidenceSubject, onProgress: (part: number) => void) {
  const refresh = useRefresh(subject.clientId);
  return useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const path = `clients/${subject.clientId}/evidence`;
        await sendForm<EvidenceFile>(path, formOf(subject, file), { lost: LOST }, onProgress);
      }
    },
    onSuccess: (_done, files) => showDone(files.length === 1 ? 'Kept as evidence.' : `${files.length} files kept.`),
    onSettled: refresh,
  });
}

/** Removes evidence and offers to take it back. */
export function useRemoveEvidence(clientId: string) {
  const refresh = useRefresh(clientId);
  const restore = (id: string) =>
    request<EvidenceFile>(`evidence/${id}/restore`, { method: 'POST' }).catch(showProblem).then(refresh);
  return useMutation({
    mutationFn: ({ id }: EvidenceFile) => request<null>(`evidence/${id}`, { method: 'DELETE' }),
    onSuccess: async (_answer, { id, fileName }) => {
      showUndo(`Removed: ${fileName}`, () => void restore(id));
      await refresh();
    },
    onError: showProblem,
  });
}

/** Changes note or expiry of evidence. */
export function useUpdateEvidence({ id, clientId, version }: EvidenceFile) {
  const refresh = useRefresh(clientId);
  return useMutation({
    mutationFn: (body: UpdateEvidenceRequest) =>
      request<EvidenceFile>(`evidence/${id}`, { method: 'PATCH', body, versions: [version] }),
    onSettled: refresh,
  });
}
