import type { AccountFact, AccountFactChange } from '@capeline/contracts';
import { FACT_RULES, FACT_SOURCE_NAMES } from '@capeline/domain';
import { Button, Drawer, Select, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt } from '../../../api/http.ts';
import { EvidencePanel } from '../../../ui/evidence/evidence-panel.tsx';
import { longDate } from '../../../ui/format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { DATE_FORMAT } from '../../../ui/record/record-fields.tsx';
import { RecordForm } from '../../../ui/record/record-form.tsx';
import { useToday } from '../../../ui/today.ts';
import { Unverified } from '../../../ui/unverified.tsx';
import { Box28 } from './box28.tsx';
import { emptyValue, openChoices } from './fact-fields.ts';
import { CAUSE_NAMES, capital, factWords } from './fact-words.ts';
import { type FactRecording, factHistoryQuery, useRecordFact, useTakeBackFact } from './queries.ts';
import { ValueFields } from './value-fields.tsx';

interface FactDrawerProps {
  readonly clientId: string;
  readonly fact: AccountFact;
  readonly onClose: () => void;
}

const SOURCES = Object.entries(FACT_SOURCE_NAMES).map(([value, label]) => ({ value, label: capital(label) }));
const FIELDS = ['value', 'source', 'asOf', 'note'];

/** Writes down one thing that is known, beside the place where it is seen, and tells what was known before. */
export function FactDrawer({ clientId, fact, onClose }: FactDrawerProps) {
  const { title } = FACT_RULES[fact.kind];
  const of = fact.importerNumberMasked === null ? '' : ` · ${fact.importerNumber ?? fact.importerNumberMasked}`;
  const [isViewing, setViewing] = useState(false);
  return (
    <Drawer opened onClose={onClose} title={title + of} closeOnEscape={!isViewing}>
      <FactForm clientId={clientId} fact={fact} onClose={onClose} />
      <EvidencePanel
        onViewing={setViewing}
        subject={{
          clientId,
          about: `fact:${fact.kind}`,
          ...(fact.importerNumber === null ? {} : { importerNumber: fact.importerNumber }),
        }}
      />
      {fact.kind === 'notify_party' && fact.importerNumber !== null ? (
        <Box28 clientId={clientId} importerNumber={fact.importerNumber} />
      ) : null}
      {fact.version > 0 ? <Earlier clientId={clientId} fact={fact} onClose={onClose} /> : null}
    </Drawer>
  );
}

/** What the form begins with: what is known, as of today, because who looks again looks today. */
function firstForm(fact: AccountFact, today: string): FactRecording {
  const value = fact.value === null ? emptyValue(fact.kind) : { ...fact.value };
  return { value, source: fact.source, asOf: today, note: null };
}

function FactForm({ clientId, fact, onClose }: FactDrawerProps) {
  const today = useToday();
  const rule = FACT_RULES[fact.kind];
  const record = useRecordFact(clientId, fact, rule.title);
  const [form, setForm] = useState(() => firstForm(fact, today));
  const [hasTried, setTried] = useState(false);
  const set = (change: Partial<FactRecording>) => setForm((before) => ({ ...before, ...change }));
  const missing = openChoices(fact.kind, form.value);
  const submit = () => {
    setTried(true);
    if (missing.length > 0 || form.source === null || form.asOf === null) return;
    record.mutate({ ...form, note: form.note?.trim() || null }, { onSuccess: onClose });
  };
  return (
    <RecordForm
      question={rule.question}
      error={record.error}
      shownFields={FIELDS}
      presentKey={['client', clientId]}
      isSaving={record.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="fact-place">
        <b>Where it is seen</b>
        <p>{rule.place}</p>
        {rule.placeVerified ? null : (
          <p className="small">
            <Unverified source="No CBP text that was read confirms these clicks." />
          </p>
        )}
        <p className="small dim">Good evidence: {rule.evidence}</p>
      </div>
      <ValueFields
        kind={fact.kind}
        value={form.value}
        set={(value) => set({ value })}
        error={record.error}
        missing={hasTried ? missing : []}
      />
      <div className="split">
        <Select
          label="How we know"
          placeholder="Choose"
          description={`Ready only by: ${rule.proof.map((source) => FACT_SOURCE_NAMES[source]).join(', ')}.`}
          data={SOURCES}
          allowDeselect={false}
          value={form.source}
          onChange={(source) => set({ source })}
          error={hasTried && form.source === null ? 'Say how this is known.' : issueAt(record.error, 'source')}
        />
        <DateInput
          label="It was so on"
          description="The day of the fact, not of writing it down."
          valueFormat={DATE_FORMAT}
          maxDate={today}
          value={form.asOf}
          onChange={(asOf) => set({ asOf })}
          error={hasTried && form.asOf === null ? 'Give the day.' : issueAt(record.error, 'asOf')}
        />
      </div>
      <Textarea
        label="Note"
        description="No passwords, no bank numbers."
        autosize
        minRows={2}
        value={form.note ?? ''}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={issueAt(record.error, 'note')}
      />
    </RecordForm>
  );
}

/** What was known before, newest first, and the way back to it. */
function Earlier({ clientId, fact, onClose }: FactDrawerProps) {
  const { data } = useQuery(factHistoryQuery(clientId, fact));
  const back = useTakeBackFact(clientId, fact);
  return (
    <section className="fact-history" aria-label="Earlier">
      <div className="row">
        <h3 className="grow">What was recorded</h3>
        {fact.state === 'missing' ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={back.isPending}
            onClick={() => back.mutate(undefined, { onSuccess: onClose })}
          >
            Take the newest back
          </Button>
        )}
      </div>
      <ProblemNote error={back.error} />
      <ol>
        {(data?.data ?? []).map((change) => (
          <li key={change.id}>{changeWords(fact, change)}</li>
        ))}
      </ol>
    </section>
  );
}

function changeWords(fact: AccountFact, { cause, after, changedBy, changedAt }: AccountFactChange) {
  const known =
    after === null
      ? 'Nothing known'
      : `${factWords(fact.kind, after.value)}, ${FACT_SOURCE_NAMES[after.source]}, as of ${longDate(after.asOf)}`;
  return (
    <>
      {known}
      {after?.note ? <span className="dim"> “{after.note}”</span> : null}
      <div className="small faint">
        {CAUSE_NAMES[cause]} by {changedBy ?? 'a program'}, {longDate(changedAt.slice(0, 10))}
      </div>
    </>
  );
}
