import type { EvidenceFile } from '@capeline/contracts';
import { Dropzone } from '@mantine/dropzone';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useCan } from '../../api/session.ts';
import { Bones } from '../bones.tsx';
import { count } from '../format.ts';
import { ProblemNote } from '../problem-note.tsx';
import { EvidenceRow } from './evidence-row.tsx';
import { EvidenceViewer } from './evidence-viewer.tsx';
import { type EvidenceSubject, evidenceQuery, useAddEvidence } from './queries.ts';

interface EvidencePanelProps {
  readonly subject: EvidenceSubject;
  /** Says of each file what it is about: where the files of a whole client stand together. */
  readonly showsSubject?: boolean;
  /** Hears when a file is opened over whatever holds the panel, and when it is closed: Escape is then for the file. */
  readonly onViewing?: (isViewing: boolean) => void;
}

/** The files of the clipboard, for as long as the panel is there. */
function usePasted(take: (files: readonly File[]) => void, isOn: boolean): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    take(files);
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const listener = (event: ClipboardEvent) => onPaste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, [isOn]);
}

/** Evidence of one subject: what is there, and a place to drop, paste or choose more. */
export function EvidencePanel({ subject, showsSubject = false, onViewing }: EvidencePanelProps) {
  const mayAdd = useCan('checks:write');
  const { data, error, refetch } = useQuery(evidenceQuery(subject));
  const [sent, setSent] = useState(0);
  const [shownId, setShownId] = useState<string | null>(null);
  const add = useAddEvidence(subject, setSent);
  const show = (id: string | null) => {
    setShownId(id);
    onViewing?.(id !== null);
  };
  const take = (files: readonly File[]) => {
    if (files.length > 0 && !add.isPending) add.mutate(files);
  };
  usePasted(take, mayAdd);
  const files = data?.data ?? [];
  const shown: EvidenceFile | null = files.find(({ id }) => id === shownId) ?? null;
  return (
    <section className="stack evidence" aria-label="Evidence">
      <h3>Evidence</h3>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={48} /> : null}
      {files.length > 0 ? (
        <ul className="evidence-list">
          {files.map((file) => (
            <EvidenceRow key={file.id} file={file} showsSubject={showsSubject} onShow={() => show(file.id)} />
          ))}
        </ul>
      ) : null}
      {data?.nextCursor ? <p className="small dim">The newest {count(files.length)} are shown.</p> : null}
      {data && files.length === 0 && !mayAdd ? <p className="small dim">No files yet.</p> : null}
      {mayAdd ? (
        <Dropzone
          className="drop drop-small no-print"
          disabled={add.isPending}
          onDrop={take}
          inputProps={{ 'aria-label': 'Choose files as evidence' }}
        >
          <IconPaperclip size={18} stroke={1.5} aria-hidden /> Drop, paste or choose a file
          <span className="small dim">PDF, PNG, JPEG or a message saved as .eml, up to 20 MB. No bank data.</span>
        </Dropzone>
      ) : null}
      {add.isPending ? (
        <div className="meter" role="progressbar" aria-valuenow={Math.round(sent * 100)} aria-label="Upload">
          <i style={{ width: `${sent * 100}%` }} />
        </div>
      ) : null}
      <ProblemNote error={add.error} />
      <EvidenceViewer file={shown} onClose={() => show(null)} />
    </section>
  );
}
