import type { EntryDetail, Evidence } from '@capeline/contracts';
import { Button, Checkbox, Drawer } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { ClockPreview } from './clock-preview.tsx';
import { EvidenceFields } from './evidence-fields.tsx';
import { FactFields } from './fact-fields.tsx';
import { changedFacts, dutyFault, EMPTY_FORM, type FactsForm, formOf } from './facts-form.ts';
import { previewQuery, useStateEntry } from './queries.ts';

interface StateDrawerProps {
  /** The entry to correct; null to enter a new one. */
  readonly entry: EntryDetail | null;
  readonly onClose: () => void;
}

const FIELDS = ['entryNumber', 'importerNumber', 'entryType', 'entryDate', 'liquidation', 'evidence', 'confirmLater'];

/** Enters or corrects one entry on a person's word: facts, what its clocks become, evidence. */
export function StateDrawer({ entry, onClose }: StateDrawerProps) {
  return (
    <Drawer opened onClose={onClose} size={620} title={entry ? `Correct ${entry.formatted}` : 'Enter an entry by hand'}>
      <StateForm entry={entry} onClose={onClose} />
    </Drawer>
  );
}

/** The preview of what stands in the form, half a moment after the last key. */
function usePreview(form: FactsForm, before: FactsForm) {
  const [settled] = useDebouncedValue(form, 250);
  const facts = changedFacts(settled, before);
  const isReadable = settled.entryNumber.replace(/[\s-]/gu, '').length === 11 && dutyFault(settled) === null;
  const hasDate = facts.liquidation === undefined || !('date' in facts.liquidation) || facts.liquidation.date !== null;
  return useQuery({
    ...previewQuery({ entryNumber: settled.entryNumber, ...facts }),
    enabled: isReadable && hasDate,
  });
}

function StateForm({ entry, onClose }: StateDrawerProps) {
  const me = useMe();
  const today = useToday();
  const navigate = useNavigate();
  const state = useStateEntry();
  const [before] = useState(() => (entry ? formOf(entry) : EMPTY_FORM));
  const [form, setForm] = useState(before);
  const [evidence, setEvidence] = useState<Evidence>({ note: '', seenOn: today, seenBy: me.user.name });
  const [isConfirmed, setConfirmed] = useState(false);
  const preview = usePreview(form, before);
  const isLater = (preview.data?.later.length ?? 0) > 0;
  const changed = changedFacts(form, before);
  const isEmpty = Object.keys(changed).length === 0 || dutyFault(form) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const clientName = form.clientName.trim();
    const said = {
      ...changed,
      ...(clientName !== '' && { clientName }),
      evidence: Object.fromEntries(Object.entries(evidence).filter(([, value]) => value !== '')) as Evidence,
    };
    if (entry)
      state.mutate(
        { of: entry, body: { ...said, ...(isLater && { confirmLater: isConfirmed }) } },
        { onSuccess: onClose },
      );
    else
      state.mutate(
        { of: 'new', body: { ...said, entryNumber: form.entryNumber, importerNumber: form.importerNumber } },
        {
          onSuccess: ({ entryNumber }) => {
            onClose();
            void navigate(`/entries/${entryNumber}`);
          },
        },
      );
  };
  return (
    <form className="stack" onSubmit={submit}>
      <ProblemNote error={state.error} shownFields={FIELDS} />
      <FactFields
        entry={entry}
        form={form}
        set={(change) => {
          setForm((former) => ({ ...former, ...change }));
          setConfirmed(false);
        }}
        preview={preview.data ?? null}
        error={state.error}
      />
      <ClockPreview preview={preview.data ?? null} error={preview.error} isChanged={!isEmpty} />
      {isLater && entry ? (
        <Checkbox
          checked={isConfirmed}
          onChange={(event) => setConfirmed(event.currentTarget.checked)}
          label="I compared this with the bulletin notice: the clock may end later, or not run."
        />
      ) : null}
      <EvidenceFields evidence={evidence} set={setEvidence} error={state.error} />
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          loading={state.isPending}
          disabled={isEmpty || evidence.note.trim() === '' || (entry !== null && isLater && !isConfirmed)}
        >
          {entry ? 'Correct' : 'Enter'}
        </Button>
      </div>
    </form>
  );
}
