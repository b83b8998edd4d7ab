import type { ImportResponse } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { useCan, useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { count, fileSize, instant, longDate, plural } from '../../ui/format.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CoachPanel } from './coach-panel.tsx';
import { DiffPanel } from './diff-panel.tsx';
import { ImportCounts } from './import-counts.tsx';
import { ImportState } from './import-state.tsx';
import { IssuesTable } from './issues-table.tsx';
import { MappingPanel } from './mapping-panel.tsx';
import { importQuery, isWorking, useRefreshAfterImport } from './queries.ts';
import { ReviewPanel } from './review-panel.tsx';
import { RunDateNote } from './run-date-note.tsx';
import { UndoneNote } from './undone-note.tsx';

const UndoDialog = lazy(async () => ({ default: (await import('./undo-dialog.tsx')).UndoDialog }));

/** One import: how far it is, what came out, what could not be read and how to cure it. */
export function ImportPage() {
  const { id = '' } = useParams();
  const { data: report, error, refetch } = useQuery(importQuery(id));
  useRefreshWhenCommitted(report);
  const mayImport = useCan('imports:write');
  const [isUndoing, setUndoing] = useState(false);
  if (!report) {
    return (
      <>
        <PageHead title="Import" />
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Bones rows={3} height={90} />}
      </>
    );
  }
  return (
    <>
      <PageHead
        title="Import"
        sub={
          <span className="row" style={{ gap: 10, flexWrap: 'nowrap', alignItems: 'baseline' }}>
            <ImportState status={report.status} />
            <span>
              {report.fileName} · {fileSize(report.sizeBytes)} · ACE as of {longDate(report.asOf)}
              {report.layout ? ` · ${LAYOUTS[report.layout] ?? report.layout}` : ''}
            </span>
          </span>
        }
      >
        {report.status === 'committed' ? (
          <>
            {mayImport ? (
              <Button variant="default" onClick={() => setUndoing(true)}>
                Undo
              </Button>
            ) : null}
            <Button component={Link} to="/">
              Open the board
            </Button>
          </>
        ) : null}
      </PageHead>
      <div className="stack">
        <Known report={report} />
        {isWorking(report.status) ? <Reading report={report} /> : null}
        <RunDateNote report={report} />
        {report.status === 'needs_mapping' ? <MappingPanel report={report} /> : <ImportProblem report={report} />}
        {report.status === 'reviewable' && mayImport ? <ReviewPanel report={report} /> : null}
        <UndoneNote report={report} />
        {report.counts.rowsRead > 0 && !isWorking(report.status) ? <ImportCounts report={report} /> : null}
        {isWorking(report.status) ? null : <DiffPanel report={report} />}
        {isWorking(report.status) ? null : <CoachPanel report={report} />}
        {report.issueCounts.errors + report.issueCounts.warnings > report.coaching.length &&
        !isWorking(report.status) ? (
          <IssuesTable report={report} />
        ) : null}
      </div>
      {isUndoing ? (
        <Suspense>
          <UndoDialog report={report} onClose={() => setUndoing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

const LAYOUTS: Record<string, string> = {
  broker: 'ES-003 in the broker’s layout',
  default: 'ES-003 in ACE’s own layout',
  extended: 'ES-003 in ACE’s extended layout',
  mapped: 'a layout that your firm explained',
  custom: 'ES-003 with columns of your own choice',
};

/** The same bytes twice are one import: says so, or the person waits for something that does not happen. */
function Known({ report }: { report: ImportResponse }) {
  const { organization } = useMe();
  const state: unknown = useLocation().state;
  const wasKnown = typeof state === 'object' && state !== null && 'wasKnown' in state && state.wasKnown === true;
  if (!wasKnown) return null;
  return (
    <div className="note-box" role="status">
      <b>This very file was loaded before,</b> {instant(report.createdAt, organization.timeZone)}. Nothing was read
      again; here is what came out then.
    </div>
  );
}

function useRefreshWhenCommitted(report: ImportResponse | undefined): void {
  const refresh = useRefreshAfterImport();
  const before = useRef<string | null>(null);
  const status = report?.status ?? null;
  useEffect(() => {
    if (before.current !== null && before.current !== status && status === 'committed') void refresh();
    before.current = status;
  }, [status, refresh]);
}

function Reading({ report }: { report: ImportResponse }) {
  const { done, total } = report.progress;
  const part = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  const verb =
    report.status === 'committing' ? 'Committing' : report.status === 'received' ? 'Waiting for the reader' : 'Reading';
  return (
    <section className="panel" aria-label="Progress" aria-live="polite">
      <div className="panel-head">
        <h2>{verb}</h2>
        <span className="aside">
          {fileSize(done)} of {fileSize(total)}
          {report.counts.rowsRead > 0 && !isWorking(report.status) ? ` · ${plural(report.counts.rowsRead, 'row')}` : ''}
        </span>
      </div>
      <div className="meter" role="progressbar" aria-valuenow={Math.round(part)} aria-label={verb}>
        <i style={{ width: `${Math.max(2, part)}%` }} />
      </div>
      <p className="small dim" style={{ marginTop: 8 }}>
        You may leave this page; it goes on. Nothing shows on the board until all readable entries are in.
      </p>
    </section>
  );
}

function ImportProblem({ report }: { report: ImportResponse }) {
  const { problem } = report;
  if (!problem) return null;
  const place = [
    problem.row === null ? null : `row ${count(problem.row)}`,
    problem.column ? `column “${problem.column}”` : null,
  ].filter((part) => part !== null);
  return (
    <div className="problem" role="alert">
      <b>
        {problem.detail}
        {place.length > 0 ? ` (${place.join(', ')})` : ''}
      </b>
      <span>
        <b style={{ color: 'inherit' }}>What to do:</b> {problem.cure}
      </span>
      <span className="small dim">Nothing of this file is on the board.</span>
      <div>
        <Link className="link" to="/imports">
          Load another file
        </Link>
      </div>
    </div>
  );
}
