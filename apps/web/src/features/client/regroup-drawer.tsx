import type { Client, ClientDetail } from '@capeline/contracts';
import { Button, Drawer, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { issueAt } from '../../api/http.ts';
import { clientsQuery } from '../../api/lists.ts';
import { rowsOf } from '../../api/pages.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { type Regrouping, useRegroup } from '../../ui/use-regroup.ts';

/** What goes to another client: one number, or the client as a whole. */
export type Going =
  | { readonly kind: 'move'; readonly id: string; readonly name: string }
  | { readonly kind: 'merge'; readonly name: string };

interface RegroupDrawerProps {
  readonly client: ClientDetail;
  readonly going: Going;
  readonly onClose: () => void;
}

const NEW_CLIENT = 'new';

/** Chooses where an importer number or a whole client goes. */
export function RegroupDrawer({ client, going, onClose }: RegroupDrawerProps) {
  const title = going.kind === 'merge' ? `Merge ${going.name} into another client` : `Move ${going.name}`;
  return (
    <Drawer opened onClose={onClose} title={title}>
      <RegroupForm client={client} going={going} onClose={onClose} />
    </Drawer>
  );
}

/** Clients by name, without the one that is to go. */
function useOthers(clientId: string, typed: string): Client[] {
  const [search] = useDebouncedValue(typed, 200);
  const list = useInfiniteQuery(clientsQuery({ search, limit: 20 }));
  return rowsOf(list.data).filter(({ id }) => id !== clientId);
}

function requestOf(
  client: ClientDetail,
  going: Going,
  target: string,
  name: string,
  ownerId: string | null,
): Regrouping {
  const base = { clientId: client.id, name: going.name };
  if (going.kind === 'merge')
    return { ...base, kind: 'merge', body: { intoClientId: target, ...(ownerId !== null && { ownerId }) } };
  const body = target === NEW_CLIENT ? { newClientName: name } : { intoClientId: target };
  return { ...base, kind: 'move', numberId: going.id, body };
}

function RegroupForm({ client, going, onClose }: RegroupDrawerProps) {
  const [typed, setTyped] = useState('');
  const [target, setTarget] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const others = useOthers(client.id, typed);
  const navigate = useNavigate();
  const regroup = useRegroup();
  const chosen = others.find(({ id }) => id === target);
  const owners =
    going.kind === 'merge' && chosen?.owner && client.owner && chosen.owner.id !== client.owner.id
      ? [chosen.owner, client.owner].map(({ id, name: label }) => ({ value: id, label }))
      : [];
  const choices = others.map(({ id, name: label }) => ({ value: id, label }));
  const isReady = target !== null && (target !== NEW_CLIENT || name.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target === null) return;
    regroup.mutate(requestOf(client, going, target, name.trim(), owners.length > 0 ? ownerId : null), {
      onSuccess: (answer) => {
        onClose();
        if (going.kind === 'merge') void navigate(`/clients/${answer.client.id}`);
      },
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="dim">
        {going.kind === 'merge'
          ? 'Entries, clocks, waiting alerts and checks go over. Of each check the worst status counts; all evidence is kept.'
          : 'Its entries, clocks, waiting alerts and the checks of this number go along.'}
      </p>
      <ProblemNote error={regroup.error} shownFields={['intoClientId', 'newClientName']} />
      <Select
        label="To"
        placeholder="Type a name"
        required
        searchable
        filter={({ options }) => options}
        searchValue={typed}
        onSearchChange={setTyped}
        data={going.kind === 'move' ? [{ value: NEW_CLIENT, label: 'A new client' }, ...choices] : choices}
        value={target}
        onChange={setTarget}
        nothingFoundMessage="No such client"
        error={issueAt(regroup.error, 'intoClientId')}
      />
      {target === NEW_CLIENT ? (
        <TextInput
          label="Name of the new client"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={issueAt(regroup.error, 'newClientName')}
        />
      ) : null}
      {owners.length > 0 ? (
        <Select
          label="Owner afterwards"
          description="Both clients have one."
          data={owners}
          value={ownerId ?? owners[0]?.value ?? null}
          onChange={setOwnerId}
          allowDeselect={false}
        />
      ) : null}
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={regroup.isPending} disabled={!isReady}>
          {going.kind === 'merge' ? 'Merge' : 'Move'}
        </Button>
      </div>
    </form>
  );
}
