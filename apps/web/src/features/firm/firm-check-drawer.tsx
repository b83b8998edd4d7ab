import type { FirmCheck, FirmCheckLine, RecordFirmCheckRequest } from '@capeline/contracts';
import { Drawer, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { membersQuery } from '../../api/lists.ts';
import { RECORDED_FIELDS, RecordFields } from '../../ui/record/record-fields.tsx';
import { RecordForm } from '../../ui/record/record-form.tsx';
import { firmQuery, formerLine, useRecordFirmCheck } from './queries.ts';
import { ACCOUNT_CHOICES } from './words.ts';

interface FirmCheckDrawerProps {
  readonly check: FirmCheck;
  readonly line: FirmCheckLine;
  readonly onClose: () => void;
}

const FIELDS = [...RECORDED_FIELDS, 'accountType', 'ownerId', 'backupId'];

/** Writes down what somebody found out about the firm: status, account type, evidence, people, dates. */
export function FirmCheckDrawer(props: FirmCheckDrawerProps) {
  const { check, line, onClose } = props;
  return (
    <Drawer opened onClose={onClose} title={line.label === null ? check.title : `${check.title}: ${line.label}`}>
      <CheckForm {...props} />
    </Drawer>
  );
}

function CheckForm({ check, line, onClose }: FirmCheckDrawerProps) {
  const members = useQuery(membersQuery);
  const record = useRecordFirmCheck();
  const [form, setForm] = useState<RecordFirmCheckRequest>(() => formerLine(line));
  const set = (change: RecordFirmCheckRequest) => setForm((before) => ({ ...before, ...change }));
  const people = members.data?.data.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const submit = () => {
    const body = { ...form, evidenceNote: form.evidenceNote?.trim() || null };
    record.mutate({ check, line, body }, { onSuccess: onClose });
  };
  const { error } = record;
  return (
    <RecordForm
      question={check.question}
      error={error}
      shownFields={FIELDS}
      presentKey={firmQuery.queryKey}
      isSaving={record.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <RecordFields recorded={form} set={set} error={error} never="No passwords.">
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
      </RecordFields>
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
    </RecordForm>
  );
}
