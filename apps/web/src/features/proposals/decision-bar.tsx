import { formatEntryNumber } from '@capeline/domain';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Decisions } from './use-decisions.ts';

/** The decision about everything ticked, with a note for the audit trail, and what of the last one was refused. */
export function DecisionBar({ decisions }: { decisions: Decisions }) {
  const { all, chosen, note, isPending, error, refused, setNote, chooseAll, decide } = decisions;
  const ticked = all.filter(({ entryNumber }) => chosen.has(entryNumber));
  return (
    <section className="panel stack tight no-print" aria-label="Decide">
      <div className="row decision" style={{ gap: 14, alignItems: 'flex-end' }}>
        <Checkbox
          label={ticked.length === 0 ? 'Choose all' : plural(ticked.length, 'entry chosen', 'entries chosen')}
          checked={ticked.length > 0 && ticked.length === all.length}
          indeterminate={ticked.length > 0 && ticked.length < all.length}
          onChange={(event) => chooseAll(event.currentTarget.checked)}
          mb={8}
        />
        <TextInput
          className="grow"
          label="Note for the audit trail"
          placeholder="For example: bulletin notice of 6 March seen"
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={ticked.length === 0}
          loading={isPending}
          onClick={() => decide('keep', ticked)}
        >
          Keep earlier dates
        </Button>
        <Button disabled={ticked.length === 0} loading={isPending} onClick={() => decide('confirm', ticked)}>
          Confirm later dates
        </Button>
      </div>
      <ProblemNote error={error} />
      {refused.length > 0 ? (
        <div className="problem" role="alert">
          <b>{plural(refused.length, 'entry was', 'entries were')} not changed:</b>
          {refused.map(({ entryNumber, problem }) => (
            <span key={entryNumber}>
              {formatEntryNumber(entryNumber)}: {problem?.detail}
            </span>
          ))}
        </div>
      ) : null}
    </section>
  );
}
