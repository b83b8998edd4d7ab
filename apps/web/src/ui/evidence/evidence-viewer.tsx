import type { EvidenceFile } from '@capeline/contracts';
import { Button, Modal, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { useCan } from '../../api/session.ts';
import { Bones } from '../bones.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { DATE_FORMAT } from '../record/record-fields.tsx';
import { contentUrl, messageQuery, useUpdateEvidence } from './queries.ts';

/** A file as it is, shown inside the page: a picture, a paper, or what a message says. */
export function EvidenceViewer({ file, onClose }: { file: EvidenceFile | null; onClose: () => void }) {
  return (
    <Modal
      opened={file !== null}
      onClose={onClose}
      title={file?.fileName ?? 'Evidence'}
      size={900}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {file ? (
        <div className="stack">
          <Content file={file} />
          <About key={file.version} file={file} />
        </div>
      ) : null}
    </Modal>
  );
}

function Content({ file }: { file: EvidenceFile }) {
  const url = contentUrl(file.id);
  if (file.mediaType === 'message/rfc822') return <Message id={file.id} />;
  if (file.mediaType !== 'application/pdf') return <img className="evidence-picture" src={url} alt={file.fileName} />;
  // No sandbox attribute: Chromium starts no viewer inside one. The answer's own policy keeps the paper from everything else.
  return <iframe className="evidence-paper" title={file.fileName} src={url} />;
}

function Message({ id }: { id: string }) {
  const { data: message, error, refetch } = useQuery(messageQuery(id));
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (message === undefined) return <Bones rows={3} height={40} />;
  const lines = [
    ['From', message.from],
    ['To', message.to],
    ['Copy', message.cc],
    ['Date', message.date],
    ['Subject', message.subject],
    ['Attachments', message.attachments.join(', ') || null],
  ] as const;
  return (
    <>
      <dl className="facts">
        {lines.map(([name, value]) =>
          value === null ? null : (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
      <pre className="mail-text" tabIndex={0}>
        {message.text || 'This message has no text.'}
      </pre>
      {message.isCut ? <p className="small dim">Not all of it is shown. Save the file to read the rest.</p> : null}
    </>
  );
}

/** Note and expiry, and the file to keep. */
function About({ file }: { file: EvidenceFile }) {
  const mayChange = useCan('checks:write');
  const update = useUpdateEvidence(file);
  const [note, setNote] = useState(file.note ?? '');
  const [expiresOn, setExpiresOn] = useState(file.expiresOn);
  const save = (
    <a className="link" href={`${contentUrl(file.id)}?download=true`}>
      Save the file
    </a>
  );
  if (!mayChange) return save;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        update.mutate({ note: note.trim() || null, expiresOn });
      }}
    >
      <ProblemNote error={update.error} shownFields={['note', 'expiresOn']} />
      <Textarea
        label="What it shows"
        autosize
        minRows={1}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={issueAt(update.error, 'note')}
      />
      <DateInput
        label="Holds until"
        valueFormat={DATE_FORMAT}
        clearable
        value={expiresOn}
        onChange={setExpiresOn}
        error={issueAt(update.error, 'expiresOn')}
      />
      <div className="row end">
        {save}
        <span className="grow" />
        <Button type="submit" loading={update.isPending}>
          Keep note and date
        </Button>
      </div>
    </form>
  );
}
