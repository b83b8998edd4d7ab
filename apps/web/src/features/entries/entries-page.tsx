import type { LiquidationStatus } from '@capeline/contracts';
import { Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useSearchParams } from 'react-router';
import { EntryList } from '../../ui/entry-list.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { LIQUIDATION_NAMES } from '../../ui/words.ts';
import { EnterButton } from './enter-button.tsx';

const STATUSES = Object.entries(LIQUIDATION_NAMES).map(([value, label]) => ({ value, label }));

const HEADS = {
  all: { title: 'Entries', sub: 'Every entry that an ACE report brought, with its liquidation and its clocks.' },
  needsData: {
    title: 'Entries that need data',
    sub: 'A row of these could not be read whole, or a fact is missing. They keep their clocks and stay on the board until it arrives.',
  },
  provisional: {
    title: 'Entries with a date but no status',
    sub: 'The report shows a past date and does not say that it was a liquidation. Open one for the dates if it was, and settle it.',
  },
  waiting: {
    title: 'Entries not yet liquidated',
    sub: 'With IEEPA duty, and no liquidation has started a clock: a planned or an estimated date never does.',
  },
  gone: {
    title: 'Entries gone from the newest report',
    sub: 'A newer report of the same importer does not have them. They keep their clocks and their owner until a person knows why.',
  },
  proposed: {
    title: 'Later dates waiting for you',
    sub: 'A newer report gave these a later liquidation date. The earlier date rules until somebody confirms the later one.',
  },
} as const;

/** The filter of the address that gives the page its name; the first that is set. */
const FILTERS = {
  provisional: 'provisional',
  needsData: 'needsData',
  gone: 'gone',
  proposed: 'proposed',
  waiting: 'notYetLiquidated',
} as const;
const HEAD_OF = ['provisional', 'needsData', 'gone', 'proposed', 'waiting'] as const;

/** Entries by the filters in the address; numbers elsewhere link here. */
export function EntriesPage() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  const setNumber = useDebouncedCallback(
    (value: string) => set('entryNumber', value.replace(/[\s-]/gu, '').toUpperCase()),
    300,
  );
  const needsData = params.get('needsData');
  const proposed = params.get('proposed');
  const provisionalOn = params.get('provisionalOn');
  const head = provisionalOn ? 'provisional' : HEAD_OF.find((name) => params.get(FILTERS[name]) === 'true');
  const { title, sub } = HEADS[head ?? 'all'];
  return (
    <>
      <PageHead title={title} sub={sub}>
        <EnterButton />
      </PageHead>
      <div className="filters no-print">
        <TextInput
          label="Entry number"
          w={200}
          defaultValue={params.get('entryNumber') ?? ''}
          onChange={(event) => setNumber(event.currentTarget.value)}
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
        <Select
          label="Data"
          w={190}
          clearable
          placeholder="Any"
          data={[
            { value: 'true', label: 'Needs data' },
            { value: 'false', label: 'Complete' },
          ]}
          value={needsData}
          onChange={(value) => set('needsData', value)}
        />
        <Select
          label="Later date"
          w={190}
          clearable
          placeholder="Any"
          data={[
            { value: 'true', label: 'Proposed' },
            { value: 'false', label: 'None' },
          ]}
          value={proposed}
          onChange={(value) => set('proposed', value)}
        />
      </div>
      <EntryList
        path="entries"
        withClient
        values={{
          clientId: params.get('clientId'),
          needsData,
          proposed,
          gone: params.get('gone'),
          provisional: params.get('provisional'),
          provisionalOn,
          notYetLiquidated: params.get('notYetLiquidated'),
          entryNumber: params.get('entryNumber'),
          fileByBefore: params.get('fileByBefore'),
          liquidationStatus: params.get('liquidationStatus') as LiquidationStatus | null,
          limit: 100,
        }}
      />
    </>
  );
}
