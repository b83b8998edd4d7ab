import type { MailDetail, MailSummary } from '@capeline/contracts';
import { Button, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/http.ts';
import { useCan, useMe } from '../../api/session.ts';
import { longDate } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showDone } from '../../ui/toasts.ts';

const GIVEN_UP: ReadonlySet<MailSummary['status']> = new Set(['failed', 'not_configured']);

function useSendAgain(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request<MailDetail>(`mails/${id}/resend`, { method: 'POST' }),
    onSuccess: async ({ recipient }) => {
      showDone(`On its way to ${recipient} again. This log will say what the mail server answers.`);
      await Promise.all([['alerts'], ['mail', id], ['board']].map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
}

/** Sends a message again that was given up, once the person has read what that means; a mail that has left cannot be taken back. */
export function SendAgainButton({ mail }: { mail: MailSummary }) {
  const [open, setOpen] = useState(false);
  const { mailConfigured } = useMe();
  const may = useCan('deadlines:write');
  const sendAgain = useSendAgain(mail.id);
  if (!GIVEN_UP.has(mail.status) || !mailConfigured || !may) return null;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={340}
      position="bottom-start"
      withArrow
      trapFocus
      hideDetached={false}
      shadow="md"
    >
      <Popover.Target>
        <Button size="xs" variant="light" className="no-print" onClick={() => setOpen(!open)}>
          Send again
          <span className="visually-hidden"> to {mail.recipient}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack tight">
          <ProblemNote error={sendAgain.error} />
          <p className="small">
            Goes to <b>{mail.recipient}</b> as it was written for {longDate(mail.businessDate)}; the board says what
            holds today.
          </p>
          {mail.mayHaveArrived ? (
            <p className="small">
              <b>It may have arrived already:</b> the mail server took it and never answered. It keeps its Message-ID,
              so a mailbox that has it can tell.
            </p>
          ) : null}
          <Button
            size="xs"
            loading={sendAgain.isPending}
            onClick={() => sendAgain.mutate(undefined, { onSuccess: () => setOpen(false) })}
          >
            Send it again
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
