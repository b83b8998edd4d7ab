import type { InvitationView } from '@capeline/contracts';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { issueAt } from '../../api/http.ts';
import { Bones } from '../../ui/bones.tsx';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ROLE_MEANINGS } from '../../ui/roles.ts';
import { Front } from './front.tsx';
import { invitationQuery, useAcceptInvitation } from './queries.ts';

/** `/invitation#token`: joins a firm. Opening the page uses nothing up, so that mail scanners may look. */
export function InvitationPage() {
  const { hash } = useLocation();
  const [token] = useState(hash.slice(1));
  const { data, error } = useQuery({ ...invitationQuery(token), enabled: token !== '' });
  return (
    <Front>
      {token === '' ? (
        <>
          <h1>Invitation</h1>
          <p>The address carries no link. Copy the whole line that was mailed or given to you.</p>
        </>
      ) : null}
      {error ? (
        <>
          <h1>This invitation does not hold</h1>
          <ProblemNote error={error} />
          <p className="dim">Ask whoever invited you to send it again.</p>
        </>
      ) : null}
      {token !== '' && !data && !error ? <Bones rows={4} height={52} /> : null}
      {data ? <Join invitation={data} token={token} /> : null}
      <Link className="link" to="/sign-in">
        Sign in
      </Link>
    </Front>
  );
}

function Join({ invitation, token }: { invitation: InvitationView; token: string }) {
  const { organizationName, email, role, invitedBy, hasAccount } = invitation;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useAcceptInvitation();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(
      { token, password, ...(hasAccount ? {} : { name }) },
      { onSuccess: () => void navigate('/', { replace: true }) },
    );
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div>
        <h1>Join {organizationName}</h1>
        <p className="dim">
          {invitedBy === null ? 'You are invited' : `${invitedBy} invites you`} as <b>{role}</b>. {ROLE_MEANINGS[role]}
        </p>
      </div>
      <ProblemNote error={accept.error} shownFields={['name', 'password']} />
      <TextInput label="E-mail" type="email" autoComplete="username" value={email} readOnly />
      {hasAccount ? (
        <>
          <PasswordInput
            label="Password"
            description="You have an account with this address: join with its password."
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={issueAt(accept.error, 'password')}
          />
          <Link className="link" to="/forgot-password">
            Forgot the password?
          </Link>
        </>
      ) : (
        <>
          <TextInput
            label="Your name"
            autoComplete="name"
            required
            withAsterisk={false}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={issueAt(accept.error, 'name')}
          />
          <NewPassword value={password} onChange={setPassword} error={issueAt(accept.error, 'password')} />
        </>
      )}
      <Button type="submit" size="md" loading={accept.isPending}>
        Join {organizationName}
      </Button>
    </form>
  );
}
