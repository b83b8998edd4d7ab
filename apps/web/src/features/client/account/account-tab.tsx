import type { AccountFact, AccountFactKind, ClientDetail } from '@capeline/contracts';
import { CLIENT_FACT_KINDS, FACT_RULES, FACT_SOURCE_NAMES } from '@capeline/domain';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '../../../api/session.ts';
import { Bones } from '../../../ui/bones.tsx';
import { longDate } from '../../../ui/format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { capital, factWords } from './fact-words.ts';
import { factsQuery } from './queries.ts';

const FactDrawer = lazy(async () => ({ default: (await import('./fact-drawer.tsx')).FactDrawer }));

const GROUPS: readonly { readonly title: string; readonly kinds: readonly AccountFactKind[] }[] = [
  { title: 'ACE account and its owner', kinds: ['ace_account', 'account_owner', 'owner_mailbox', 'owner_login'] },
  { title: 'Users and what they see', kinds: ['portal_users', 'cape_visibility'] },
  {
    title: 'Who files, and our authority',
    kinds: ['cape_filer', 'authority_cape', 'authority_protest', 'authority_psc', 'authority_receive_money'],
  },
];

/** What is known of the client's account with CBP, from which the checks follow. "Not known" is an answer; an empty line was never asked. */
export function AccountTab({ client }: { client: ClientDetail }) {
  const { data, error, refetch } = useQuery(factsQuery(client.id));
  const mayRecord = useCan('checks:write');
  const [edited, setEdited] = useState<AccountFact | null>(null);
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Bones rows={6} height={56} />;
  const facts = data.data;
  const isEmpty = facts.every(({ state }) => state === 'missing');
  const ofClient = facts.filter(({ kind }) => (CLIENT_FACT_KINDS as readonly string[]).includes(kind));
  const byNumber = Map.groupBy(
    facts.filter((fact) => !ofClient.includes(fact)),
    ({ importerNumber, importerNumberMasked }) => importerNumber ?? importerNumberMasked ?? '',
  );
  const group = (title: string, own: readonly AccountFact[]) => (
    <FactGroup key={title} title={title} facts={own} onEdit={mayRecord ? setEdited : null} />
  );
  return (
    <div className="stack">
      {isEmpty ? <HowToBegin /> : null}
      {GROUPS.map(({ title, kinds }) =>
        group(
          title,
          ofClient.filter(({ kind }) => kinds.includes(kind)),
        ),
      )}
      {[...byNumber].map(([number, own]) => group(`Importer number ${number}`, own))}
      {edited ? (
        <Suspense>
          <FactDrawer clientId={client.id} fact={edited} onClose={() => setEdited(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function HowToBegin() {
  return (
    <section className="panel stack tight" aria-label="How to begin">
      <h2>Nothing is known of this account yet.</h2>
      <p className="dim">
        Ask the importer three things first: who the trade account owner is, when that person last logged in to ACE, and
        whether ACH refund is active for each importer number. Write down each answer with how you know it and the day
        on which it was so; “not known” is an answer. The checks follow by themselves.
      </p>
    </section>
  );
}

interface FactGroupProps {
  readonly title: string;
  readonly facts: readonly AccountFact[];
  /** Null where the reader may not record. */
  readonly onEdit: ((fact: AccountFact) => void) | null;
}

function FactGroup({ title, facts, onEdit }: FactGroupProps) {
  const known = facts.filter(({ state }) => state !== 'missing').length;
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        <span className="aside">
          {known} of {facts.length} known
        </span>
      </div>
      {facts.map((fact) => (
        <FactRow key={fact.kind} fact={fact} of={title} onEdit={onEdit} />
      ))}
    </section>
  );
}

function FactRow({ fact, of, onEdit }: { fact: AccountFact; of: string; onEdit: FactGroupProps['onEdit'] }) {
  const rule = FACT_RULES[fact.kind];
  const { value, source, asOf, note, staleOn, state, recordedBy } = fact;
  const isOfNumber = fact.importerNumberMasked !== null;
  return (
    <div className="fact">
      <div className="check-title">{rule.title}</div>
      <div>
        {value === null || source === null || asOf === null ? (
          <p className="faint">Nobody asked yet. {rule.question}</p>
        ) : (
          <>
            <p>
              {factWords(fact.kind, value)}{' '}
              {state === 'stale' && staleOn ? <Tag tone="amber">ask again since {longDate(staleOn)}</Tag> : null}
            </p>
            {note ? <p className="dim">“{note}”</p> : null}
            <p className="small dim">
              {capital(FACT_SOURCE_NAMES[source])}, as of {longDate(asOf)}
              {recordedBy ? `, recorded by ${recordedBy}` : ''}
              {state === 'fresh' && staleOn ? ` · ask again on ${longDate(staleOn)}` : ''}
            </p>
          </>
        )}
      </div>
      {onEdit ? (
        <Button size="compact-sm" variant="default" className="no-print" onClick={() => onEdit(fact)}>
          {state === 'missing' ? 'Record' : 'Change'}
          <span className="visually-hidden">
            {' '}
            {rule.title}
            {isOfNumber ? `, ${of}` : ''}
          </span>
        </Button>
      ) : null}
    </div>
  );
}
