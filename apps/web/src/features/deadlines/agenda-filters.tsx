import { Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconX } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { KIND_NAMES } from '../../ui/words.ts';
import { isComing } from './agenda-query.ts';

const KINDS = Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }));
const STATUSES = [
  { value: 'coming', label: 'Still open' },
  { value: 'open', label: 'Open and lapsed' },
  { value: 'done', label: 'Done' },
  { value: 'superseded', label: 'Superseded' },
];

/** What a number of the board asks for beside its dates; a chip each while it is on. */
const CLOSING = [
  { name: 'right', value: 'cape', label: 'CAPE' },
  { name: 'right', value: 'protest', label: 'Protest' },
  { name: 'canGo', value: 'false', label: 'checks open' },
  { name: 'canGo', value: 'true', label: 'can file' },
  { name: 'hasOwner', value: 'false', label: 'no owner' },
] as const;

/** Filters of the agenda; they live in the address. */
export function AgendaFilters() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    if (name === 'status') for (const date of ['closesFrom', 'closesBy', 'from', 'to']) next.delete(date);
    setParams(next, { replace: true });
  };
  // The two dates mean the day to work to while only what is still open is shown, and file-by otherwise.
  const [from, to] = isComing(params) ? ['closesFrom', 'closesBy'] : ['from', 'to'];
  return (
    <div className="filters no-print">
      <Select
        label="Kind"
        placeholder="Every kind"
        clearable
        w={200}
        data={KINDS}
        value={params.get('kind')}
        onChange={(value) => set('kind', value)}
      />
      <DateInput
        label="From"
        placeholder="Any day"
        clearable
        w={180}
        valueFormat="ddd D MMM YYYY"
        value={params.get(from)}
        onChange={(value) => set(from, value)}
      />
      <DateInput
        label="To"
        placeholder="Any day"
        clearable
        w={180}
        valueFormat="ddd D MMM YYYY"
        value={params.get(to)}
        onChange={(value) => set(to, value)}
      />
      {CLOSING.map(({ name, value, label }) =>
        params.get(name) === value ? (
          <button key={label} type="button" className="chip" aria-pressed onClick={() => set(name, null)}>
            {label}
            <IconX size={13} aria-label="Take this filter away" />
          </button>
        ) : null,
      )}
      <Select
        label="Status"
        w={170}
        allowDeselect={false}
        data={STATUSES}
        value={params.get('status') ?? 'coming'}
        onChange={(value) => set('status', value === 'coming' ? null : value)}
      />
    </div>
  );
}
