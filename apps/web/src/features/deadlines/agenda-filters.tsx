import { IconFilter, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { typedDate } from '../../ui/format.ts';
import { ViewChips } from '../../ui/views/view-chips.tsx';
import { KIND_NAMES } from '../../ui/words.ts';
import { AGENDA_NAMES } from './agenda-query.ts';
import { STATUS_NAMES } from './status-names.ts';

const FilterForm = lazy(async () => ({ default: (await import('./filter-form.tsx')).FilterForm }));

/** Views that teach what can be asked. */
const VIEWS = [
  { label: 'Everything open', query: '' },
  { label: 'Closing in 7 days', query: 'within=7' },
  { label: 'Closing in 14 days', query: 'within=14' },
  { label: 'CAPE, cannot go yet', query: 'canGo=false&right=cape' },
  { label: 'Nobody’s', query: 'hasOwner=false' },
];

const FIXED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  right: { cape: 'CAPE', protest: 'Protest' },
  canGo: { false: 'Checks open', true: 'Can file' },
  hasOwner: { false: 'No owner', true: 'Somebody’s' },
  lapsed: { true: 'Lapsed' },
  kind: KIND_NAMES,
  status: STATUS_NAMES,
};
const DATED: Readonly<Record<string, string>> = {
  closesFrom: 'From',
  closesBy: 'To',
  from: 'File-by from',
  to: 'File-by to',
};

/** A filter of the address in words; null for a value that nobody can choose. */
function words(name: string, value: string, clientName: string | undefined): string | null {
  if (name === 'clientId') return clientName ?? 'One client';
  if (name === 'within') return `Within ${value} days`;
  if (DATED[name] !== undefined) return `${DATED[name]} ${typedDate(value)}`;
  return FIXED[name]?.[value] ?? null;
}

/** Views and filters of the agenda; all of them live in the address. `clientName` words the filter on one client. */
export function AgendaFilters({ clientName }: { clientName: string | undefined }) {
  const [params, setParams] = useSearchParams();
  const takeAway = (name: string) => {
    const next = new URLSearchParams(params);
    next.delete(name);
    setParams(next, { replace: true });
  };
  return (
    <div className="chips no-print" style={{ marginTop: 0 }}>
      <ViewChips page="deadlines" defaults={VIEWS} names={AGENDA_NAMES} />
      <span className="chips-break" />
      <FilterButton />
      {AGENDA_NAMES.map((name) => {
        const value = params.get(name);
        const label = value === null ? null : words(name, value, clientName);
        if (label === null) return null;
        return (
          <button key={name} type="button" className="chip on" onClick={() => takeAway(name)}>
            {label}
            <IconX size={13} aria-label="Take this filter away" />
          </button>
        );
      })}
    </div>
  );
}

function FilterButton() {
  // Null until it is first wanted; the form is fetched then.
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  const button = (
    <button type="button" className="chip dashed" aria-haspopup="dialog" onClick={() => setIsOpen(isOpen !== true)}>
      <IconFilter size={14} aria-hidden /> Filter
    </button>
  );
  if (isOpen === null) return button;
  return (
    <Suspense fallback={button}>
      <FilterForm isOpen={isOpen} onChange={setIsOpen}>
        {button}
      </FilterForm>
    </Suspense>
  );
}
