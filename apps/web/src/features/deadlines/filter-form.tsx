import { Popover, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import type { ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { KIND_NAMES } from '../../ui/words.ts';
import { isComing } from './agenda-query.ts';
import { STATUS_NAMES } from './status-names.ts';

const toOptions = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const KINDS = toOptions(KIND_NAMES);
const STATUSES = toOptions(STATUS_NAMES);

interface FilterFormProps {
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
  readonly children: ReactElement;
}

/** Kind, dates and status, below the button that opens it. */
export function FilterForm({ isOpen, onChange, children }: FilterFormProps) {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    next.delete('within');
    if (name === 'status') for (const date of ['closesFrom', 'closesBy', 'from', 'to']) next.delete(date);
    setParams(next, { replace: true });
  };
  // The two dates mean the day to work to while only what is still open is shown, and file-by otherwise.
  const [from, to] = isComing(params) ? ['closesFrom', 'closesBy'] : ['from', 'to'];
  const inside = { comboboxProps: { withinPortal: false } };
  return (
    <Popover opened={isOpen} onChange={onChange} width={300} position="bottom-start" withArrow trapFocus shadow="md">
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown className="stack tight">
        <Select
          label="Kind"
          placeholder="Every kind"
          clearable
          data={KINDS}
          value={params.get('kind')}
          onChange={(value) => set('kind', value)}
          {...inside}
        />
        <DateInput
          label="From"
          placeholder="Any day"
          clearable
          valueFormat="ddd D MMM YYYY"
          popoverProps={{ withinPortal: false }}
          value={params.get(from)}
          onChange={(value) => set(from, value)}
        />
        <DateInput
          label="To"
          placeholder="Any day"
          clearable
          valueFormat="ddd D MMM YYYY"
          popoverProps={{ withinPortal: false }}
          value={params.get(to)}
          onChange={(value) => set(to, value)}
        />
        <Select
          label="Status"
          allowDeselect={false}
          data={STATUSES}
          value={params.get('status') ?? 'coming'}
          onChange={(value) => set('status', value === 'coming' ? null : value)}
          {...inside}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
