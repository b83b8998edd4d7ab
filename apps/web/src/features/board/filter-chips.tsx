import type { Board, ClientFilter } from '@capeline/contracts';
import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { count } from '../../ui/format.ts';
import { FILTERS } from './filters.ts';

interface FilterChipsProps {
  readonly filter: ClientFilter;
  readonly search: string;
  readonly counts: Board['filterCounts'];
}

/** One chip a list, with its count; the search beside them. */
export function FilterChips({ filter, search, counts }: FilterChipsProps) {
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(search);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const searchSoon = useDebouncedCallback((value: string) => set('search', value), 250);
  const type = (value: string) => {
    setText(value);
    searchSoon(value);
  };
  return (
    <div className="chips no-print">
      {FILTERS.filter(
        ({ value }) => value === filter || value === 'all' || value === 'mine' || counts[value] !== 0,
      ).map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={value === filter}
          onClick={() => set('filter', value === 'all' ? '' : value)}
        >
          {label}
          {counts[value] === undefined ? null : <b>{count(counts[value])}</b>}
        </button>
      ))}
      <span className="grow" />
      <TextInput
        size="xs"
        w={158}
        aria-label="Search in these clients"
        placeholder="Name or number"
        leftSection={<IconSearch size={14} />}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        rightSection={
          text === '' ? null : <CloseButton size="xs" aria-label="Clear the search" onClick={() => type('')} />
        }
      />
    </div>
  );
}
