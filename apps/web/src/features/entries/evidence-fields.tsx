import type { Evidence } from '@capeline/contracts';
import { Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { issueAt } from '../../api/http.ts';
import { useToday } from '../../ui/today.ts';

interface EvidenceFieldsProps {
  readonly evidence: Evidence;
  readonly set: (evidence: Evidence) => void;
  readonly error: unknown;
}

/** On what a person relies: what was seen, where, when, by whom. */
export function EvidenceFields({ evidence, set, error }: EvidenceFieldsProps) {
  const today = useToday();
  return (
    <fieldset className="stack plain">
      <legend>Evidence</legend>
      <Textarea
        label="What was seen"
        description="Kept for ever beside the fact. No passwords, no bank numbers."
        required
        autosize
        minRows={2}
        value={evidence.note}
        onChange={(event) => set({ ...evidence, note: event.currentTarget.value })}
        error={issueAt(error, 'evidence')}
      />
      <TextInput
        label="Where"
        placeholder="ACE > Entry Summary, or the bulletin notice on cbp.gov"
        value={evidence.source ?? ''}
        onChange={(event) => set({ ...evidence, source: event.currentTarget.value })}
      />
      <div className="split">
        <DateInput
          label="Seen on"
          valueFormat="ddd D MMM YYYY"
          maxDate={today}
          value={evidence.seenOn ?? null}
          onChange={(seenOn) => set({ ...evidence, seenOn: seenOn ?? today })}
        />
        <TextInput
          label="Seen by"
          value={evidence.seenBy ?? ''}
          onChange={(event) => set({ ...evidence, seenBy: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
