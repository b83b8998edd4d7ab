import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { issueAt } from '../../api/http.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Front } from './front.tsx';
import { useRedeemLink, useSetPassword } from './queries.ts';

/**
 * `/sign-in/link#token`: redeems a one-time link when the person asks for it, so that a mail scanner that merely opens
 * the address uses nothing up, then sets a password. The token stands after `#` and never reaches a log.
 */
export function LinkPage() {
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const redeem = useRedeemLink();
  return (
    <Front>
      {redeem.data ? (
        <ChoosePassword name={redeem.data.user.name} />
      ) : (
        <>
          <div>
            <h1>One-time sign-in</h1>
            <p className="dim">This link works once. You then choose a password.</p>
          </div>
          <ProblemNote error={redeem.error} />
          {token === '' ? <p>The address carries no link. Copy the whole line that was printed or mailed.</p> : null}
          <Button size="md" disabled={token === ''} loading={redeem.isPending} onClick={() => redeem.mutate({ token })}>
            Continue
          </Button>
          <Link className="link" to="/sign-in">
            Sign in with a password instead
          </Link>
        </>
      )}
    </Front>
  );
}

function ChoosePassword({ name }: { name: string }) {
  const [password, setPassword] = useState('');
  const save = useSetPassword();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ password }, { onSuccess: () => void navigate('/', { replace: true }) });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div>
        <h1>Choose a password</h1>
        <p className="dim">Signed in as {name}.</p>
      </div>
      <ProblemNote error={save.error} shownFields={['password']} />
      <NewPassword value={password} onChange={setPassword} error={issueAt(save.error, 'password')} />
      <Button type="submit" size="md" loading={save.isPending}>
        Save and open the board
      </Button>
    </form>
  );
}
