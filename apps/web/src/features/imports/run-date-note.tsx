import type { ImportResponse } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';
import { useCan } from '../../api/session.ts';
import { longDate } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';

const UNDECIDED: readonly string[] = ['reviewable', 'needs_mapping'];

function useDateImport(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (asOf: string) => request(`imports/${id}`, { method: 'PATCH', body: { asOf } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['import', id] }),
  });
}

/** Before anything is committed: the file names another day than the one under which it was loaded. */
export function RunDateNote({ report }: { report: ImportResponse }) {
  const mayImport = useCan('imports:write');
  const date = useDateImport(report.id);
  const { runDate, asOf, status } = report;
  if (runDate === null || runDate.on === asOf || !UNDECIDED.includes(status)) return null;
  const says = runDate.source === 'content' ? 'The file says that it was run on' : 'By its name the file was run on';
  return (
    <section className="note-box row" aria-label="The report’s date">
      <div className="grow">
        <b>
          {says} {longDate(runDate.on)}.
        </b>{' '}
        It was loaded as ACE of {longDate(asOf)}. Which facts are newer depends on it: an older report never overrules a
        newer one.
        <ProblemNote error={date.error} />
      </div>
      {mayImport ? (
        <Button variant="default" loading={date.isPending} onClick={() => date.mutate(runDate.on)}>
          Use {longDate(runDate.on)}
        </Button>
      ) : null}
    </section>
  );
}
