import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { useMe } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useRename } from './queries.ts';

export function NamePanel() {
  const { user } = useMe();
  const [name, setName] = useState(user.name);
  const rename = useRename();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate(name);
  };
  return (
    <section className="panel" aria-label="Name">
      <form className="stack tight" onSubmit={submit}>
        <h2>Name</h2>
        <ProblemNote error={rename.error} shownFields={['name']} />
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <TextInput
            label="As your colleagues see you"
            autoComplete="name"
            style={{ flex: '1 1 240px' }}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={issueAt(rename.error, 'name')}
          />
          <Button
            type="submit"
            mt={25}
            variant="default"
            loading={rename.isPending}
            disabled={name.trim() === user.name}
          >
            Save
          </Button>
        </div>
      </form>
    </section>
  );
}
