import type { ReportRunDate } from '@capeline/domain';
import { Button } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { count, fileSize } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useToday } from '../../ui/today.ts';
import { AsOfField } from './as-of-field.tsx';
import { useRefreshAfterImport } from './queries.ts';
import { proposeRunDate } from './run-date.ts';
import { type Upload, uploadReport } from './upload.ts';

/** Takes one report: file and its date. It is read, and waits for review. */
export function DropPanel() {
  const today = useToday();
  const navigate = useNavigate();
  const refresh = useRefreshAfterImport();
  const [file, setFile] = useState<File | null>(null);
  const [asOf, setAsOf] = useState(today);
  const [proposed, setProposed] = useState<ReportRunDate | null>(null);
  const take = async (dropped: File) => {
    const told = await proposeRunDate(dropped, today);
    setFile(dropped);
    setProposed(told);
    setAsOf(told?.on ?? today);
  };
  const [sent, setSent] = useState(0);
  const upload = useMutation({
    mutationFn: (what: Upload) => uploadReport(what, setSent),
    onSuccess: async ({ id, status }) => {
      await refresh();
      // An import that is past reading when the file has just arrived is an older one of the same bytes.
      await navigate(`/imports/${id}`, { state: { wasKnown: status === 'committed' || status === 'failed' } });
    },
  });
  return (
    <section className="panel stack" aria-label="Load a report">
      {file === null ? (
        <Dropzone
          className="drop"
          multiple={false}
          maxFiles={1}
          onDrop={([dropped]) => dropped && void take(dropped)}
          inputProps={{ 'aria-label': 'Choose an ES-003 file' }}
        >
          <IconFileSpreadsheet size={34} stroke={1.4} aria-hidden />
          <h2 style={{ margin: '6px 0 2px', fontSize: 15 }}>Drop an ES-003 here, or click to choose one</h2>
          <p className="dim">CSV or XLSX, as ACE wrote it. One report for the whole filer code holds all clients.</p>
        </Dropzone>
      ) : (
        <div className="row">
          <IconFileSpreadsheet size={28} stroke={1.5} aria-hidden />
          <div>
            <b>{file.name}</b>
            <div className="small dim">{fileSize(file.size)}</div>
          </div>
          <span className="grow" />
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconX size={14} />}
            disabled={upload.isPending}
            onClick={() => {
              upload.reset();
              setFile(null);
              setProposed(null);
              setAsOf(today);
            }}
          >
            Another file
          </Button>
        </div>
      )}
      <ProblemNote error={upload.error} />
      <div className="row" style={{ alignItems: 'flex-end', gap: 20 }}>
        <AsOfField today={today} value={asOf} proposed={file === null ? null : proposed} onChange={setAsOf} />
        <p className="small dim" style={{ maxWidth: 430 }}>
          Next you see what it would change. Nothing is on the board before you commit, and it can be undone.
        </p>
        <span className="grow" />
        <Button
          size="md"
          disabled={file === null}
          loading={upload.isPending && sent >= 1}
          onClick={() => file && upload.mutate({ file, asOf })}
        >
          Read the report
        </Button>
      </div>
      {upload.isPending ? (
        <div>
          <div className="meter" role="progressbar" aria-valuenow={Math.round(sent * 100)} aria-label="Upload">
            <i style={{ width: `${sent * 100}%` }} />
          </div>
          <p className="small dim" style={{ marginTop: 4 }}>
            {sent < 1 ? `Sending, ${count(Math.round(sent * 100))} %` : 'Sent. Keeping it with its hash…'}
          </p>
        </div>
      ) : null}
    </section>
  );
}
