import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages.ts';
import { useCan, useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, instant, longDate, plural } from '../../ui/format.ts';
import { useListKeys } from '../../ui/keys/use-list-keys.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { IMPORT_ORDERS } from '../../ui/sort/orders.ts';
import { SortHeader } from '../../ui/sort/sort-header.tsx';
import { SortSelect } from '../../ui/sort/sort-select.tsx';
import { useSort } from '../../ui/sort/use-sort.ts';
import { DropPanel } from './drop-panel.tsx';
import { HowToPull } from './how-to-pull.tsx';
import { ImportState } from './import-state.tsx';
import { importsQuery } from './queries.ts';

export function ImportsPage() {
  const mayImport = useCan('imports:write');
  const [params] = useSearchParams();
  const failed = params.get('failed') === 'true';
  return (
    <>
      <PageHead
        title="Imports"
        sub="ACE reports in; clients, entries, dates and open checks out. The same bytes twice are one import."
      />
      {mayImport && !failed ? (
        <div className="stack">
          <DropPanel />
          <HowToPull />
        </div>
      ) : null}
      <PastImports failed={failed} />
    </>
  );
}

function PastImports({ failed }: { failed: boolean }) {
  const navigate = useNavigate();
  const { organization } = useMe();
  const { sort, setSort } = useSort(IMPORT_ORDERS);
  const order = { sort, onSort: setSort };
  const list = useInfiniteQuery(importsQuery(failed, sort));
  const imports = rowsOf(list.data);
  const rows = useListKeys<HTMLTableElement>();
  return (
    <section aria-label="Past imports" style={{ marginTop: 22 }}>
      <div className="panel-head">
        <h2>{failed ? 'Imports that failed in the last two weeks' : 'Past imports'}</h2>
        {failed ? (
          <Link className="link small" to="/imports">
            Load a report, and all imports
          </Link>
        ) : null}
      </div>
      {list.isPending ? <Bones rows={4} height={44} /> : null}
      {list.error ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && imports.length === 0 ? <p className="dim">None yet.</p> : null}
      {imports.length > 1 ? <SortSelect narrowOnly options={IMPORT_ORDERS} own="Last loaded first" {...order} /> : null}
      {imports.length > 0 ? (
        <table className="table cards" ref={rows} aria-label="Past imports">
          <thead>
            <tr>
              <SortHeader by="fileName" {...order}>
                File
              </SortHeader>
              <th scope="col">State</th>
              <SortHeader by="asOf" first="descending" {...order}>
                ACE as of
              </SortHeader>
              <th scope="col" className="num">
                Rows
              </th>
              <th scope="col" className="num">
                New · changed
              </th>
              <th scope="col" className="num">
                Issues
              </th>
              <SortHeader by="createdAt" own="descending" {...order}>
                Loaded
              </SortHeader>
            </tr>
          </thead>
          <tbody>
            {imports.map((item) => (
              <tr
                key={item.id}
                className="clickable"
                data-row
                onClick={(event) => {
                  if (!(event.target as Element).closest('a')) void navigate(`/imports/${item.id}`);
                }}
              >
                <td className="wide-cell">
                  <Link className="quiet" to={`/imports/${item.id}`} data-row-link>
                    <b style={{ overflowWrap: 'anywhere' }}>{item.fileName}</b>
                  </Link>
                </td>
                <td>
                  <ImportState status={item.status} />
                </td>
                <td className="nowrap">{longDate(item.asOf)}</td>
                <td className="num" data-label="Rows">
                  {count(item.counts.rowsRead)}
                </td>
                <td className="num" data-label="New · changed">
                  {count(item.counts.entriesCreated)} · {count(item.counts.entriesUpdated)}
                </td>
                <td className="num" data-label="Issues">
                  {item.issueCounts.errors > 0 ? <b className="red">{count(item.issueCounts.errors)}</b> : '0'}
                  {item.issueCounts.warnings > 0 ? (
                    <span className="m"> + {plural(item.issueCounts.warnings, 'warning')}</span>
                  ) : null}
                </td>
                <td className="m wide-cell">
                  {instant(item.createdAt, organization.timeZone)}
                  {item.createdBy ? `, ${item.createdBy}` : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <LoadMore list={list} />
    </section>
  );
}
