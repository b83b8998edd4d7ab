import type { FirmUploader } from '@capeline/contracts';
import { Button, Drawer, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { useAddUploader, useChangeUploader } from './queries.ts';

interface UploaderDrawerProps {
  /** Null names a new one. */
  readonly uploader: FirmUploader | null;
  readonly filerCodes: readonly string[];
  readonly onClose: () => void;
}

const FIELDS = ['name', 'filerCodes', 'lastLoginOn', 'evidenceNote'];

/** Names a person who uploads, or changes what is known of him. */
export function UploaderDrawer(props: UploaderDrawerProps) {
  return (
    <Drawer opened onClose={props.onClose} title={props.uploader?.name ?? 'Name an uploader'}>
      <UploaderForm {...props} />
    </Drawer>
  );
}

function UploaderForm({ uploader, filerCodes, onClose }: UploaderDrawerProps) {
  const today = useToday();
  const [form, setForm] = useState({
    name: uploader?.name ?? '',
    filerCodes: uploader?.filerCodes ?? [],
    lastLoginOn: uploader?.lastLoginOn ?? null,
    evidenceNote: uploader?.evidenceNote ?? '',
  });
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const add = useAddUploader();
  const change = useChangeUploader();
  const error = add.error ?? change.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...form, evidenceNote: form.evidenceNote.trim() || null };
    if (uploader === null) add.mutate(body, { onSuccess: onClose });
    else change.mutate({ uploader, body, said: `Recorded: ${body.name}` }, { onSuccess: onClose });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <ProblemNote error={error} shownFields={FIELDS} />
      <TextInput
        label="Name"
        description="A person with an ACE log-in of his own. Log-ins are never shared."
        required
        withAsterisk={false}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={issueAt(error, 'name')}
      />
      <MultiSelect
        label="Uploads for"
        placeholder={form.filerCodes.length === 0 ? 'All filer codes' : ''}
        data={[...filerCodes]}
        value={form.filerCodes}
        onChange={(codes) => set({ filerCodes: codes })}
        error={issueAt(error, 'filerCodes')}
      />
      <DateInput
        label="Last log-in to ACE"
        valueFormat="ddd D MMM YYYY"
        clearable
        maxDate={today}
        value={form.lastLoginOn}
        onChange={(lastLoginOn) => set({ lastLoginOn })}
        error={issueAt(error, 'lastLoginOn')}
      />
      <Textarea
        label="Evidence"
        description="How you know. Never a password."
        autosize
        minRows={2}
        value={form.evidenceNote}
        onChange={(event) => set({ evidenceNote: event.currentTarget.value })}
        error={issueAt(error, 'evidenceNote')}
      />
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={add.isPending || change.isPending} disabled={form.name.trim() === ''}>
          {uploader === null ? 'Name' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
