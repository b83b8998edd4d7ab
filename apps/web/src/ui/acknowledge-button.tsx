import type { Deadline } from '@capeline/contracts';
import { Button, Popover, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../api/http.ts';
import { useCan, useMe } from '../api/session.ts';
import { instant } from './format.ts';
import { ProblemNote } from './problem-note.tsx';
import { showDone, showProblem, showUndo } from './toasts.ts';
import { tierName } from './words.ts';

function useAcknowledge(id: string) {
  const cache = useQueryClient();
  const refresh = () =>
    Promise.all(
      [['deadlines'], ['deadline', id], ['alerts'], ['board'], ['clients']].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    );
  const takeBack = async (acknowledgedAt: string) => {
    try {
      await request(`deadlines/${id}/acknowledge/undo`, { method: 'POST', body: { acknowledgedAt } });
      showDone('Taken back. The alert waits again.');
    } catch (error) {
      showProblem(error);
    }
    await refresh();
  };
  return useMutation({
    mutationFn: (note: string) =>
      request<Deadline>(`deadlines/${id}/acknowledge`, {
        method: 'POST',
        body: note.trim() === '' ? {} : { note: note.trim() },
      }),
    onSuccess: async ({ acknowledged }) => {
      const at = acknowledged?.at;
      const said = 'Acknowledged. The next tier asks again.';
      if (at === undefined) showDone(said);
      else showUndo(said, () => void takeBack(at));
      await refresh();
    },
  });
}

/** Says that somebody has taken note. Acknowledged is not done: the ladder resumes at the next tier. */
export function AcknowledgeButton({ deadline }: { deadline: Pick<Deadline, 'id' | 'acknowledged' | 'openAlertTier'> }) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const { organization } = useMe();
  const may = useCan('deadlines:write');
  const acknowledge = useAcknowledge(deadline.id);
  if (deadline.openAlertTier === null) {
    const { acknowledged } = deadline;
    if (!acknowledged) return null;
    return (
      <p className="small dim">
        Acknowledged by {acknowledged.by}, {instant(acknowledged.at, organization.timeZone)}
        {acknowledged.note ? `: ${acknowledged.note}` : ''}
      </p>
    );
  }
  if (!may) return <p className="small dim">Alert open: {tierName(deadline.openAlertTier)}</p>;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={320}
      position="bottom-start"
      withArrow
      trapFocus
      hideDetached={false}
      shadow="md"
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="light"
          className="no-print"
          style={{ justifySelf: 'start' }}
          onClick={() => setOpen(!open)}
        >
          Acknowledge
          <span className="visually-hidden"> the {tierName(deadline.openAlertTier).toLowerCase()} alert</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            acknowledge.mutate(note, { onSuccess: () => setOpen(false) });
          }}
        >
          <ProblemNote error={acknowledge.error} />
          <Textarea
            label="Note"
            description="What is being done, by whom."
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" loading={acknowledge.isPending}>
            Acknowledge
          </Button>
          <p className="small faint">This closes nothing. The next tier alerts again.</p>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
