import type { Board } from '@capeline/contracts';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { count } from '../../ui/format.ts';
import { DoublesLine } from './doubles-line.tsx';

const LINES: readonly { key: keyof Board['needsYou']; label: string; to: string }[] = [
  { key: 'alertsNotAcknowledged', label: 'Alerts not acknowledged', to: '/alerts' },
  { key: 'provisionalDates', label: 'Past dates without a status', to: '/entries?provisional=true' },
  { key: 'clientsWithoutOwner', label: 'Clients without an owner', to: '/clients?filter=no_owner' },
  { key: 'clientsToChase', label: 'Clients to ask again: chase date passed', to: '/clients?filter=chase_due' },
  { key: 'clientsWithStaleData', label: 'Clients with data older than a week', to: '/clients?filter=stale' },
  { key: 'entriesNeedingData', label: 'Entries that need data', to: '/entries?needsData=true' },
  { key: 'proposalsWaiting', label: 'Later dates waiting for you', to: '/proposals' },
  { key: 'entriesGone', label: 'Entries gone from the newest report', to: '/entries?gone=true' },
  { key: 'filerCodesWithoutFriday', label: 'Filer codes without Friday’s liquidations', to: '/firm#reports' },
  { key: 'firmChecksOpen', label: 'Open checks of our own firm', to: '/firm' },
  { key: 'importsFailed', label: 'Imports that failed', to: '/imports?failed=true' },
];

/** What waits for a person, most urgent first; each line opens the list behind its number. */
export function NeedsYou({ needsYou }: { needsYou: Board['needsYou'] }) {
  const open = LINES.filter(({ key }) => needsYou[key] > 0);
  return (
    <section className="panel needs" aria-label="Needs you today">
      <div className="panel-head">
        <h2>Needs you today</h2>
      </div>
      {open.map(({ key, label, to }) => (
        <Link key={key} to={to}>
          <span>{label}</span>
          <b>{count(needsYou[key])}</b>
        </Link>
      ))}
      <DoublesLine />
      {open.length === 0 ? (
        <div className="done">
          <span>Nothing waits for you.</span>
          <IconCircleCheck size={18} aria-hidden />
        </div>
      ) : null}
    </section>
  );
}
