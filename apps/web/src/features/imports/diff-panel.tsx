import type { DifferenceKind, ImportDifference, ImportResponse } from '@capeline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { rowsOf } from '../../api/pages.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, longDate, money, plural } from '../../ui/format.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LIQUIDATION_NAMES } from '../../ui/words.ts';
import { type DiffState, EXPLAINED, FACT_NAMES, KINDS, TITLES } from './diff-words.ts';
import { differencesQuery } from './queries.ts';

/** What the report changes, or changed, against what was known: dates that move first. */
export function DiffPanel({ report }: { report: ImportResponse }) {
  const { differences } = report;
  if (differences === null) return null;
  const found = KINDS.filter((kind) => differences[kind].entries > 0);
  const state: DiffState = report.status === 'committed' || report.status === 'undone' ? 'done' : 'preview';
  return (
    <section className="stack tight" aria-label="What it changes">
      <div>
        <h2>{HEADINGS[state]}</h2>
        <p className="small dim">
          {state === 'preview'
            ? 'As known when it was read; the commit compares again.'
            : 'Against what was known then.'}
        </p>
      </div>
      {found.length === 0 ? (
        <div className="panel dim">Nothing new: every entry says what is known already.</div>
      ) : (
        found.map((kind) => (
          <Kind
            key={kind}
            report={report}
            kind={kind}
            state={state}
            isOpenFirst={kind !== 'new' && kind !== 'changed'}
          />
        ))
      )}
    </section>
  );
}

const HEADINGS: Record<DiffState, string> = { preview: 'What it would change', done: 'What it changed' };

interface KindProps {
  readonly report: ImportResponse;
  readonly kind: DifferenceKind;
  readonly state: DiffState;
  readonly isOpenFirst: boolean;
}

function Kind({ report, kind, state, isOpenFirst }: KindProps) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  const found = report.differences?.[kind] ?? { entries: 0, ieepaDutyCents: 0 };
  return (
    <details className="panel diff" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Tag tone={TITLES[kind].tone}>{TITLES[kind].title}</Tag>
        <b>{plural(found.entries, 'entry', 'entries')}</b>
        <span className="dim grow">{EXPLAINED[state][kind]}</span>
        <span className="num">{money(found.ieepaDutyCents)}</span>
      </summary>
      {isOpen ? (
        <Differences
          importId={report.id}
          kind={kind}
          total={found.entries}
          reading={`${report.status} ${report.asOf}`}
        />
      ) : null}
    </details>
  );
}

function Differences(props: { importId: string; kind: DifferenceKind; total: number; reading: string }) {
  const { importId, kind, total, reading } = props;
  const list = useInfiniteQuery(differencesQuery(importId, kind, reading));
  const rows = rowsOf(list.data);
  if (list.isPending) return <Bones rows={Math.min(total, 3)} height={36} />;
  return (
    <>
      {list.error ? <ProblemNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      <table className="table cards" aria-label={TITLES[kind].title}>
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col">Client</th>
            <th scope="col">{kind === 'changed' ? 'What differs' : 'Liquidation'}</th>
            <th scope="col" className="num">
              IEEPA duty
            </th>
            <th scope="col" className="num">
              Row
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entryNumber}>
              <td className="entry-no">{isKnown(row) ? <EntryLink row={row} /> : row.formatted}</td>
              <td>{row.clientName}</td>
              <td data-label={kind === 'changed' ? 'What differs' : 'Liquidation'}>{whatDiffers(row)}</td>
              <td className="num" data-label="IEEPA duty">
                <Duty row={row} />
              </td>
              <td className="num" data-label="Row">
                {row.row === null ? '—' : count(row.row)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore list={list} />
      {!list.hasNextPage && rows.length < total ? (
        <p className="small dim">
          {count(rows.length)} of {count(total)} are listed; the figures above count all.
        </p>
      ) : null}
    </>
  );
}

/** A new entry of a report that waits for review is not on any page yet. */
const isKnown = ({ kind, clientId }: ImportDifference): boolean => kind !== 'new' || clientId !== null;

function EntryLink({ row }: { row: ImportDifference }) {
  return (
    <Link className="link" to={`/entries/${row.entryNumber}`}>
      {row.formatted}
    </Link>
  );
}

const dateOf = (facts: ImportDifference['before']): string =>
  facts === null
    ? 'nothing'
    : `${LIQUIDATION_NAMES[facts.liquidationStatus]}${facts.liquidationDate ? `, ${longDate(facts.liquidationDate)}` : ''}`;

function whatDiffers(row: ImportDifference): ReactNode {
  if (row.kind === 'new') return dateOf(row.after);
  if (row.kind === 'gone') return dateOf(row.before);
  if (row.kind === 'changed') {
    const facts = [...new Set(row.changed.map((fact) => FACT_NAMES[fact]).filter((name) => name !== undefined))];
    return facts.length > 0 ? facts.join(', ') : 'details of its lines';
  }
  if (row.kind === 'earlier')
    return (
      <>
        <b>{dateOf(row.after)}</b> <span className="dim">instead of {dateOf(row.before)}</span>
      </>
    );
  return (
    <>
      <b>{row.before?.liquidationDate ? longDate(row.before.liquidationDate) : 'No date'} rules</b>,{' '}
      <span className="dim">proposed: {dateOf(row.after)}</span>
    </>
  );
}

function Duty({ row }: { row: ImportDifference }) {
  const before = row.before?.ieepaDutyCents ?? null;
  const after = (row.kind === 'gone' ? row.before : row.after)?.ieepaDutyCents ?? null;
  if (after === null) return <span className="faint">not readable</span>;
  return (
    <>
      {money(after)}
      {before !== null && before !== after ? <div className="m">was {money(before)}</div> : null}
    </>
  );
}
