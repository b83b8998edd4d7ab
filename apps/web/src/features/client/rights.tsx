import type { ClientDetail } from '@capeline/contracts';
import { Link } from 'react-router';
import { Due } from '../../ui/due.tsx';
import { dollars, plural } from '../../ui/format.ts';
import { useToday } from '../../ui/today.ts';

type Right = ClientDetail['rights'][number];
const TITLES = { cape: 'CAPE', protest: 'Protest' } as const;
const BY = { cape: 'File by', protest: 'Protest by' } as const;

/** The client's rights, each with its own money and date; never added together. */
export function Rights({ client }: { client: ClientDetail }) {
  const waiting = `/entries?clientId=${client.id}&notYetLiquidated=true`;
  return (
    <>
      {client.rights.map((right) => (
        <RightPanel key={right.kind} right={right} clientId={client.id} />
      ))}
      <section className="panel right" aria-label="Not yet liquidated">
        <div className="panel-head">
          <h2>Not yet liquidated</h2>
          <Link className="aside quiet" to={waiting}>
            {plural(client.notYetLiquidated.entryCount, 'entry', 'entries')}
          </Link>
        </div>
        <Link to={waiting} className={client.notYetLiquidated.entryCount === 0 ? 'figure zero' : 'figure'}>
          {dollars(client.notYetLiquidated.ieepaDutyCents)}
        </Link>
        <div className="due">
          <b>No clock runs yet</b>
        </div>
        <div className="note">
          A protest clock starts only with a liquidation, never with a planned or estimated date.
        </div>
      </section>
    </>
  );
}

function RightPanel({ right, clientId }: { right: Right; clientId: string }) {
  const today = useToday();
  const list = `/deadlines?clientId=${clientId}&right=${right.kind}`;
  return (
    <section className="panel right" aria-label={TITLES[right.kind]}>
      <div className="panel-head">
        <h2>{TITLES[right.kind]}</h2>
        <Link className="aside quiet" to={list}>
          {plural(right.entryCount, 'entry', 'entries')}
        </Link>
      </div>
      <Link to={list} className={right.entryCount === 0 ? 'figure zero' : 'figure'}>
        {dollars(right.ieepaDutyCents)}
      </Link>
      {right.next ? (
        <>
          <Link to={`/deadlines/${right.next.id}`}>
            {BY[right.kind]} <Due inline clock={right.next} today={today} />
          </Link>
          <div className="note">
            {dollars(right.next.ieepaDutyCents)} on that date, {plural(right.next.entryCount, 'entry', 'entries')}. If
            missed: {right.next.ifMissed}.
          </div>
        </>
      ) : (
        <div className="due">
          <b>Nothing open</b>
        </div>
      )}
      {right.lapsedEntryCount > 0 ? (
        <Link className="note red quiet" to={`${list}&lapsed=true`}>
          Lapsed: {dollars(right.lapsedDutyCents)}, {plural(right.lapsedEntryCount, 'entry', 'entries')}
        </Link>
      ) : null}
    </section>
  );
}
