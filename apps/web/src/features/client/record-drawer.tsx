import type { CheckLine, RecordCheckRequest } from '@capeline/contracts';
import { Drawer, Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { membersQuery } from '../../api/lists.ts';
import { EvidencePanel } from '../../ui/evidence/evidence-panel.tsx';
import { DATE_FORMAT, RECORDED_FIELDS, RecordFields } from '../../ui/record/record-fields.tsx';
import { RecordForm } from '../../ui/record/record-form.tsx';
import { WAITING_NAMES } from '../../ui/words.ts';
import { CheckHistory } from './check-history.tsx';
import { formerState, useRecordCheck } from './queries.ts';
import type { Recording } from './recording.ts';

interface RecordDrawerProps {
  readonly clientId: string;
  readonly recording: Recording;
  readonly onClose: () => void;
}

const WAITING = (['us', 'client', 'cbp'] as const).map((value) => ({ value, label: WAITING_NAMES[value] }));
const FIELDS = [...RECORDED_FIELDS, 'ownerId', 'nextAction', 'waitingOn', 'chaseOn'];
type WaitingOn = (typeof WAITING)[number]['value'];

/** Writes down what somebody found out: status, evidence, dates, owner, next action. */
export function RecordDrawer({ clientId, recording, onClose }: RecordDrawerProps) {
  const [isViewing, setViewing] = useState(false);
  return (
    <Drawer opened onClose={onClose} title={recording.check.title} closeOnEscape={!isViewing}>
      <CheckForm clientId={clientId} recording={recording} onClose={onClose} />
      <EvidencePanel
        onViewing={setViewing}
        subject={{
          clientId,
          about: `check:${recording.check.kind}`,
          ...(recording.importerNumber === null ? {} : { importerNumber: recording.importerNumber }),
        }}
      />
      <CheckHistory clientId={clientId} check={recording.check} />
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

/** Where facts decide, only what somebody changed is sent: their status and days are not a person's to repeat. */
function withoutUnchanged(body: RecordCheckRequest, initial: RecordCheckRequest): RecordCheckRequest {
  const { status, verifiedOn, expiresOn, ...others } = body;
  return {
    ...others,
    ...(status !== undefined && status !== initial.status && { status }),
    ...(verifiedOn !== undefined && verifiedOn !== initial.verifiedOn && { verifiedOn }),
    ...(expiresOn !== undefined && expiresOn !== initial.expiresOn && { expiresOn }),
  };
}

function CheckForm({ clientId, recording, onClose }: RecordDrawerProps) {
  const { check, importerNumber } = recording;
  const members = useQuery(membersQuery);
  const record = useRecordCheck(clientId);
  const touched = check.lines.filter((line) => importerNumber === null || line.importerNumber === importerNumber);
  const first = touched[0];
  const [initial] = useState(() => firstForm(touched));
  const [form, setForm] = useState(initial);
  const isDecided = touched.some(({ factsStatus }) => factsStatus !== null);
  const set = (change: Partial<RecordCheckRequest>) => setForm((before) => ({ ...before, ...change }));
  const setWaiting = (waitingOn: WaitingOn | null) =>
    set(waitingOn === null ? { waitingOn, chaseOn: null } : { waitingOn });
  const submit = () => {
    const body: RecordCheckRequest = {
      ...(importerNumber === null ? {} : { importerNumber }),
      ...form,
      ...('evidenceNote' in form ? { evidenceNote: form.evidenceNote?.trim() || null } : {}),
      ...('nextAction' in form ? { nextAction: form.nextAction?.trim() || null } : {}),
    };
    const change = isDecided ? withoutUnchanged(body, initial) : body;
    record.mutate({ kind: check.kind, title: check.title, body: change, before: touched }, { onSuccess: onClose });
  };
  return (
    <RecordForm
      question={check.question}
      error={record.error}
      shownFields={FIELDS}
      presentKey={['client', clientId]}
      isSaving={record.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
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
      {isDecided ? (
        <p className="fact-place">
          Its status follows from what is known of the account. Record something worse here if you know it; anything
          better is recorded there, as a newer fact. Owner, wait, note and next action are yours.
        </p>
      ) : null}
      <RecordFields
        recorded={form}
        set={set}
        error={record.error}
        placeholder="Leave each as it is"
        never="No passwords, no bank numbers."
      />
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
    </RecordForm>
  );
}
