import { Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useSearchParams } from 'react-router';
import { KIND_NAMES } from '../../ui/words.ts';

const KINDS = Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }));
const STATUSES = [
  { value: 'open', label: 'Open' },
  { value: 'done', label: 'Done' },
  { value: 'superseded', label: 'Superseded' },
];

/** Filters of the agenda; they live in the address. */
export function AgendaFilters() {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
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
        value={params.get('from')}
        onChange={(value) => set('from', value)}
      />
      <DateInput
        label="To"
        placeholder="Any day"
        clearable
        w={180}
        valueFormat="ddd D MMM YYYY"
        value={params.get('to')}
        onChange={(value) => set('to', value)}
      />
      <Select
        label="Status"
        w={150}
        allowDeselect={false}
        data={STATUSES}
        value={params.get('status') ?? 'open'}
        onChange={(value) => set('status', value)}
      />
    </div>
  );
}
