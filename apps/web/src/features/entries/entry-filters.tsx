import type { Board } from '@capeline/contracts';
import { Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { boardQuery, clientQuery } from '../../api/lists.ts';
import { typedDate } from '../../ui/format.ts';
import { useTyped } from '../../ui/use-typed.ts';
import { type DefaultView, ViewChips } from '../../ui/views/view-chips.tsx';
import { viewQuery } from '../../ui/views/view-query.ts';
import { LIQUIDATION_NAMES } from '../../ui/words.ts';

const STATUSES = Object.entries(LIQUIDATION_NAMES).map(([value, label]) => ({ value, label }));

/** The parameters of the address that choose entries, and their order. */
const NAMES = [
  'clientId',
  'entryNumber',
  'fileByBefore',
  'gone',
  'importerNumber',
  'liquidationStatus',
  'needsData',
  'notYetLiquidated',
  'proposed',
  'provisional',
  'provisionalOn',
  'sort',
];

/** Views that teach what can be asked; what waits for somebody with its count, and not at all where nothing does. */
const viewsOf = (needsYou: Board['needsYou'] | undefined, present: string): DefaultView[] =>
  [
    { label: 'All', query: '' },
    { label: 'Needs data', query: 'needsData=true', count: needsYou?.entriesNeedingData },
    { label: 'Date without a status', query: 'provisional=true', count: needsYou?.provisionalDates },
    { label: 'Later date proposed', query: 'proposed=true', count: needsYou?.proposalsWaiting },
    { label: 'Gone from the report', query: 'gone=true', count: needsYou?.entriesGone },
    { label: 'Not yet liquidated', query: 'notYetLiquidated=true' },
  ].filter(({ query, count }) => count !== 0 || query === present);

/** Views, filters and the search of the entries; all of them live in the address. */
export function EntryFilters() {
  const [params, setParams] = useSearchParams();
  const { data: board } = useQuery(boardQuery);
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const number = useTyped(params.get('entryNumber') ?? '', (text) =>
    set('entryNumber', text.replace(/[\s-]/gu, '').toUpperCase()),
  );
  const clientId = params.get('clientId');
  const fileByBefore = params.get('fileByBefore');
  const provisionalOn = params.get('provisionalOn');
  return (
    <>
      <div className="chips no-print" style={{ marginTop: 0 }}>
        <ViewChips page="entries" defaults={viewsOf(board?.needsYou, viewQuery(params, NAMES))} names={NAMES} />
        {clientId === null ? null : <ClientChip clientId={clientId} onRemove={() => set('clientId', null)} />}
        {provisionalOn === null ? null : (
          <FilterChip
            label={`Date without a status: ${typedDate(provisionalOn)}`}
            onRemove={() => set('provisionalOn', null)}
          />
        )}
        {fileByBefore === null ? null : (
          <FilterChip label={`File by before ${typedDate(fileByBefore)}`} onRemove={() => set('fileByBefore', null)} />
        )}
      </div>
      <div className="filters no-print">
        <TextInput
          label="Entry number"
          w={200}
          value={number.text}
          onChange={(event) => number.type(event.currentTarget.value)}
        />
        <Select
          label="Liquidation"
          w={190}
          clearable
          placeholder="Any"
          data={STATUSES}
          value={params.get('liquidationStatus')}
          onChange={(value) => set('liquidationStatus', value)}
        />
      </div>
    </>
  );
}

function ClientChip({ clientId, onRemove }: { clientId: string; onRemove: () => void }) {
  const { data } = useQuery(clientQuery(clientId));
  return <FilterChip label={data?.name ?? 'One client'} onRemove={onRemove} />;
}

function FilterChip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button type="button" className="chip on" onClick={onRemove}>
      {label}
      <IconX size={13} aria-label="Take this filter away" />
    </button>
  );
}
