import type { ClientFilter } from '@capeline/contracts';

/** Chips above the client table, in the order of what is lost first. */
export const FILTERS: readonly { value: ClientFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'mine', label: 'Mine' },
  { value: 'protest_14', label: 'Protest ≤ 14 days' },
  { value: 'cape_14', label: 'CAPE ≤ 14 days' },
  { value: 'stale', label: 'Data over a week old' },
  { value: 'chase_due', label: 'Ask again' },
  { value: 'stops_filing', label: 'Cannot file' },
  { value: 'stops_payment', label: 'Cannot be paid' },
  { value: 'no_owner', label: 'Nobody’s clients' },
];

/** The filter of an address; anything unknown is all. */
export function filterOf(value: string | null): ClientFilter {
  return FILTERS.find((filter) => filter.value === value)?.value ?? 'all';
}

/** What ranks a client, in words; one heading per group in the table. */
export const GROUP_NAMES: Record<number, string> = {
  0: 'First: nobody owns it, or an alert for the next 7 days is not acknowledged',
  1: 'Protest or court date within 14 days',
  2: 'CAPE file-by within 14 days',
  3: 'Data missing or older than a week',
  4: 'Later',
};
