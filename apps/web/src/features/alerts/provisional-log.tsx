import type { ProvisionalAlert } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages.ts';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { Due } from '../../ui/due.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dollars, instant, longDate, plural } from '../../ui/format.ts';
import { useListKeys } from '../../ui/keys/use-list-keys.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { KIND_NAMES, tierName } from '../../ui/words.ts';
import { Delivery } from './delivery.tsx';
import { provisionalAlertsQuery } from './queries.ts';

interface ProvisionalLogProps {
  readonly open: boolean;
  readonly onShow: (mailId: string) => void;
}

/** Dates that would apply if past dates without a status were liquidations: what warns now; all that ever did is one click away. */
export function ProvisionalLog({ open, onShow }: ProvisionalLogProps) {
  const [, setParams] = useSearchParams();
  const list = useInfiniteQuery(provisionalAlertsQuery(open));
  const alerts = rowsOf(list.data);
  const rows = useListKeys<HTMLTableElement>();
  const show = (all: boolean) =>
    setParams(all ? { view: 'provisional', show: 'all' } : { view: 'provisional' }, { replace: true });
  return (
    <>
      <p className="note-box">
        These entries show a past date and no status. No deadline runs on them: the days below would apply if CBP
        liquidated on that date. Confirm the status in ACE, then load a report with Liquidation Status or enter the
        status by hand; that ends the alarm.
      </p>
      <div className="chips no-print">
        <button type="button" className="chip" aria-pressed={open} onClick={() => show(false)}>
          Without a status now
        </button>
        <button type="button" className="chip" aria-pressed={!open} onClick={() => show(true)}>
          All, with settled
        </button>
      </div>
      {list.isPending ? <Bones rows={4} height={56} /> : null}
      {list.error && alerts.length === 0 ? (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && alerts.length === 0 ? (
        <EmptyState title={open ? 'No provisional date is near' : 'No provisional alert yet'}>
          <p>A report with a past liquidation date and no status raises one when a day that would apply comes near.</p>
        </EmptyState>
      ) : null}
      {alerts.length > 0 ? (
        <table className="table cards" ref={rows} aria-label="Provisional alerts">
          <thead>
            <tr>
              <th scope="col">Tier</th>
              <th scope="col">Would apply</th>
              <th scope="col">Client</th>
              <th scope="col" className="num">
                IEEPA duty
              </th>
              <th scope="col">Delivery</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <ProvisionalRow key={alert.id} alert={alert} onShow={onShow} />
            ))}
          </tbody>
        </table>
      ) : null}
      <LoadMore list={list} />
    </>
  );
}

function ProvisionalRow({ alert, onShow }: { alert: ProvisionalAlert; onShow: (mailId: string) => void }) {
  const today = useToday();
  return (
    <tr data-row>
      <td>
        <Tag tone="plain">Provisional</Tag>
        <div className="m">{tierName(alert.tier)}</div>
      </td>
      <td className="wide-cell">
        <Link to={`/entries?clientId=${alert.clientId}&provisionalOn=${alert.provisionalOn}`} data-row-link>
          <Due
            clock={alert}
            today={today}
            kind={`${KIND_NAMES[alert.kind]}, if liquidated on ${longDate(alert.provisionalOn)}`}
          />
        </Link>
      </td>
      <td className="wide-cell">
        <Link className="quiet" to={`/clients/${alert.clientId}`}>
          <b>{alert.clientName}</b>
        </Link>
      </td>
      <td className="num">
        {alert.ended ? (
          <span className="m">—</span>
        ) : (
          <>
            <b>{dollars(alert.ieepaDutyCents)}</b>
            <div className="m">{plural(alert.entryCount, 'entry', 'entries')}</div>
          </>
        )}
      </td>
      <td className="wide-cell">
        <Delivery mails={alert.mails} before={alert.ended ? null : 'with the next digest'} onShow={onShow} />
      </td>
      <td className="wide-cell">
        <State ended={alert.ended} />
      </td>
    </tr>
  );
}

function State({ ended }: Pick<ProvisionalAlert, 'ended'>) {
  const { organization } = useMe();
  if (ended === null) return <span className="m">waits for a status</span>;
  const when = instant(ended.at, organization.timeZone);
  if (ended.because === 'settled')
    return (
      <div>
        <Tag tone="plain">settled</Tag> <span className="m">{when}</span>
      </div>
    );
  return (
    <div>
      <Tag tone="amber">withdrawn</Tag>{' '}
      <Link className="link" to={`/imports/${ended.importId}`}>
        {ended.fileName}
      </Link>{' '}
      was undone, {when}
    </div>
  );
}
