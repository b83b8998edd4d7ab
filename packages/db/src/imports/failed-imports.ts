/** An import (alias i) that somebody must look at, in SQL: it failed or waits for a mapping, within the last 14 days before `now`. */
export const hasFailedLately = (now: string): string =>
  `i.status in ('failed', 'needs_mapping') and i.created_at > ${now}::timestamptz - interval '14 days'`;
