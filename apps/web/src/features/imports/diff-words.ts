import type { DifferenceKind } from '@capeline/contracts';
import type { Tone } from '../../ui/tag.tsx';

/** Dates that move first. */
export const KINDS: readonly DifferenceKind[] = ['earlier', 'later', 'gone', 'changed', 'new'];

export const TITLES: Record<DifferenceKind, { readonly title: string; readonly tone: Tone }> = {
  earlier: { title: 'Earlier', tone: 'red' },
  later: { title: 'Later', tone: 'amber' },
  gone: { title: 'Gone', tone: 'amber' },
  changed: { title: 'Changed', tone: 'accent' },
  new: { title: 'New', tone: 'green' },
};

/** `preview`: nothing is committed; `done`: it was. */
export type DiffState = 'preview' | 'done';

/** What each kind means for the clocks. */
export const EXPLAINED: Record<DiffState, Record<DifferenceKind, string>> = {
  preview: {
    earlier: 'The liquidation date moves earlier: in force at once with the commit.',
    later: 'A later date becomes a proposal; the earlier one rules until you decide.',
    gone: 'Known before, missing here. They keep their clocks and their owner.',
    changed: 'Other facts differ.',
    new: 'Not known before.',
  },
  done: {
    earlier: 'The liquidation date moved earlier, in force at once.',
    later: 'A later date became a proposal; the earlier one rules until you decide.',
    gone: 'Known before, missing here. They kept their clocks and their owner.',
    changed: 'Other facts differed.',
    new: 'Not known before.',
  },
};

/** Facts of an entry in the words of the page; what is not here is the machine's own. */
export const FACT_NAMES: Readonly<Record<string, string>> = {
  importerNumber: 'importer number',
  clientId: 'client',
  entryType: 'entry type',
  entryDate: 'entry date',
  entrySummaryDate: 'summary date',
  portCode: 'port',
  controlStatus: 'control status',
  reconciliationFlagged: 'reconciliation flag',
  protestNumber: 'protest',
  protestStatus: 'protest status',
  liquidationStatus: 'liquidation status',
  liquidatedOn: 'liquidation date',
  reliquidatedOn: 'reliquidation',
  scheduledOn: 'scheduled date',
  provisionalOn: 'date without a status',
  proposedStatus: 'proposal',
  ieepaDutyCents: 'IEEPA duty',
  lineCount: 'lines',
  goneSince: 'seen again',
  needsData: 'what data it needs',
};
