import { useSearchParams } from 'react-router';

/** An order of a list as its address names it, and in words. */
export interface SortOption<Sort extends string = string> {
  readonly value: Sort;
  readonly label: string;
}

/** The order that the address asks for, null for the list's own; a name that the list does not have is its own order, too. */
export function useSort<Sort extends string>(options: readonly SortOption<Sort>[]) {
  const [params, setParams] = useSearchParams();
  const asked = params.get('sort');
  const sort = options.find(({ value }) => value === asked)?.value ?? null;
  const setSort = (next: string | null) => {
    const changed = new URLSearchParams(params);
    if (next === null) changed.delete('sort');
    else changed.set('sort', next);
    setParams(changed, { replace: true, preventScrollReset: true });
  };
  return { sort, setSort };
}
