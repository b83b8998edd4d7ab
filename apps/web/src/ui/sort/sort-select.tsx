import type { SortOption } from './use-sort.ts';

interface SortSelectProps {
  readonly options: readonly SortOption[];
  /** The list's own order, in words. */
  readonly own: string;
  readonly sort: string | null;
  readonly onSort: (sort: string | null) => void;
  /** Only where the heads of the columns are not shown. */
  readonly narrowOnly?: boolean;
}

/** Every order of a list, for lists without heads and for narrow screens. */
export function SortSelect({ options, own, sort, onSort, narrowOnly = false }: SortSelectProps) {
  return (
    <label className={`sort-select no-print${narrowOnly ? ' narrow-only' : ''}`}>
      <span>Order</span>
      <select value={sort ?? ''} onChange={(event) => onSort(event.currentTarget.value || null)}>
        <option value="">{own}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
