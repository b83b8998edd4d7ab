import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { issueAt } from '../../api/http.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Front } from './front.tsx';
import { useRedeemPasswordReset } from './queries.ts';

/** `/new-password#token`: chooses a new password by a mailed link. The token stands after `#` and never reaches a log. */
export function ResetPage() {
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const [password, setPassword] = useState('');
  const save = useRedeemPasswordReset();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ token, password }, { onSuccess: () => void navigate('/', { replace: true }) });
  };
  return (
    <Front>
      <form className="stack" onSubmit={submit}>
        <div>
          <h1>Choose a new password</h1>
          <p className="dim">With it, every other device of yours is signed out.</p>
        </div>
        <ProblemNote error={save.error} shownFields={['password']} />
        {token === '' ? <p>The address carries no link. Copy the whole line from the mail.</p> : null}
        <NewPassword value={password} onChange={setPassword} error={issueAt(save.error, 'password')} />
        <Button type="submit" size="md" disabled={token === ''} loading={save.isPending}>
          Save and sign in
        </Button>
      </form>
      <Link className="link" to="/forgot-password">
        Ask for a new link
      </Link>
    </Front>
  );
}
