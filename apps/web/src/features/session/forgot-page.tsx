import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Front } from './front.tsx';
import { useAskPasswordReset } from './queries.ts';

/** `/forgot-password`: asks for a mailed link. What follows never says whether the address is known. */
export function ForgotPage() {
  const [email, setEmail] = useState('');
  const ask = useAskPasswordReset();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate({ email });
  };
  return (
    <Front>
      {ask.isSuccess ? (
        <div role="status" className="stack">
          <h1>Look into your mail</h1>
          <p>
            If <b>{email}</b> has an account here, a link is on its way. It works once and for an hour.
          </p>
          <p className="dim">
            Nothing came? Look among the unwanted mail. Where no mail server is set up, whoever runs this server can
            make a link.
          </p>
        </div>
      ) : (
        <form className="stack" onSubmit={submit}>
          <div>
            <h1>Forgot the password?</h1>
            <p className="dim">We mail you a link by which you choose a new one.</p>
          </div>
          <ProblemNote error={ask.error} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={ask.isPending}>
            Send the link
          </Button>
        </form>
      )}
      <Link className="link" to="/sign-in">
        Back to sign in
      </Link>
    </Front>
  );
}
