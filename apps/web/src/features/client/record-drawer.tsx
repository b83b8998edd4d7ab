import type { CheckLine, RecordCheckRequest } from '@capeline/contracts';
import { Button, Drawer, Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isConflict, issueAt } from '../../api/http.ts';
import { membersQuery } from '../../api/lists.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { STATUS_NAMES, WAITING_NAMES } from '../../ui/words.ts';
import { formerState, type SettableStatus, settable, useRecordCheck } from './queries.ts';
import type { Recording } from './recording.ts';

interface RecordDrawerProps {
  readonly clientId: string;
  readonly recording: Recording;
  readonly onClose: () => void;
}

const STATUSES = (['ready', 'in_progress', 'blocked', 'not_applicable', 'unknown'] as const).map((value) => ({
  value,
  label: STATUS_NAMES[value],
}));
const WAITING = (['us', 'client', 'cbp'] as const).map((value) => ({ value, label: WAITING_NAMES[value] }));
const FIELDS = ['status', 'evidenceNote', 'verifiedOn', 'expiresOn', 'ownerId', 'nextAction', 'waitingOn', 'chaseOn'];
type WaitingOn = (typeof WAITING)[number]['value'];
const DATE_FORMAT = 'ddd D MMM YYYY';

/** Writes down what somebody found out: status, evidence, dates, owner, next action. */
export function RecordDrawer({ clientId, recording, onClose }: RecordDrawerProps) {
  return (
    <Drawer opened onClose={onClose} title={recording.check.title}>
      <RecordForm clientId={clientId} recording={recording} onClose={onClose} />
    </Drawer>
  );
}

/**
 * What the form starts with. For one line: the line as it is. For several: nothing, so that a record for all
 * changes only what was chosen and no number takes another's status.
 */
function firstForm(touched: readonly CheckLine[]): RecordCheckRequest {
  const [only] = touched;
  if (only === undefined || touched.length > 1) return {};
  const { importerNumber: _number, ...former } = formerState(only);
  return former;
}

function RecordForm({ clientId, recording, onClose }: RecordDrawerProps) {
  const { check, importerNumber } = recording;
  const today = useToday();
  const members = useQuery(membersQuery);
  const record = useRecordCheck(clientId);
  const touched = check.lines.filter((line) => importerNumber === null || line.importerNumber === importerNumber);
  const first = touched[0];
  const [form, setForm] = useState(() => firstForm(touched));
  const set = (change: Partial<RecordCheckRequest>) => setForm((before) => ({ ...before, ...change }));
  const setStatus = (status: SettableStatus) =>
    set(status === 'ready' ? { status, verifiedOn: form.verifiedOn ?? today } : { status });
  const setWaiting = (waitingOn: WaitingOn | null) =>
    set(waitingOn === null ? { waitingOn, chaseOn: null } : { waitingOn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: RecordCheckRequest = {
      ...(importerNumber === null ? {} : { importerNumber }),
      ...form,
      ...('evidenceNote' in form ? { evidenceNote: form.evidenceNote?.trim() || null } : {}),
      ...('nextAction' in form ? { nextAction: form.nextAction?.trim() || null } : {}),
    };
    record.mutate({ kind: check.kind, title: check.title, body, before: touched }, { onSuccess: onClose });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="dim">{check.question}</p>
      {importerNumber !== null || touched.length > 1 ? (
        <p>
          For{' '}
          <b>
            {importerNumber !== null
              ? (first?.importerNumberMasked ?? importerNumber)
              : `all ${touched.length} importer numbers`}
          </b>
        </p>
      ) : null}
      <ProblemNote error={record.error} shownFields={FIELDS} />
      {isConflict(record.error) ? <ShowPresent clientId={clientId} onClose={onClose} /> : null}
      <Select
        label="Status"
        placeholder="Leave each as it is"
        data={STATUSES}
        value={form.status ?? null}
        onChange={(value) => value && setStatus(settable(value))}
        allowDeselect={false}
        error={issueAt(record.error, 'status')}
      />
      <Textarea
        label="Evidence"
        description="What was seen, where, by whom. No passwords, no bank numbers."
        autosize
        minRows={3}
        value={form.evidenceNote ?? ''}
        onChange={(event) => set({ evidenceNote: event.currentTarget.value })}
        error={issueAt(record.error, 'evidenceNote')}
      />
      <div className="split">
        <DateInput
          label="Verified on"
          valueFormat={DATE_FORMAT}
          clearable
          maxDate={today}
          value={form.verifiedOn ?? null}
          onChange={(verifiedOn) => set({ verifiedOn })}
          error={issueAt(record.error, 'verifiedOn')}
        />
        <DateInput
          label="Expires on"
          valueFormat={DATE_FORMAT}
          clearable
          value={form.expiresOn ?? null}
          onChange={(expiresOn) => set({ expiresOn })}
          error={issueAt(record.error, 'expiresOn')}
        />
      </div>
      <Textarea
        label="Next action"
        autosize
        minRows={2}
        value={form.nextAction ?? ''}
        onChange={(event) => set({ nextAction: event.currentTarget.value })}
        error={issueAt(record.error, 'nextAction')}
      />
      <div className="split">
        <Select
          label="Owner"
          placeholder="Nobody"
          clearable
          data={members.data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          value={form.ownerId ?? null}
          onChange={(ownerId) => set({ ownerId })}
          error={issueAt(record.error, 'ownerId')}
        />
        <Select
          label="Waiting on"
          placeholder="Nobody"
          clearable
          data={WAITING}
          value={form.waitingOn ?? null}
          onChange={(value) => setWaiting(WAITING.find((choice) => choice.value === value)?.value ?? null)}
          error={issueAt(record.error, 'waitingOn')}
        />
      </div>
      {form.waitingOn ? (
        <DateInput
          label="Ask again on"
          description="From that day on the board counts the client among those to ask again."
          valueFormat={DATE_FORMAT}
          clearable
          value={form.chaseOn ?? null}
          onChange={(chaseOn) => set({ chaseOn })}
          error={issueAt(record.error, 'chaseOn')}
        />
      ) : null}
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={record.isPending}>
          Record
        </Button>
      </div>
    </form>
  );
}

/** After somebody else's change: loads the present state and closes, so that nothing of theirs is written over unseen. */
function ShowPresent({ clientId, onClose }: Pick<RecordDrawerProps, 'clientId' | 'onClose'>) {
  const cache = useQueryClient();
  const show = async () => {
    await cache.invalidateQueries({ queryKey: ['client', clientId] });
    onClose();
  };
  return (
    <Button variant="default" onClick={() => void show()}>
      Show what stands there now
    </Button>
  );
}
