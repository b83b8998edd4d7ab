import type { Client } from '@capeline/contracts';
import { daysBetween, plainDate, reportAgeOf } from '@capeline/domain';
import { IconPin } from '@tabler/icons-react';
import { type Ref, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Due } from '../../ui/due.tsx';
import { filerReasons } from '../../ui/filer-reasons.ts';
import { dollars, longDate, plural, shortDate } from '../../ui/format.ts';
import { OwnerPicker } from '../../ui/owner-picker.tsx';
import { ReadinessTag } from '../../ui/readiness-tag.tsx';
import { useOwnerChange } from '../../ui/use-owner-change.ts';
import { KIND_NAMES, WAITING_NAMES, waitingName } from '../../ui/words.ts';

export interface ClientRowProps {
  readonly client: Client;
  readonly today: string;
  readonly isAt: boolean;
  readonly isPicked: boolean;
  readonly index: number;
  readonly rowRef: Ref<HTMLTableRowElement>;
  readonly onOpen: () => void;
  readonly onPick: () => void;
}

/** The date of the report behind a client's figures, marked when it is old or lacks last Friday's liquidations. */
function DataAge({ asOf, today }: { asOf: string | null; today: string }) {
  if (asOf === null) return <span className="amber">none</span>;
  const { state, friday } = reportAgeOf(plainDate(asOf), plainDate(today));
  if (state === 'fresh')
    return (
      <span className="m" title={longDate(asOf)}>
        {shortDate(asOf, today)}
      </span>
    );
  const missing = state === 'stale' ? 'older than a week' : `without Friday ${shortDate(friday, today)}`;
  return (
    <span className="amber" title={`${longDate(asOf)}, ${missing}`}>
      {shortDate(asOf, today)}
      <span className="visually-hidden">, {missing}</span>
    </span>
  );
}

/** One client: which right closes next, for how much, what remains, what stops filing and payment, the next step. */
export function ClientRow({ client, today, isAt, isPicked, index, rowRef, onOpen, onPick }: ClientRowProps) {
  const ownerChange = useOwnerChange();
  const link = useRef<HTMLAnchorElement>(null);
  // The cursor is the focus: whoever hears the page is told, and Enter opens the link by itself.
  useEffect(() => {
    if (isAt) link.current?.focus({ preventScroll: true });
  }, [isAt]);
  const next = client.nextDeadline;
  const state = `client clickable${isAt ? ' at' : ''}${isPicked ? ' picked' : ''}`;
  return (
    <tr
      ref={rowRef}
      data-index={index}
      data-row
      className={state}
      aria-current={isAt || undefined}
      onClick={(event) => {
        if (!(event.target as Element).closest('a, button, label, [role="menu"]')) onOpen();
      }}
    >
      <td className="pick">
        <label className="no-print">
          <input type="checkbox" checked={isPicked} onChange={onPick} />
          <span className="visually-hidden">Pick {client.name}</span>
        </label>
      </td>
      <td className="wide-cell">
        <Link ref={link} to={`/clients/${client.id}`} className="quiet clamp">
          <b className="name">{client.name}</b>
        </Link>
        <div className="m">
          {client.rank.pinned ? (
            <span title={`Pinned: ${client.rank.reasons.join(', ')}`}>
              <IconPin size={12} aria-label="Pinned" style={{ verticalAlign: -1, marginRight: 3 }} />
            </span>
          ) : null}
          {client.filerCodes.join(', ')}
        </div>
      </td>
      <td>
        {next ? (
          <Link to={`/deadlines/${next.id}`}>
            <Due clock={next} today={today} kind={next.kind === 'cape_window' ? 'CAPE' : KIND_NAMES[next.kind]} />
          </Link>
        ) : (
          <span className="m">no clock runs</span>
        )}
      </td>
      <td className="num">
        {next ? (
          <Link to={`/deadlines/${next.id}`} className="quiet">
            <b className="money">{dollars(next.ieepaDutyCents)}</b>
            <div className="m">{plural(next.entryCount, 'entry', 'entries')}</div>
          </Link>
        ) : (
          <span className="m">{dollars(client.ieepaDutyCents)} in all</span>
        )}
      </td>
      <td className="missed wide-cell" data-label="If missed">
        <span className="m clamp">{next?.ifMissed ?? ''}</span>
      </td>
      <td data-label="Filing">
        <ReadinessTag
          answer={client.readiness.canFile}
          stops={client.readiness.stopsFiling}
          reasons={filerReasons(client.filers)}
          yes="Can file"
        />
      </td>
      <td data-label="Payment">
        <ReadinessTag answer={client.readiness.canBePaid} stops={client.readiness.stopsPayment} yes="Can be paid" />
      </td>
      <td className="wide-cell">
        <b className="step clamp" title={client.nextStep.text}>
          {client.nextStep.text}
        </b>
        <Waiting client={client} today={today} />
      </td>
      <td className="asof" data-label="Data of">
        <DataAge asOf={client.dataAsOf} today={today} />
      </td>
      <td data-label="Owner">
        <OwnerPicker
          owner={client.owner}
          of={client.name}
          onPick={(owner) =>
            ownerChange.mutate({
              of: { clients: [client] },
              ownerId: owner?.id ?? null,
              ownerName: owner?.name ?? null,
            })
          }
        />
      </td>
    </tr>
  );
}

/** "waiting on the importer, 9 days, ask again now": on whom the client or its step waits, and for how long. */
function Waiting({ client, today }: { client: Client; today: string }) {
  const { waiting, nextStep } = client;
  const on = waiting ? waitingName(waiting) : nextStep.waitingOn ? WAITING_NAMES[nextStep.waitingOn] : null;
  if (on === null) return null;
  const began = waiting?.since ?? nextStep.waitingSince;
  const days = began === null ? null : daysBetween(plainDate(began), plainDate(today));
  const since = days === null ? '' : days === 0 ? ', since today' : `, ${plural(days, 'day')}`;
  const isLate = waiting?.chaseOn != null && waiting.chaseOn <= today;
  return (
    <div className="m" title={began ? `since ${longDate(began)}` : undefined}>
      waiting on {on}
      {since}
      {isLate ? <b className="amber">, ask again now</b> : null}
    </div>
  );
}
