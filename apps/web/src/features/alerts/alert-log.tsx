import type { Alert } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages.ts';
import { useMe } from '../../api/session.ts';
import { AcknowledgeButton } from '../../ui/acknowledge-button.tsx';
import { Bones } from '../../ui/bones.tsx';
import { Due } from '../../ui/due.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dollars, instant, plural } from '../../ui/format.ts';
import { useListKeys } from '../../ui/keys/use-list-keys.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES, tierName } from '../../ui/words.ts';
import { Delivery } from './delivery.tsx';
import { alertsQuery } from './queries.ts';

interface AlertLogProps {
  readonly waiting: boolean;
  readonly onShow: (mailId: string) => void;
}

/** First what waits for somebody; every alert that was ever raised is one click away. */
export function AlertLog({ waiting, onShow }: AlertLogProps) {
  const [, setParams] = useSearchParams();
  const list = useInfiniteQuery(alertsQuery(waiting));
  const alerts = rowsOf(list.data);
  const rows = useListKeys<HTMLTableElement>();
  return (
    <>
      <div className="chips no-print" style={{ marginTop: 0 }}>
        <button type="button" className="chip" aria-pressed={waiting} onClick={() => setParams({}, { replace: true })}>
          Waiting for you
        </button>
        <button
          type="button"
          className="chip"
          aria-pressed={!waiting}
          onClick={() => setParams({ show: 'all' }, { replace: true })}
        >
          All, with lapsed
        </button>
      </div>
      {list.isPending ? <Bones rows={6} height={56} /> : null}
      {list.error && alerts.length === 0 ? (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && alerts.length === 0 ? (
        <EmptyState title={waiting ? 'No alert waits for you' : 'No alert yet'}>
          <p>An alert is raised when a deadline enters a tier. The sweep looks every few minutes.</p>
        </EmptyState>
      ) : null}
      {alerts.length > 0 ? (
        <table className="table cards" ref={rows} aria-label="Alerts">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Deadline</th>
              <th scope="col">Client</th>
              <th scope="col" className="num">
                IEEPA duty
              </th>
              <th scope="col">Delivery</th>
              <th scope="col">Acknowledged</th>
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <AlertRow key={alert.id} alert={alert} onShow={onShow} />
            ))}
          </tbody>
        </table>
      ) : null}
      <LoadMore list={list} />
    </>
  );
}

function AlertRow({ alert, onShow }: { alert: Alert; onShow: (mailId: string) => void }) {
  const today = useToday();
  const { organization } = useMe();
  const { deadline } = alert;
  return (
    <tr data-row>
      <td className="nowrap">
        <Tag tone={alert.tier < 0 ? 'red' : alert.tier <= 7 ? 'amber' : 'plain'}>{tierName(alert.tier)}</Tag>
      </td>
      <td className="wide-cell">
        <Link to={`/deadlines/${deadline.id}`} data-row-link>
          <Due clock={deadline} today={today} kind={KIND_NAMES[deadline.kind]} />
        </Link>
      </td>
      <td className="wide-cell">
        <Link className="quiet" to={`/clients/${deadline.clientId}`}>
          <b>{deadline.clientName}</b>
        </Link>
      </td>
      <td className="num">
        <b>{dollars(deadline.ieepaDutyCents)}</b>
        <div className="m">{plural(deadline.entryCount, 'entry', 'entries')}</div>
      </td>
      <td className="wide-cell">
        <Delivery mails={alert.mails} before="with the next digest" onShow={onShow} />
      </td>
      <td className="wide-cell">
        {alert.withdrawn ? (
          <div>
            <Tag tone="amber">withdrawn</Tag>{' '}
            <Link className="link" to={`/imports/${alert.withdrawn.importId}`}>
              {alert.withdrawn.fileName}
            </Link>{' '}
            was undone, {instant(alert.withdrawn.at, organization.timeZone)}
          </div>
        ) : null}
        {alert.acknowledged ? (
          <span className="m">
            {alert.acknowledged.by}, {instant(alert.acknowledged.at, organization.timeZone)}
            {alert.acknowledged.note ? <div>{alert.acknowledged.note}</div> : null}
          </span>
        ) : alert.withdrawn ? null : (
          <span data-row-act>
            <AcknowledgeButton deadline={deadline} />
          </span>
        )}
      </td>
    </tr>
  );
}
