/**
 * The clocks that a liquidation or a reliquidation starts. `protest_reliquidation` is the second protest clock, limited
 * to the questions that the reliquidation involved (19 U.S.C. 1514(d)); the first keeps its last day.
 */
export const DEADLINE_KINDS = ['cape_window', 'voluntary_reliquidation', 'protest', 'protest_reliquidation'] as const;

export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** The event whose date is day 0. A scheduled or estimated date is neither, so it can start nothing. */
export type StartEvent = 'liquidation' | 'reliquidation';
