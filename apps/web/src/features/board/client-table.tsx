import type { Client } from '@capeline/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { count, plural } from '../../ui/format.ts';
import type { SortDirection } from '../../ui/sort/next-sort.ts';
import { SortHeader } from '../../ui/sort/sort-header.tsx';
import { useToday } from '../../ui/today.ts';
import { usePrinting } from '../../ui/use-printing.ts';
import { ClientRow } from './client-row.tsx';
import { GROUP_NAMES } from './filters.ts';
import { listRows } from './list-rows.ts';
import { useClientKeys } from './use-client-keys.ts';

interface ClientTableProps {
  readonly clients: readonly Client[];
  readonly total: number;
  readonly withGroups: boolean;
  readonly sort: string | null;
  readonly onSort: (sort: string | null) => void;
  readonly picked: ReadonlySet<string>;
  readonly onPick: (client: Client) => void;
  /** Picks every loaded client, or none. */
  readonly onPickLoaded: (arePicked: boolean) => void;
  /** Called when the end of what is loaded comes near. */
  readonly onNearEnd: () => void;
}

interface Column {
  readonly className: string;
  readonly label: string;
  /** The fact by which the list can be sorted, and its more useful end. */
  readonly by?: string;
  readonly first?: SortDirection;
}

const COLUMNS: readonly Column[] = [
  { className: 'c-client', label: 'Client · filers', by: 'name' },
  { className: 'c-date', label: 'File by', by: 'fileBy' },
  { className: 'c-money num', label: 'On that date', by: 'ieepaDutyCents', first: 'descending' },
  { className: 'c-missed', label: 'If missed' },
  { className: 'c-file', label: 'Filing' },
  { className: 'c-pay', label: 'Payment' },
  { className: 'c-step', label: 'Next step · waiting on' },
  { className: 'c-asof', label: 'Data of', by: 'dataAsOf' },
  { className: 'c-owner', label: 'Owner' },
];

/** Every client, by urgency or sorted; only the rows in view are in the page, so thousands stay smooth. */
export function ClientTable(props: ClientTableProps) {
  const { clients, total, withGroups, sort, onSort, picked, onPick, onPickLoaded, onNearEnd } = props;
  const today = useToday();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 820px)') ?? false;
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    setScrollMargin(top + window.scrollY);
  }, []);

  // Both stay the same between two frames of a scroll: the virtualizer would otherwise measure all rows anew at each.
  const rows = useMemo(() => listRows(clients, withGroups), [clients, withGroups]);
  const keyOf = useCallback(
    (index: number) => {
      const row = rows[index];
      return row?.type === 'client' ? row.client.id : `group-${row?.group}`;
    },
    [rows],
  );
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.type === 'group' ? 31 : isNarrow ? 252 : 60),
    overscan: 8,
    scrollMargin,
    getItemKey: keyOf,
  });
  const printing = usePrinting();
  // Paper has no window to scroll: every loaded row is laid out.
  const items = printing ? rows.map((_, index) => ({ index, key: index })) : virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - 10) onNearEnd();
  }, [lastIndex, rows.length, onNearEnd]);

  const open = (position: number) => {
    const client = clients[position];
    if (client) void navigate(`/clients/${client.id}`);
  };
  const at = useClientKeys({
    count: clients.length,
    onMove: (position) =>
      virtual.scrollToIndex(rows.findIndex((row) => row.type === 'client' && row.position === position)),
    onOpen: open,
    onPick: (position) => {
      const client = clients[position];
      if (client) onPick(client);
    },
  });

  const shown = virtual.getVirtualItems();
  const before = printing || shown.length === 0 ? 0 : (shown[0]?.start ?? 0) - scrollMargin;
  const after = printing ? 0 : virtual.getTotalSize() - ((shown.at(-1)?.end ?? scrollMargin) - scrollMargin);
  return (
    <>
      <table
        className="table cards client-table"
        aria-rowcount={total + 1}
        aria-label={sort === null ? 'Clients by urgency' : 'Clients'}
      >
        <thead>
          <tr>
            <th className="pick" scope="col">
              <label className="no-print">
                <input
                  type="checkbox"
                  checked={picked.size > 0 && clients.every(({ id }) => picked.has(id))}
                  onChange={(event) => onPickLoaded(event.currentTarget.checked)}
                />
                <span className="visually-hidden">Pick all that are loaded</span>
              </label>
            </th>
            {COLUMNS.map((column) => (
              <ColumnHead key={column.label} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <Spacer height={before} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            if (!row) return null;
            if (row.type === 'group') {
              return (
                <tr key={key} ref={virtual.measureElement} data-index={index} className="group">
                  <td colSpan={COLUMNS.length + 1}>{GROUP_NAMES[row.group]}</td>
                </tr>
              );
            }
            return (
              <ClientRow
                key={key}
                rowRef={virtual.measureElement}
                index={index}
                client={row.client}
                today={today}
                isAt={row.position === at}
                isPicked={picked.has(row.client.id)}
                onOpen={() => open(row.position)}
                onPick={() => onPick(row.client)}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      {printing && clients.length < total ? (
        <p>
          <b>
            Only the first {count(clients.length)} of {plural(total, 'client')} are on this paper.
          </b>
        </p>
      ) : null}
      <p className="small faint no-print" style={{ marginTop: 8 }}>
        {plural(total, 'client')}. <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> opens, <kbd>X</kbd> picks,{' '}
        <kbd>A</kbd> assigns, <kbd>?</kbd> shows every key.
      </p>
    </>
  );
}

function ColumnHead({ column, ...order }: { column: Column } & Pick<ClientTableProps, 'sort' | 'onSort'>) {
  const { className, label, by, first = 'ascending' } = column;
  if (by === undefined) {
    return (
      <th className={className} scope="col">
        {label}
      </th>
    );
  }
  return (
    <SortHeader className={className} by={by} first={first} {...order}>
      {label}
    </SortHeader>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="spacer" aria-hidden>
      <td colSpan={COLUMNS.length + 1} style={{ height }} />
    </tr>
  );
}
