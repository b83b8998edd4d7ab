import type { ClientDetail, ClientWaiting } from '@capeline/contracts';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { useSetWaiting } from './queries.ts';

const WHO = [
  { value: 'client', label: 'The importer' },
  { value: 'cbp', label: 'CBP' },
  { value: 'us', label: 'Us' },
  { value: 'other', label: 'Somebody else' },
] as const;

/** Notes whom the client waits for, or that the wait is over. */
export function WaitingDialog({ client, onClose }: { client: ClientDetail; onClose: () => void }) {
  const today = useToday();
  const { waiting } = client;
  const [on, setOn] = useState<ClientWaiting['on']>(waiting?.on ?? 'client');
  const [who, setWho] = useState(waiting?.who ?? '');
  const [since, setSince] = useState(waiting?.since ?? today);
  const [chaseOn, setChaseOn] = useState(waiting?.chaseOn ?? '');
  const save = useSetWaiting(client);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { on, who: on === 'other' ? who : null, since, chaseOn: chaseOn === '' ? null : chaseOn },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Whom does ${client.name} wait for?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className="stack" onSubmit={submit}>
        <ProblemNote error={save.error} />
        <Select
          label="Waiting on"
          data={[...WHO]}
          value={on}
          allowDeselect={false}
          onChange={(value) => setOn(WHO.find((one) => one.value === value)?.value ?? 'client')}
        />
        {on === 'other' ? (
          <TextInput
            label="Who"
            placeholder="The surety"
            required
            withAsterisk={false}
            value={who}
            onChange={(event) => setWho(event.currentTarget.value)}
            error={issueAt(save.error, 'who')}
          />
        ) : null}
        <TextInput
          label="Since"
          type="date"
          required
          withAsterisk={false}
          max={today}
          value={since}
          onChange={(event) => setSince(event.currentTarget.value)}
        />
        <TextInput
          label="Ask again on"
          type="date"
          min={since}
          value={chaseOn}
          onChange={(event) => setChaseOn(event.currentTarget.value)}
        />
        <div className="row end">
          {waiting ? (
            <Button variant="default" onClick={() => save.mutate(null, { onSuccess: onClose })}>
              No longer waiting
            </Button>
          ) : null}
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
