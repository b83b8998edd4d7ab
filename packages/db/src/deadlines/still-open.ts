/** Days before today in which file-by may lie while the last day is still to come: 40 business days of margin, holidays, a weekend. */
const LATE_DAYS = 75;

/**
 * The day to work to of a deadline (alias d), in SQL: file-by, which is the safe day of everything but a CAPE file, or today once
 * that has passed while the right still exists. `today` names the parameter with the firm's business date.
 */
export const dueDay = (today: string): string => `greatest(d.file_by, ${today}::date)`;

/**
 * What the board counts and every list behind its numbers must show, in SQL (alias d): rights that somebody can still use on
 * `today` and that cover an entry. With no other column the index on open deadlines answers alone.
 */
export const isStillOpen = (organizationId: string, today: string): string =>
  `d.organization_id = ${organizationId} and d.status = 'open' and d.last_day >= ${today}::date
     and d.kind <> 'voluntary_reliquidation' and d.entry_count > 0 and d.file_by >= ${today}::date - ${LATE_DAYS}`;
