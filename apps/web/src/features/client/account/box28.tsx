import type { AttestedBox28 } from '@capeline/contracts';
import { Button, Select, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt, request } from '../../../api/http.ts';
import { plural } from '../../../ui/format.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { showDone } from '../../../ui/toasts.ts';
import { YES_OR_NO } from './fact-fields.ts';

interface Box28Props {
  readonly clientId: string;
  readonly importerNumber: string;
}

const ANSWERS: Readonly<Record<string, boolean | null>> = { yes: true, no: false, unknown: null };

/** The other condition under which CBP pays a notify party, said of all entries that we filed. One entry alone is corrected on its own page. */
export function Box28({ clientId, importerNumber }: Box28Props) {
  const cache = useQueryClient();
  const [answer, setAnswer] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const record = useMutation({
    mutationFn: () =>
      request<AttestedBox28>(`clients/${clientId}/box-28`, {
        method: 'POST',
        body: { importerNumber, namesParty: ANSWERS[answer ?? ''] ?? null, filedBy: 'us', evidence: { note } },
      }),
    onSuccess: async ({ entryCount }) => {
      showDone(`Box 28 recorded of ${plural(entryCount, 'entry', 'entries')}.`);
      const keys = [['client', clientId], ['clients'], ['board'], ['entries'], ['entry']];
      await Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
  return (
    <form
      className="fact-history stack"
      aria-label="Box 28 of our entries"
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate();
      }}
    >
      <h3>Box 28 of the entries that we filed</h3>
      <p className="small dim">
        CBP pays a notify party only if it is on file and stands in box 28 of the entry summary. No report tells that:
        say it here of all entries of this number under our filer codes, or of one entry on its own page.
      </p>
      <ProblemNote error={record.error} shownFields={['evidence']} />
      <Select
        label="Box 28 names the party"
        placeholder="Choose"
        data={YES_OR_NO}
        allowDeselect={false}
        value={answer}
        onChange={setAnswer}
      />
      <Textarea
        label="What was seen, and where"
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={issueAt(record.error, 'evidence')}
      />
      <div className="row end">
        <Button
          type="submit"
          variant="default"
          loading={record.isPending}
          disabled={answer === null || note.trim() === ''}
        >
          Record for all our entries
        </Button>
      </div>
    </form>
  );
}
