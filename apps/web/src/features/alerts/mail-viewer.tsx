import type { MailDetail } from '@capeline/contracts';
import { Modal, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { instant } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { MailState } from './mail-state.tsx';
import { mailQuery } from './queries.ts';
import { SendAgainButton } from './send-again-button.tsx';

/** A mail as it was rendered, and what became of it. */
export function MailViewer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { data: mail, error, refetch } = useQuery({ ...mailQuery(id ?? ''), enabled: id !== null });
  return (
    <Modal opened={id !== null} onClose={onClose} title={mail?.subject ?? 'Mail'} size={860} centered>
      {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!mail && !error ? <Bones rows={3} height={80} /> : null}
      {mail ? <Mail mail={mail} /> : null}
    </Modal>
  );
}

function Mail({ mail }: { mail: MailDetail }) {
  const { organization } = useMe();
  const [view, setView] = useState('html');
  return (
    <div className="stack">
      <dl className="facts">
        <dt>To</dt>
        <dd>{mail.recipient}</dd>
        <dt>Delivery</dt>
        <dd>
          <div className="row" style={{ gap: 8 }}>
            <MailState status={mail.status} /> {mail.acceptedAt ? instant(mail.acceptedAt, organization.timeZone) : ''}
            <SendAgainButton mail={mail} />
          </div>
        </dd>
        {mail.smtpResponse ? (
          <>
            <dt>Server said</dt>
            <dd>
              <code>{mail.smtpResponse}</code>
            </dd>
          </>
        ) : null}
        {mail.lastError ? (
          <>
            <dt>Error</dt>
            <dd className="red">{mail.lastError}</dd>
          </>
        ) : null}
        <dt>Message-ID</dt>
        <dd>
          <code>{mail.messageId}</code>
        </dd>
      </dl>
      <SegmentedControl
        size="xs"
        value={view}
        onChange={setView}
        data={[
          { value: 'html', label: 'As sent' },
          { value: 'text', label: 'Text part' },
        ]}
      />
      {view === 'html' ? (
        // An empty sandbox: no scripts, no forms, no way out of the frame.
        <iframe className="mail-frame" title="The mail" sandbox="" srcDoc={mail.htmlBody} />
      ) : (
        <pre className="mail-text">{mail.textBody}</pre>
      )}
    </div>
  );
}
