import type {
  AddUploaderRequest,
  FirmCheck,
  FirmCheckLine,
  FirmReadiness,
  FirmUploader,
  RecordFirmCheckRequest,
  UpdateUploaderRequest,
} from '@capeline/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { showDone, showProblem, showUndo } from '../../ui/toasts.ts';

const PATH = 'firm-readiness';

export const firmQuery = queryOptions({
  queryKey: [PATH],
  queryFn: ({ signal }) => request<FirmReadiness>(PATH, { signal }),
});

/** Shows the answer of a change at once; the board counts anew. */
function useTakeAnswer() {
  const cache = useQueryClient();
  return async (state: FirmReadiness) => {
    cache.setQueryData(firmQuery.queryKey, state);
    await cache.invalidateQueries({ queryKey: ['board'] });
  };
}

/** The request that puts a line back as it was; a status that came with time is asked for as what was recorded. */
export function formerLine(line: FirmCheckLine): RecordFirmCheckRequest {
  const { accountType, evidenceNote, verifiedOn, expiresOn, owner, backup, status } = line;
  return {
    status: status === 'expired' ? 'ready' : status,
    accountType,
    evidenceNote,
    verifiedOn,
    expiresOn,
    ownerId: owner?.id ?? null,
    backupId: backup?.id ?? null,
  };
}

export interface FirmChange {
  readonly check: FirmCheck;
  readonly line: FirmCheckLine;
  readonly body: RecordFirmCheckRequest;
}

/** Records what somebody found out about the firm, and offers to take it back. */
export function useRecordFirmCheck() {
  const take = useTakeAnswer();
  const send = ({ check, line }: FirmChange, body: RecordFirmCheckRequest, version: number) =>
    request<FirmReadiness>(`${PATH}/checks/${check.kind}`, {
      method: 'PATCH',
      body: line.subject === null ? body : { subject: line.subject, ...body },
      versions: [version],
    });
  const putBack = (change: FirmChange, version: number) =>
    void send(change, formerLine(change.line), version).then(take, showProblem);
  return useMutation({
    mutationFn: (change: FirmChange) => send(change, change.body, change.line.version),
    onSuccess: async (state, change) => {
      const lines = state.checks.find(({ kind }) => kind === change.check.kind)?.lines;
      const version = lines?.find(({ subject }) => subject === change.line.subject)?.version ?? 0;
      showUndo(`Recorded: ${change.check.title}`, () => putBack(change, version));
      await take(state);
    },
  });
}

export function useAddUploader() {
  const take = useTakeAnswer();
  return useMutation({
    mutationFn: (body: AddUploaderRequest) => request<FirmReadiness>(`${PATH}/uploaders`, { method: 'POST', body }),
    onSuccess: async (state, { name }) => {
      showDone(`${name} is named as uploader.`);
      await take(state);
    },
  });
}

export interface UploaderChange {
  readonly uploader: FirmUploader;
  readonly body: UpdateUploaderRequest;
  readonly said: string;
}

/** Changes or removes an uploader, and offers to take it back. */
export function useChangeUploader() {
  const take = useTakeAnswer();
  const send = (id: string, body: UpdateUploaderRequest, version: number) =>
    request<FirmReadiness>(`${PATH}/uploaders/${id}`, { method: 'PATCH', body, versions: [version] });
  return useMutation({
    mutationFn: ({ uploader, body }: UploaderChange) => send(uploader.id, body, uploader.version),
    onSuccess: async (state, { uploader, said }) => {
      const { name, filerCodes, lastLoginOn, evidenceNote } = uploader;
      const former = { name, filerCodes, lastLoginOn, evidenceNote, removed: false };
      showUndo(said, () => void send(uploader.id, former, uploader.version + 1).then(take, showProblem));
      await take(state);
    },
    onError: showProblem,
  });
}

export function useSetInactivityDays() {
  const take = useTakeAnswer();
  return useMutation({
    mutationFn: (inactivityDays: number) => request<FirmReadiness>(PATH, { method: 'PATCH', body: { inactivityDays } }),
    onSuccess: async (state) => {
      showDone('Saved.');
      await take(state);
    },
  });
}
