import { withQuery } from '../../api/http.ts';

/** The two strips of the board; they are never added together. */
export type StripKind = 'cape_window' | 'protest';

interface Closing {
  readonly closesFrom?: string;
  readonly closesBy?: string;
}

/** The address of exactly the deadlines behind a number of a strip: the server sums and lists by the same rule. */
export function closingList(kind: StripKind, { closesFrom, closesBy }: Closing): string {
  return withQuery('/deadlines', { right: kind === 'cape_window' ? 'cape' : 'protest', closesFrom, closesBy });
}
