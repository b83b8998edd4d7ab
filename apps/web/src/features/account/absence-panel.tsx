import type { Absence, PlanAbsenceRequest } from '@capeline/contracts';
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { membersQuery } from '../../api/lists.ts';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { longDate } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { useCancelAbsence, usePlanAbsence } from './queries.ts';

/** When the person is away and who is told what he would be. */
export function AbsencePanel() {
  const { user } = useMe();
  const { data, error, refetch } = useQuery(membersQuery);
  const me = data?.data.find(({ userId }) => userId === user.id);
  const others = data?.data.filter(({ userId, role }) => userId !== user.id && role !== 'auditor') ?? [];
  return (
    <section className="panel stack tight" id="absence" aria-label="Absence">
      <div>
        <h2>Absence</h2>
        <p className="dim">
          While you are away your delegate gets your alerts and digests as well and finds your clients under “Mine”. It
          ends by itself. Without a delegate, owners and managers hear of them, as of everything.
        </p>
      </div>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      {me?.absence ? <Planned absence={me.absence} /> : null}
      {me && !me.absence ? (
        <PlanForm delegates={others.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` }))} />
      ) : null}
    </section>
  );
}

function Planned({ absence }: { absence: Absence }) {
  const cancel = useCancelAbsence();
  const today = useToday();
  const { from, until, delegate } = absence;
  return (
    <div className="note-box row">
      <span className="grow">
        {from <= today ? 'Away since' : 'Away from'} <b>{longDate(from)}</b> until <b>{longDate(until)}</b>
        {delegate ? (
          <>
            , <b>{delegate.name}</b> stands in
          </>
        ) : (
          ', nobody named: owners and managers are told'
        )}
      </span>
      <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {from <= today ? 'I am back' : 'Take it back'}
      </Button>
    </div>
  );
}

function PlanForm({ delegates }: { delegates: { value: string; label: string }[] }) {
  const today = useToday();
  const [form, setForm] = useState<PlanAbsenceRequest>({ from: today, until: '', delegateId: null });
  const plan = usePlanAbsence();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    plan.mutate(form);
  };
  return (
    <form className="stack tight" onSubmit={submit}>
      <ProblemNote error={plan.error} shownFields={['from', 'until', 'delegateId']} />
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <TextInput
          label="First day"
          type="date"
          required
          withAsterisk={false}
          value={form.from}
          onChange={(event) => setForm({ ...form, from: event.currentTarget.value })}
          error={issueAt(plan.error, 'from')}
        />
        <TextInput
          label="Last day"
          type="date"
          required
          withAsterisk={false}
          min={form.from}
          value={form.until}
          onChange={(event) => setForm({ ...form, until: event.currentTarget.value })}
          error={issueAt(plan.error, 'until')}
        />
        <Select
          label="Delegate"
          placeholder={delegates.length === 0 ? 'You are alone here' : 'Choose'}
          style={{ flex: '1 1 200px' }}
          clearable
          data={delegates}
          value={form.delegateId}
          onChange={(delegateId) => setForm({ ...form, delegateId })}
          error={issueAt(plan.error, 'delegateId')}
        />
        <Button type="submit" mt={25} variant="default" loading={plan.isPending} disabled={form.until === ''}>
          Plan
        </Button>
      </div>
    </form>
  );
}
