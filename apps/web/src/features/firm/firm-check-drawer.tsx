import type { FirmCheck, FirmCheckLine, RecordFirmCheckRequest } from '@capeline/contracts';
import { Button, Drawer, Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isConflict, issueAt } from '../../api/http.ts';
import { membersQuery } from '../../api/lists.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { STATUS_NAMES } from '../../ui/words.ts';
import { firmQuery, formerLine, useRecordFirmCheck } from './queries.ts';
import { ACCOUNT_CHOICES } from './words.ts';

interface FirmCheckDrawerProps {
  readonly check: FirmCheck;
  readonly line: FirmCheckLine;
  readonly onClose: () => void;
}

const STATUSES = (['ready', 'in_progress', 'blocked', 'not_applicable', 'unknown'] as const).map((value) => ({
  value,
  label: STATUS_NAMES[value],
}));
const FIELDS = ['status', 'accountType', 'evidenceNote', 'verifiedOn', 'expiresOn', 'ownerId', 'backupId'];
const DATE_FORMAT = 'ddd D MMM YYYY';

/** Writes down what somebody found out about the firm: status, account type, evidence, people, dates. */
export function FirmCheckDrawer(props: FirmCheckDrawerProps) {
  const { check, line, onClose } = props;
  return (
    <Drawer opened onClose={onClose} title={line.label === null ? check.title : `${check.title}: ${line.label}`}>
      <RecordForm {...props} />
    </Drawer>
  );
}

function RecordForm({ check, line, onClose }: FirmCheckDrawerProps) {
  const today = useToday();
  const members = useQuery(membersQuery);
  const record = useRecordFirmCheck();
  const [form, setForm] = useState<RecordFirmCheckRequest>(() => formerLine(line));
  const set = (change: RecordFirmCheckRequest) => setForm((before) => ({ ...before, ...change }));
  const people = members.data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...form, evidenceNote: form.evidenceNote?.trim() || null };
    record.mutate({ check, line, body }, { onSuccess: onClose });
  };
  const { error } = record;
  return (
    <form className="stack" onSubmit={submit}>
      <p className="dim">{check.question}</p>
      <ProblemNote error={error} shownFields={FIELDS} />
      {isConflict(error) ? <ShowPresent onClose={onClose} /> : null}
      <Select
        label="Status"
        data={STATUSES}
        value={form.status ?? 'unknown'}
        onChange={(value) => {
          const status = STATUSES.find((choice) => choice.value === value)?.value;
          if (status) set(status === 'ready' ? { status, verifiedOn: form.verifiedOn ?? today } : { status });
        }}
        allowDeselect={false}
        error={issueAt(error, 'status')}
      />
      {check.kind === 'cape_tab' ? (
        <Select
          label="ACE account type"
          description="Only the first three may submit CAPE files."
          placeholder="Look under Accounts in the ACE Portal"
          clearable
          data={ACCOUNT_CHOICES}
          value={form.accountType ?? null}
          onChange={(value) =>
            set({ accountType: ACCOUNT_CHOICES.find((choice) => choice.value === value)?.value ?? null })
          }
          error={issueAt(error, 'accountType')}
        />
      ) : null}
      <Textarea
        label="Evidence"
        description="What was seen, where, by whom. No passwords."
        autosize
        minRows={3}
        value={form.evidenceNote ?? ''}
        onChange={(event) => set({ evidenceNote: event.currentTarget.value })}
        error={issueAt(error, 'evidenceNote')}
      />
      <div className="split">
        <DateInput
          label="Verified on"
          valueFormat={DATE_FORMAT}
          clearable
          maxDate={today}
          value={form.verifiedOn ?? null}
          onChange={(verifiedOn) => set({ verifiedOn })}
          error={issueAt(error, 'verifiedOn')}
        />
        <DateInput
          label="Expires on"
          valueFormat={DATE_FORMAT}
          clearable
          value={form.expiresOn ?? null}
          onChange={(expiresOn) => set({ expiresOn })}
          error={issueAt(error, 'expiresOn')}
        />
      </div>
      <div className="split">
        <Select
          label={check.kind === 'backup_person' ? 'Who does it' : 'Owner'}
          placeholder="Nobody"
          clearable
          data={people}
          value={form.ownerId ?? null}
          onChange={(ownerId) => set({ ownerId })}
          error={issueAt(error, 'ownerId')}
        />
        {check.kind === 'backup_person' ? (
          <Select
            label="Who stands in"
            placeholder="Nobody"
            clearable
            data={people}
            value={form.backupId ?? null}
            onChange={(backupId) => set({ backupId })}
            error={issueAt(error, 'backupId')}
          />
        ) : null}
      </div>
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
function ShowPresent({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const show = async () => {
    await cache.invalidateQueries({ queryKey: firmQuery.queryKey });
    onClose();
  };
  return (
    <Button variant="default" onClick={() => void show()}>
      Show what stands there now
    </Button>
  );
}
