import type { LiquidationStatus } from '@capeline/contracts';
import { useSearchParams } from 'react-router';
import { EntryList } from '../../ui/entry-list.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { EnterButton } from './enter-button.tsx';
import { EntryFilters } from './entry-filters.tsx';

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
  const [params] = useSearchParams();
  const provisionalOn = params.get('provisionalOn');
  const head = provisionalOn ? 'provisional' : HEAD_OF.find((name) => params.get(FILTERS[name]) === 'true');
  const { title, sub } = HEADS[head ?? 'all'];
  return (
    <>
      <PageHead title={title} sub={sub}>
        <EnterButton />
      </PageHead>
      <EntryFilters />
      <EntryList
        path="entries"
        withClient
        values={{
          clientId: params.get('clientId'),
          importerNumber: params.get('importerNumber'),
          needsData: params.get('needsData'),
          proposed: params.get('proposed'),
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
