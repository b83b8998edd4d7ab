import { useMe } from '../api/session.ts';

/** The firm's business date, `YYYY-MM-DD`; the server decides it, never the browser's clock. */
export function useToday(): string {
  return useMe().businessDate;
}
