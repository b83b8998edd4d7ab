import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { directionOf, nextSort, type SortDirection } from './next-sort.ts';

interface SortHeaderProps {
  readonly by: string;
  readonly sort: string | null;
  readonly onSort: (sort: string | null) => void;
  /** The end that is more useful, and comes first. */
  readonly first?: SortDirection;
  /** How the list stands in this column by itself. */
  readonly own?: SortDirection;
  readonly className?: string;
  readonly children: ReactNode;
}

const ICONS = { ascending: IconArrowUp, descending: IconArrowDown } as const;

/** The head of a column by which a list can be sorted; the order is said to those who do not see the arrow. */
export function SortHeader({ by, sort, onSort, first = 'ascending', own, className, children }: SortHeaderProps) {
  const direction = directionOf(sort, by, own);
  const Icon = direction === undefined ? IconArrowsSort : ICONS[direction];
  return (
    <th scope="col" className={className} aria-sort={direction ?? 'none'}>
      <button type="button" className="sort" onClick={() => onSort(nextSort(sort, by, { first, own }))}>
        {children}
        <Icon size={13} aria-hidden className={direction === undefined ? 'idle' : undefined} />
      </button>
    </th>
  );
}
