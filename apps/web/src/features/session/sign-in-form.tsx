import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { issueAt } from '../../api/http.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useSignIn } from './queries.ts';

/** E-mail and password. `onTry` runs before the answer: the page then knows that somebody came in by hand. */
export function SignInForm({ onTry }: { onTry: () => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTry();
    signIn.mutate({ email, password });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div>
        <h1>Sign in</h1>
        <p className="dim">To your firm’s board.</p>
      </div>
      <ProblemNote error={signIn.error} shownFields={['email', 'password']} />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={issueAt(signIn.error, 'email')}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={issueAt(signIn.error, 'password')}
      />
      <Button type="submit" size="md" loading={signIn.isPending}>
        Sign in
      </Button>
      <Link className="link" to="/forgot-password">
        Forgot the password?
      </Link>
    </form>
  );
}
