import type { MergeSuggestion } from '@capeline/contracts';
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session.ts';
import { plural } from '../../ui/format.ts';
import { dismissedMergesQuery, mergeSuggestionsQuery, useDismissMerge, useRegroup } from '../../ui/use-regroup.ts';

const REASONS = { same_ein_base: 'same first nine digits', same_name: 'same name' } as const;
const SHOWN = 5;

/** Clients that may be one; nothing is shown while there are none. */
export function MergeSuggestions() {
  const mayWrite = useCan('clients:write');
  const { data } = useQuery(mergeSuggestionsQuery);
  const [isAll, setAll] = useState(false);
  if (!mayWrite || data === undefined) return null;
  const called = data.dismissedTotal > 0 ? <CalledTwo total={data.dismissedTotal} /> : null;
  if (data.data.length === 0) return called;
  const shown = isAll ? data.data : data.data.slice(0, SHOWN);
  return (
    <section className="panel stack" aria-label="Clients that may be one" id="doubles">
      <div className="panel-head">
        <h2>{plural(data.total, 'client', 'clients')} may be a double</h2>
        {data.data.length > SHOWN ? (
          <Button variant="subtle" size="xs" onClick={() => setAll(!isAll)}>
            {isAll ? 'Show fewer' : `Show all ${data.data.length}`}
          </Button>
        ) : null}
      </div>
      {shown.map((one) => (
        <Suggestion key={`${one.from.id} ${one.into.id}`} suggestion={one} />
      ))}
      {called}
    </section>
  );
}

/** The pairs that somebody called two, folded away; each can be suggested again. */
function CalledTwo({ total }: { total: number }) {
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...dismissedMergesQuery, enabled: isOpen });
  const { restore } = useDismissMerge();
  return (
    <div className="small dim">
      {plural(total, 'pair looks', 'pairs look')} like doubles and {total === 1 ? 'was' : 'were'} called two clients.{' '}
      <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide' : 'Look again'}
      </button>
      {isOpen
        ? data?.data.map(({ from, into }) => (
            <div key={`${from.id} ${into.id}`} className="row" style={{ paddingTop: 8 }}>
              <div className="grow">
                <Side client={from} /> and <Side client={into} />
              </div>
              <Button size="xs" variant="default" onClick={() => void restore([from.id, into.id])}>
                Suggest again
              </Button>
            </div>
          ))
        : null}
    </div>
  );
}

function Side({ client }: { client: MergeSuggestion['from'] }) {
  return (
    <span>
      <Link className="link" to={`/clients/${client.id}`}>
        {client.name}
      </Link>{' '}
      <span className="small dim">
        {client.importerNumbersMasked.join(', ')} · {plural(client.entryCount, 'entry', 'entries')}
      </span>
    </span>
  );
}

/** The owners to choose from; only where both clients have one and they differ is there a question. */
function ownersOf({ from, into }: MergeSuggestion): { value: string; label: string }[] {
  if (from.owner === null || into.owner === null || from.owner.id === into.owner.id) return [];
  return [into.owner, from.owner].map(({ id, name }) => ({ value: id, label: name }));
}

function Suggestion({ suggestion }: { suggestion: MergeSuggestion }) {
  const { from, into, reasons } = suggestion;
  const owners = ownersOf(suggestion);
  const [ownerId, setOwnerId] = useState(owners[0]?.value ?? null);
  const regroup = useRegroup();
  const { dismiss } = useDismissMerge();
  const body = { intoClientId: into.id, ...(ownerId !== null && { ownerId }) };
  return (
    <div className="row" style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <div className="grow">
        <Side client={from} /> → <Side client={into} />
        <div className="small dim">{reasons.map((reason) => REASONS[reason]).join(', ')}</div>
      </div>
      {owners.length > 0 ? (
        <Select
          size="xs"
          w={170}
          aria-label={`Owner of ${into.name} afterwards`}
          data={owners}
          value={ownerId}
          onChange={setOwnerId}
          allowDeselect={false}
        />
      ) : null}
      <Button
        size="xs"
        loading={regroup.isPending}
        aria-label={`Merge ${from.name} into ${into.name}`}
        onClick={() => regroup.mutate({ kind: 'merge', clientId: from.id, name: from.name, body })}
      >
        Merge
      </Button>
      <Button
        size="xs"
        variant="default"
        loading={dismiss.isPending}
        aria-label={`${from.name} and ${into.name} are two clients`}
        onClick={() => dismiss.mutate([from.id, into.id])}
      >
        They are two
      </Button>
    </div>
  );
}
