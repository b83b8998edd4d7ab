import type { Board, ClientFilter } from '@capeline/contracts';
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { ViewChips } from '../../ui/views/view-chips.tsx';
import { FILTERS } from './filters.ts';

interface FilterChipsProps {
  readonly filter: ClientFilter;
  readonly search: string;
  readonly counts: Board['filterCounts'];
}

const NAMES = ['filter', 'search'];

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
  // What is typed stands until the address says something else, as a view does that somebody chooses.
  const [typed, setTyped] = useState({ text: search, over: search });
  const text = typed.over === search ? typed.text : search;
  useKeys({ find: () => field.current?.focus() });
  const setSoon = useDebouncedCallback((value: string) => {
    const next = new URLSearchParams(params);
    if (value === '') next.delete('search');
    else next.set('search', value);
    setParams(next, { replace: true, preventScrollReset: true });
  }, 250);
  const type = (value: string) => {
    setTyped({ text: value, over: search });
    setSoon(value);
  };
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
