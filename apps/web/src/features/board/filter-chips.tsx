import type { Board, ClientFilter } from '@capeline/contracts';
import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useSearchParams } from 'react-router';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { useTyped } from '../../ui/use-typed.ts';
import { ViewChips } from '../../ui/views/view-chips.tsx';
import { FILTERS } from './filters.ts';

interface FilterChipsProps {
  readonly filter: ClientFilter;
  readonly search: string;
  readonly counts: Board['filterCounts'];
}

const NAMES = ['filter', 'search', 'sort'];

/** One chip a view, with its count where the board knows it; the search beside them. */
export function FilterChips({ filter, search, counts }: FilterChipsProps) {
  const defaults = FILTERS.filter(
    ({ value }) => value === filter || value === 'all' || value === 'mine' || counts[value] !== 0,
  ).map(({ value, label }) => ({ label, query: value === 'all' ? '' : `filter=${value}`, count: counts[value] }));
  return (
    <div className="chips no-print">
      <ViewChips page="clients" defaults={defaults} names={NAMES} />
      <span className="grow" />
      <ListSearch search={search} />
    </div>
  );
}

function ListSearch({ search }: { search: string }) {
  const [params, setParams] = useSearchParams();
  const field = useRef<HTMLInputElement>(null);
  useKeys({ find: () => field.current?.focus() });
  const { text, type } = useTyped(search, (value) => {
    const next = new URLSearchParams(params);
    if (value === '') next.delete('search');
    else next.set('search', value);
    setParams(next, { replace: true, preventScrollReset: true });
  });
  return (
    <TextInput
      ref={field}
      size="xs"
      w={158}
      aria-label="Search in these clients"
      placeholder="Name or number"
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
      rightSection={
        text === '' ? (
          <kbd aria-hidden>/</kbd>
        ) : (
          <CloseButton size="xs" aria-label="Clear the search" onClick={() => type('')} />
        )
      }
    />
  );
}
