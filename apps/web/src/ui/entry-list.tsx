import type { Entry } from '@capeline/contracts';
import { describeDataNeed } from '@capeline/domain';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { QueryValues } from '../api/http.ts';
import { pagedQuery, rowsOf } from '../api/pages.ts';
import { Bones } from './bones.tsx';
import { dueWords } from './due.tsx';
import { EmptyState } from './empty-state.tsx';
import { longDate, money } from './format.ts';
import { useListKeys } from './keys/use-list-keys.ts';
import { LoadMore } from './load-more.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ENTRY_ORDERS } from './sort/orders.ts';
import { SortHeader } from './sort/sort-header.tsx';
import { SortSelect } from './sort/sort-select.tsx';
import { useSort } from './sort/use-sort.ts';
import { Tag } from './tag.tsx';
import { useToday } from './today.ts';
import { ANOTHER_FILER, KIND_NAMES, LIQUIDATION_NAMES } from './words.ts';

const EntryDrawer = lazy(async () => ({ default: (await import('./entry-drawer.tsx')).EntryDrawer }));

interface EntryListProps {
  /** `entries` or `deadlines/{id}/entries`. */
  readonly path: string;
  readonly values: QueryValues;
  readonly withClient: boolean;
}

/** A paged list of entries in the order that the address asks for; a row opens the entry with its lines in a drawer. */
export function EntryList({ path, values, withClient }: EntryListProps) {
  const { sort, setSort } = useSort(ENTRY_ORDERS);
  const list = useInfiniteQuery(pagedQuery<Entry>(['entries', path], path, { ...values, sort }));
  const [shown, setShown] = useState<Entry | null>(null);
  // Once it was there it stays, so that it can slide away.
  const [wasShown, setWasShown] = useState(false);
  const show = (entry: Entry) => {
    setShown(entry);
    setWasShown(true);
  };
  const entries = rowsOf(list.data);
  const rows = useListKeys<HTMLTableElement>();
  if (list.isPending) return <Bones rows={8} height={40} />;
  if (list.error && entries.length === 0) return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (entries.length === 0) {
    return <NoEntries isFiltered={Object.entries(values).some(([name, value]) => name !== 'limit' && value != null)} />;
  }
  const order = { sort, onSort: setSort };
  return (
    <>
      <SortSelect narrowOnly options={ENTRY_ORDERS} own="Entry number" {...order} />
      <table className="table cards" aria-label="Entries" ref={rows}>
        <thead>
          <tr>
            <SortHeader by="entryNumber" own="ascending" {...order}>
              Entry
            </SortHeader>
            {withClient ? <th scope="col">Client</th> : <th scope="col">Importer number</th>}
            <th scope="col">Type</th>
            <SortHeader by="liquidationDate" first="descending" {...order}>
              Liquidation
            </SortHeader>
            <th scope="col">Next date</th>
            <SortHeader by="ieepaDutyCents" first="descending" className="num" {...order}>
              IEEPA duty
            </SortHeader>
            <th scope="col">Notes</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.entryNumber} entry={entry} withClient={withClient} onShow={() => show(entry)} />
          ))}
        </tbody>
      </table>
      <LoadMore list={list} />
      {wasShown ? (
        <Suspense>
          <EntryDrawer entry={shown} onClose={() => setShown(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing in this list">
        <p>
          <Link className="link" to="/entries">
            Show every entry
          </Link>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No entries yet">
      <p>
        They come with an ACE report, all of a filer code at once.{' '}
        <Link className="link" to="/imports">
          Load a report
        </Link>
      </p>
    </EmptyState>
  );
}

function EntryRow({ entry, withClient, onShow }: { entry: Entry; withClient: boolean; onShow: () => void }) {
  const today = useToday();
  const next = entry.deadlines
    .filter(({ status, kind }) => status === 'open' && kind !== 'voluntary_reliquidation')
    .sort((a, b) => Number(a.lastDay < today) - Number(b.lastDay < today) || a.fileBy.localeCompare(b.fileBy))[0];
  return (
    <tr
      className="clickable"
      data-row
      onClick={(event) => {
        if (!(event.target as Element).closest('a, button')) onShow();
      }}
    >
      <td>
        <button type="button" className="link entry-no" data-row-link onClick={onShow}>
          {entry.formatted}
        </button>
      </td>
      <td>
        {withClient ? (
          <Link to={`/clients/${entry.clientId}`} className="quiet">
            {entry.clientName}
          </Link>
        ) : (
          <span className="nowrap">{entry.importerNumber ?? entry.importerNumberMasked}</span>
        )}
      </td>
      <td data-label="Type">{entry.entryType ?? <span className="faint">unknown</span>}</td>
      <td data-label="Liquidation">
        <LiquidationCell entry={entry} />
      </td>
      <td data-label="Next date">
        {next ? (
          <Link to={`/deadlines/${next.id}`} className="quiet">
            <span className="nowrap">{longDate(dueWords(next, today).day)}</span>
            <div className="m">
              {KIND_NAMES[next.kind]} · {dueWords(next, today).words}
            </div>
          </Link>
        ) : (
          <span className="faint">no clock</span>
        )}
      </td>
      <td className="num" data-label="IEEPA duty">
        {entry.ieepaDutyCents === null ? <Tag tone="unknown">not readable</Tag> : money(entry.ieepaDutyCents)}
      </td>
      <td className="wide-cell">
        <span className="row" style={{ gap: 4 }}>
          {entry.needsData ? (
            <Tag tone="amber" title={describeDataNeed(entry.needsData).what}>
              needs data: {describeDataNeed(entry.needsData).short}
            </Tag>
          ) : null}
          {entry.goneSince ? (
            <Tag tone="amber" title={`Missing from the report of ${longDate(entry.goneSince)}; its clocks run on.`}>
              gone from the report
            </Tag>
          ) : null}
          {entry.liquidation.proposed ? <Tag tone="amber">later date proposed</Tag> : null}
          {entry.filerStatus === 'another' ? <Tag title={ANOTHER_FILER}>another filer’s</Tag> : null}
          {entry.filerStatus === 'unknown' ? <Tag tone="unknown">filer {entry.filerCode}: whose?</Tag> : null}
          {entry.reconciliation.flagged ? <Tag>reconciliation</Tag> : null}
          {entry.protest.number ? <Tag>protest {entry.protest.status ?? entry.protest.number}</Tag> : null}
        </span>
      </td>
    </tr>
  );
}

function LiquidationCell({ entry }: { entry: Entry }) {
  const { status, date, scheduledDate } = entry.liquidation;
  const estimate = entry.estimatedLiquidation;
  return (
    <>
      {LIQUIDATION_NAMES[status]}
      {date ? <div className="m nowrap">{longDate(date)}</div> : null}
      {!date && scheduledDate ? <div className="m nowrap">planned {longDate(scheduledDate)}</div> : null}
      {!date && !scheduledDate && estimate ? <div className="m nowrap">perhaps {longDate(estimate.date)}</div> : null}
    </>
  );
}
