import type { ReportMappingResponse } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan, useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { DANGER } from '../../ui/danger.ts';
import { instant, plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { reportLayoutsQuery, useForgetLayout } from './queries.ts';

/** Layouts of reports that somebody explained once. */
export function ReportLayouts() {
  const { data, error, refetch } = useQuery(reportLayoutsQuery);
  return (
    <section className="panel stack" aria-label="Report layouts" id="report-layouts">
      <div>
        <h2>Report layouts</h2>
        <p className="dim">Files whose columns your firm explained once. Those that ACE writes are known without it.</p>
      </div>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={1} height={36} /> : null}
      {data?.data.length === 0 ? (
        <p className="dim">None yet. When a file’s headers are not known, its page asks what they hold.</p>
      ) : null}
      {data?.data.map((layout) => (
        <Layout key={layout.id} layout={layout} />
      ))}
    </section>
  );
}

function Layout({ layout }: { layout: ReportMappingResponse }) {
  const { organization } = useMe();
  const mayImport = useCan('imports:write');
  const [sure, setSure] = useState(false);
  const forget = useForgetLayout();
  const made = `${instant(layout.createdAt, organization.timeZone)}${layout.createdBy ? `, ${layout.createdBy}` : ''}`;
  return (
    <div className="row" style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <div className="grow">
        <b style={{ overflowWrap: 'anywhere' }}>{layout.fileName}</b>
        <div className="small dim">
          {plural(layout.columns.length, 'column')}: {layout.columns.map(({ header }) => header).join(', ')}
        </div>
        <div className="small faint">explained {made}</div>
      </div>
      {mayImport && !sure ? (
        <Button variant="default" size="xs" onClick={() => setSure(true)} aria-label={`Forget ${layout.fileName}`}>
          Forget
        </Button>
      ) : null}
      {sure ? (
        <>
          <span className="small dim">The next such file asks again; what was read stays.</span>
          <Button size="xs" color={DANGER} loading={forget.isPending} onClick={() => forget.mutate(layout.id)}>
            Forget it
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setSure(false)}>
            Keep
          </Button>
        </>
      ) : null}
    </div>
  );
}
