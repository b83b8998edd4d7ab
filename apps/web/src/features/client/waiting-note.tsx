import type { ClientDetail } from '@capeline/contracts';
import { daysBetween, plainDate } from '@capeline/domain';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '../../api/session.ts';
import { longDate, plural } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { waitingName } from '../../ui/words.ts';

const WaitingDialog = lazy(async () => ({ default: (await import('./waiting-dialog.tsx')).WaitingDialog }));

/** Whom the client waits for, since when, and when to ask again; who may, changes it here. */
export function WaitingNote({ client }: { client: ClientDetail }) {
  const today = useToday();
  const mayWrite = useCan('clients:write');
  const [isOpen, setOpen] = useState(false);
  const { waiting } = client;
  if (waiting === null && !mayWrite) return null;
  const isLate = waiting?.chaseOn != null && waiting.chaseOn <= today;
  const text =
    waiting === null
      ? 'Note a wait'
      : `waiting on ${waitingName(waiting)}, ${plural(daysBetween(plainDate(waiting.since), plainDate(today)), 'day')}`;
  return (
    <span className="row" style={{ gap: 6 }}>
      {mayWrite ? (
        <button
          type="button"
          className="link"
          title={waiting ? `since ${longDate(waiting.since)}` : undefined}
          onClick={() => setOpen(true)}
        >
          {text}
        </button>
      ) : (
        <span>{text}</span>
      )}
      {waiting?.chaseOn ? (
        <Tag tone={isLate ? 'amber' : 'plain'}>
          {isLate ? 'ask again now' : `ask again ${longDate(waiting.chaseOn)}`}
        </Tag>
      ) : null}
      <Suspense>{isOpen ? <WaitingDialog client={client} onClose={() => setOpen(false)} /> : null}</Suspense>
    </span>
  );
}
