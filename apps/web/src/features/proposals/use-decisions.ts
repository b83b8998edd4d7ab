import type { DecideProposalsRequest, DecideProposalsResponse, Proposal } from '@capeline/contracts';
import { useState } from 'react';
import { plural } from '../../ui/format.ts';
import { showDone } from '../../ui/toasts.ts';
import { useDecideProposals } from './queries.ts';

type Decision = DecideProposalsRequest['decision'];
/** The server takes so many at once. */
const MOST_AT_ONCE = 500;

export interface Decisions {
  readonly chosen: ReadonlySet<string>;
  readonly all: readonly Proposal[];
  readonly note: string;
  readonly isPending: boolean;
  readonly error: unknown;
  /** What the server refused, by entry, since the last decision. */
  readonly refused: DecideProposalsResponse['results'];
  readonly setNote: (note: string) => void;
  readonly choose: (entryNumber: string, isChosen: boolean) => void;
  readonly chooseAll: (isChosen: boolean) => void;
  readonly decide: (decision: Decision, proposals: readonly Proposal[]) => void;
}

const DONE: Record<Decision, (number: number) => string> = {
  confirm: (number) => `${plural(number, 'later date rules', 'later dates rule')} now.`,
  keep: (number) => `${plural(number, 'earlier date', 'earlier dates')} kept.`,
};

/** What is ticked on the page, the note, and the way to the server; nothing that was refused is passed over. */
export function useDecisions(all: readonly Proposal[]): Decisions {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<DecideProposalsResponse['results']>([]);
  const send = useDecideProposals();
  const chosen = new Set(all.map(({ entryNumber }) => entryNumber).filter((number) => ticked.has(number)));
  const told = (decision: Decision, { results }: DecideProposalsResponse) => {
    const done = results.filter(({ outcome }) => outcome !== 'refused').length;
    setRefused(results.filter(({ outcome }) => outcome === 'refused'));
    setTicked(new Set());
    setNote('');
    if (done > 0) showDone(DONE[decision](done));
  };
  return {
    chosen,
    all,
    note,
    refused,
    isPending: send.isPending,
    error: send.error,
    setNote,
    choose: (entryNumber, isChosen) => {
      const next = new Set(chosen);
      if (isChosen) next.add(entryNumber);
      else next.delete(entryNumber);
      setTicked(next);
    },
    chooseAll: (isChosen) =>
      setTicked(new Set(isChosen ? all.slice(0, MOST_AT_ONCE).map(({ entryNumber }) => entryNumber) : [])),
    decide: (decision, proposals) =>
      send.mutate(
        {
          decision,
          proposals: proposals.map(({ entryNumber, proposed }) => ({ entryNumber, proposedDate: proposed.date })),
          ...(note.trim() !== '' && { note: note.trim() }),
        },
        { onSuccess: (answer) => told(decision, answer) },
      ),
  };
}
