import type { ClientDetail } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session.ts';
import type { Going } from './regroup-drawer.tsx';

const RegroupDrawer = lazy(async () => ({ default: (await import('./regroup-drawer.tsx')).RegroupDrawer }));
const KINDS = { ein: 'EIN', ssn: 'Social security number', cbp_assigned: 'Assigned by CBP' } as const;

/** The importer numbers of a client; each can go to another client, and the client itself into another. */
export function NumbersTab({ client }: { client: ClientDetail }) {
  const mayWrite = useCan('clients:write');
  const [going, setGoing] = useState<Going | null>(null);
  const isOnly = client.importerNumbers.length < 2;
  return (
    <div className="stack">
      <table className="table cards" aria-label="Importer numbers">
        <thead>
          <tr>
            <th scope="col">Importer number</th>
            <th scope="col">Kind</th>
            <th scope="col">Name in the report</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {client.importerNumbers.map((number) => (
            <tr key={number.id}>
              <td className="nowrap">
                {number.importerNumber === null ? (
                  number.masked
                ) : (
                  <Link className="link" to={`/entries?clientId=${client.id}&importerNumber=${number.importerNumber}`}>
                    {number.importerNumber}
                  </Link>
                )}
              </td>
              <td data-label="Kind">{KINDS[number.kind]}</td>
              <td data-label="Name in the report">{number.reportedName ?? <span className="faint">none</span>}</td>
              <td className="num">
                {mayWrite && !isOnly ? (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Move ${number.masked}`}
                    onClick={() =>
                      setGoing({ kind: 'move', id: number.id, name: number.importerNumber ?? number.masked })
                    }
                  >
                    Move
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayWrite ? (
        <div className="row">
          <Button variant="default" onClick={() => setGoing({ kind: 'merge', name: client.name })}>
            Merge this client into another
          </Button>
          <span className="small dim">Entries, clocks, alerts and evidence go along; it can be taken back.</span>
        </div>
      ) : null}
      {going ? (
        <Suspense>
          <RegroupDrawer client={client} going={going} onClose={() => setGoing(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}
