import type { Scope } from '@capeline/contracts';
import { Button, CopyButton, MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { DANGER } from '../../ui/danger.ts';
import { instant } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Key, keysQuery, type NewKey, useCreateKey, useRevokeKey } from './queries.ts';

/** What a key may be allowed, in the order of the API's documentation. */
const SCOPES: readonly { value: Scope; label: string }[] = [
  { value: 'clients:read', label: 'Read clients' },
  { value: 'clients:write', label: 'Change clients' },
  { value: 'entries:read', label: 'Read entries' },
  { value: 'entries:write', label: 'Change entries' },
  { value: 'deadlines:read', label: 'Read deadlines' },
  { value: 'deadlines:write', label: 'Acknowledge deadlines' },
  { value: 'imports:read', label: 'Read imports' },
  { value: 'imports:write', label: 'Load reports' },
  { value: 'checks:read', label: 'Read checks' },
  { value: 'checks:write', label: 'Record checks' },
  { value: 'importer_numbers:read', label: 'See importer numbers in clear' },
  { value: '*', label: 'Everything' },
];

export function ApiKeys() {
  const { data, error, refetch } = useQuery(keysQuery);
  const [made, setMade] = useState<NewKey | null>(null);
  const live = data?.data.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <section className="panel stack" aria-label="API keys">
      <div>
        <h2>API keys</h2>
        <p className="dim">For your own programs. The reference stands at /api/docs.</p>
      </div>
      {made ? <ShownOnce made={made} onDone={() => setMade(null)} /> : <NewKeyForm onMade={setMade} />}
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      {live.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </section>
  );
}

function NewKeyForm({ onMade }: { onMade: (made: NewKey) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const create = useCreateKey();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { name, scopes: SCOPES.map(({ value }) => value).filter((value) => scopes.includes(value)) },
      { onSuccess: onMade },
    );
  };
  return (
    <form className="stack tight" onSubmit={submit}>
      <ProblemNote error={create.error} shownFields={['name', 'scopes']} />
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <TextInput
          label="Name"
          placeholder="Nightly upload"
          required
          withAsterisk={false}
          style={{ flex: '1 1 160px' }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={issueAt(create.error, 'name')}
        />
        <MultiSelect
          label="Allowed to"
          placeholder={scopes.length === 0 ? 'Choose' : ''}
          style={{ flex: '2 1 260px' }}
          data={[...SCOPES]}
          value={scopes}
          onChange={setScopes}
          error={issueAt(create.error, 'scopes')}
        />
        <Button type="submit" mt={22} loading={create.isPending} disabled={name.trim() === '' || scopes.length === 0}>
          Make a key
        </Button>
      </div>
    </form>
  );
}

function ShownOnce({ made, onDone }: { made: NewKey; onDone: () => void }) {
  return (
    <div className="note-box stack tight" role="alert">
      <b>The key “{made.name}”. Copy it now: it is shown once.</b>
      <div className="key-once">
        <code>{made.key}</code>
        <CopyButton value={made.key}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>I have it</Button>
      </div>
    </div>
  );
}

function KeyRow({ apiKey }: { apiKey: Key }) {
  const { organization } = useMe();
  const [sure, setSure] = useState(false);
  const revoke = useRevokeKey();
  return (
    <div className="row" style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <div className="grow">
        <b>{apiKey.name}</b> <code>{apiKey.prefix}…</code>
        <div className="small dim">
          {apiKey.lastUsedAt ? `last used ${instant(apiKey.lastUsedAt, organization.timeZone)}` : 'never used'}
        </div>
        <div className="row" style={{ gap: 4, marginTop: 3 }}>
          {apiKey.scopes.map((scope) => (
            <Tag key={scope}>{scope}</Tag>
          ))}
        </div>
      </div>
      <Button
        size="xs"
        variant={sure ? 'filled' : 'default'}
        color={sure ? DANGER : 'brand'}
        loading={revoke.isPending}
        onClick={() => (sure ? revoke.mutate(apiKey.id) : setSure(true))}
        onBlur={() => setSure(false)}
      >
        {sure ? 'Really revoke' : 'Revoke'}
      </Button>
    </div>
  );
}
