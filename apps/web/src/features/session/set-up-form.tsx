import { Button, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { NewPassword } from '../../ui/new-password.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useSetUpFirm } from './queries.ts';

const FIELDS = ['organizationName', 'ownerName', 'email', 'password', 'filerCodes'];

/** Makes the firm and its owner. Faults that the server finds stand beside their fields. */
export function SetUpForm({ onBack }: { onBack: (() => void) | null }) {
  const [form, setForm] = useState({ organizationName: '', ownerName: '', email: '', password: '' });
  const [filerCodes, setFilerCodes] = useState<string[]>([]);
  const setUp = useSetUpFirm();
  const field = (name: 'organizationName' | 'ownerName' | 'email') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
    error: issueAt(setUp.error, name),
    required: true,
    withAsterisk: false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate({ ...form, filerCodes });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div>
        <h1>Set up my firm</h1>
        <p className="dim">You become its owner. What you load stays on this server.</p>
      </div>
      <ProblemNote error={setUp.error} shownFields={FIELDS} />
      <TextInput label="Name of the firm" autoComplete="organization" {...field('organizationName')} />
      <TextInput label="Your name" autoComplete="name" {...field('ownerName')} />
      <TextInput
        label="Your e-mail"
        type="email"
        autoComplete="username"
        description="Alerts go here."
        {...field('email')}
      />
      <NewPassword
        value={form.password}
        onChange={(password) => setForm((before) => ({ ...before, password }))}
        error={issueAt(setUp.error, 'password')}
      />
      <TagsInput
        label="Filer codes"
        description="Three letters or digits each, as at the start of your entry numbers. You can add them later."
        placeholder={filerCodes.length === 0 ? 'For example 605, then Enter' : ''}
        value={filerCodes}
        onChange={(codes) => setFilerCodes(codes.map((code) => code.trim().toUpperCase()))}
        splitChars={[',', ' ', ';']}
        error={issueAt(setUp.error, 'filerCodes')}
      />
      <div className="row">
        <Button type="submit" size="md" loading={setUp.isPending} style={{ flex: 1 }}>
          Set up and open the board
        </Button>
        {onBack ? (
          <Button variant="default" size="md" onClick={onBack}>
            Back
          </Button>
        ) : null}
      </div>
    </form>
  );
}
