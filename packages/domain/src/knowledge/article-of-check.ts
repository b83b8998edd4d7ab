import type { CheckKind } from '../checks/check-kinds.ts';

/** The article about a check itself; others may stand beside it. */
export function articleOfCheck(kind: CheckKind): string {
  return `check-${kind.replaceAll('_', '-')}`;
}
