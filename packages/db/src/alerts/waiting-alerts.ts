/** An alert (alias a) that waits for somebody, in SQL: not acknowledged, of a deadline (alias d) whose right still exists on `today`. */
export const isWaiting = (today: string): string =>
  `a.acknowledged_at is null and a.withdrawn_at is null and d.status = 'open' and d.last_day >= ${today}::date`;
