import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNewPassword } from './queries.ts';

export function PasswordPanel() {
  const [password, setPassword] = useState('');
  const save = useNewPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(password, { onSuccess: () => setPassword('') });
  };
  return (
    <section className="panel" aria-label="Password">
      <form className="stack tight" onSubmit={submit}>
        <div>
          <h2>Password</h2>
          <p className="dim">A new one signs every other device out.</p>
        </div>
        <ProblemNote error={save.error} shownFields={['password']} />
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: '1 1 240px' }}>
            <NewPassword
              label="New password"
              value={password}
              onChange={setPassword}
              error={issueAt(save.error, 'password')}
            />
          </div>
          <Button type="submit" mt={25} variant="default" loading={save.isPending} disabled={password === ''}>
            Change
          </Button>
        </div>
      </form>
    </section>
  );
}
