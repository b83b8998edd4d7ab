import type { ImportResponse } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useNavigate } from 'react-router';
import { plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showDone } from '../../ui/toasts.ts';
import { useCommitImport, useUndoImport } from './queries.ts';

/** A report that was read and waits: commit it or discard it. */
export function ReviewPanel({ report }: { report: ImportResponse }) {
  const commit = useCommitImport(report.id);
  const discard = useUndoImport(report.id);
  const navigate = useNavigate();
  const entries = report.counts.entriesCreated + report.counts.entriesUpdated;
  return (
    <section className="panel row" aria-label="Review">
      <div className="grow">
        <h2>Look it over, then commit</h2>
        <p className="dim">
          Readable entries go onto the board in one step. An entry with an unreadable row stays as “needs data”. You can
          undo it afterwards.
        </p>
        <ProblemNote error={commit.error ?? discard.error} />
      </div>
      <Button
        size="md"
        variant="default"
        loading={discard.isPending}
        disabled={commit.isPending}
        onClick={() =>
          discard.mutate(undefined, {
            onSuccess: async () => {
              showDone('Discarded. Nothing of it was on the board; the same file can be loaded again.');
              await navigate('/imports');
            },
          })
        }
      >
        Discard
      </Button>
      <Button size="md" loading={commit.isPending} disabled={discard.isPending} onClick={() => commit.mutate()}>
        {entries > 0 ? `Commit ${plural(entries, 'entry', 'entries')}` : 'Commit'}
      </Button>
    </section>
  );
}
