import type { ClientDetail } from '@capeline/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import { clientQuery } from '../../api/lists.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, longDate, plural } from '../../ui/format.ts';
import { OwnerPicker } from '../../ui/owner-picker.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useOwnerChange } from '../../ui/use-owner-change.ts';
import { useRecent } from '../../ui/use-recent.ts';
import { ANOTHER_FILER } from '../../ui/words.ts';
import { ChecksTab } from './checks-tab.tsx';
import { ProvisionalLink } from './provisional-link.tsx';
import { Rights } from './rights.tsx';
import { WaitingNote } from './waiting-note.tsx';
import { WhoCanAct } from './who-can-act.tsx';

// Fetched when they are opened: the page shows the checks first.
const AccountTab = lazy(async () => ({ default: (await import('./account/account-tab.tsx')).AccountTab }));
const DeadlinesTab = lazy(async () => ({ default: (await import('./deadlines-tab.tsx')).DeadlinesTab }));
const EntriesTab = lazy(async () => ({ default: (await import('./entries-tab.tsx')).EntriesTab }));
const EvidenceTab = lazy(async () => ({ default: (await import('./evidence-tab.tsx')).EvidenceTab }));
const NumbersTab = lazy(async () => ({ default: (await import('./numbers-tab.tsx')).NumbersTab }));

/** One client: first the rights and their money, then who can act, then what is open. */
export function ClientPage() {
  const { id = '' } = useParams();
  const { data: client, error, refetch } = useQuery(clientQuery(id));
  useRecent('client', `/clients/${id}`, client?.name);
  // A client that was merged answers with the one that took it over: its address is the one to keep.
  if (client !== undefined && client.id !== id) return <Navigate to={`/clients/${client.id}`} replace />;
  if (client === undefined) {
    return (
      <>
        <PageHead title="Client" />
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Bones rows={4} height={120} />}
      </>
    );
  }
  return (
    <>
      <PageHead title={client.name} sub={<Facts client={client} />} />
      <div className="rights">
        <Rights client={client} />
        <WhoCanAct client={client} />
      </div>
      <Tabs client={client} />
    </>
  );
}

function Facts({ client }: { client: ClientDetail }) {
  const change = useOwnerChange();
  return (
    <span className="row" style={{ gap: '2px 14px' }}>
      <span>IOR {client.importerNumbers.map((number) => number.importerNumber ?? number.masked).join(', ')}</span>
      <span>filers {client.filerCodes.join(', ')}</span>
      <FilerNotes client={client} />
      <span className="row" style={{ gap: 5 }}>
        owner
        <OwnerPicker
          withName
          owner={client.owner}
          of={client.name}
          onPick={(owner) =>
            change.mutate({
              of: { clients: [client] },
              ownerId: owner?.id ?? null,
              ownerName: owner?.name ?? null,
            })
          }
        />
      </span>
      <WaitingNote client={client} />
      <span>{client.dataAsOf ? `ACE data of ${longDate(client.dataAsOf)}` : 'no ACE data yet'}</span>
      {client.needsDataCount > 0 ? (
        <Link className="link" to={`/entries?clientId=${client.id}&needsData=true`}>
          {plural(client.needsDataCount, 'entry needs', 'entries need')} data
        </Link>
      ) : null}
      <ProvisionalLink client={client} />
      {client.proposalCount > 0 ? (
        <Link className="link" to={`/proposals?clientId=${client.id}`}>
          {plural(client.proposalCount, 'later date waits', 'later dates wait')} for you
        </Link>
      ) : null}
      {client.goneCount > 0 ? (
        <Link className="link" to={`/entries?clientId=${client.id}&gone=true`}>
          {plural(client.goneCount, 'entry', 'entries')} gone from the newest report
        </Link>
      ) : null}
    </span>
  );
}

/** Codes that nobody decided about, those of other filers, and our own that cannot upload. */
function FilerNotes({ client }: { client: ClientDetail }) {
  const { undecided, others, closed } = client.filers;
  return (
    <>
      {undecided.length > 0 ? (
        <Link className="link" to="/settings#filer-codes">
          Whose is {undecided.join(', ')}?
        </Link>
      ) : null}
      {others.length > 0 ? <Tag title={ANOTHER_FILER}>{others.join(', ')}: another filer’s</Tag> : null}
      {closed.length > 0 ? (
        <Link className="link red" to="/firm">
          {closed.join(', ')}: our account cannot upload
        </Link>
      ) : null}
    </>
  );
}

function Tabs({ client }: { client: ClientDetail }) {
  const [params] = useSearchParams();
  const tab = params.get('tab') ?? 'checks';
  const open = client.readiness.total - client.readiness.ready;
  const tabs = [
    { key: 'checks', label: open === 0 ? 'Checks · all done' : `Checks · ${open} open` },
    { key: 'account', label: 'Account' },
    { key: 'entries', label: `Entries ${count(client.entryCount)}` },
    { key: 'deadlines', label: `Deadlines ${count(client.openDeadlineCount)}` },
    { key: 'evidence', label: 'Evidence' },
    { key: 'numbers', label: `Importer numbers ${count(client.importerNumbers.length)}` },
  ];
  return (
    <>
      <nav className="tabs" aria-label="Parts of this client">
        {tabs.map(({ key, label }) => (
          <Link
            key={key}
            to={key === 'checks' ? '?' : `?tab=${key}`}
            className={tab === key ? 'on' : ''}
            aria-current={tab === key ? 'page' : undefined}
            preventScrollReset
            replace
          >
            {label}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Bones rows={4} height={48} />}>
        {tab === 'account' ? <AccountTab client={client} /> : null}
        {tab === 'entries' ? <EntriesTab clientId={client.id} /> : null}
        {tab === 'deadlines' ? <DeadlinesTab clientId={client.id} /> : null}
        {tab === 'evidence' ? <EvidenceTab clientId={client.id} /> : null}
        {tab === 'numbers' ? <NumbersTab client={client} /> : null}
      </Suspense>
      {tab === 'checks' ? <ChecksTab client={client} /> : null}
    </>
  );
}
