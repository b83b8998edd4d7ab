import type { FirmReadiness } from '@capeline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Bones } from '../../ui/bones.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FirmChecks } from './firm-checks.tsx';
import { firmQuery } from './queries.ts';
import { ReportAges } from './report-ages.tsx';
import { Uploaders } from './uploaders.tsx';

/** What our own uploads and protests need, whoever the client is. */
export function FirmPage() {
  const { data, error, refetch } = useQuery(firmQuery);
  return (
    <>
      <PageHead title="Our firm" sub="What our own uploads and protests need, whoever the client is." />
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={4} height={110} /> : null}
      {data ? <Loaded firm={data} /> : null}
    </>
  );
}

function Loaded({ firm }: { firm: FirmReadiness }) {
  return (
    <div className="stack">
      <Answers firm={firm} />
      <div className="two">
        <FirmChecks firm={firm} />
        <div className="stack">
          <Uploaders firm={firm} />
          <ReportAges reports={firm.reports} />
        </div>
      </div>
    </div>
  );
}

const TONES = { yes: 'green', no: 'red', unknown: 'unknown' } as const;
const UPLOAD = { yes: 'can upload', no: 'cannot upload', unknown: 'upload unknown' } as const;
const PROTEST = { yes: 'We can protest', no: 'We cannot protest ourselves', unknown: 'Protests unknown' } as const;

/** The answers first: per filer code whether our file can go up today, and whether we can protest. */
function Answers({ firm }: { firm: FirmReadiness }) {
  return (
    <section className="panel row" aria-label="What we can do today">
      {firm.canUpload
        .filter(({ confirmed }) => confirmed)
        .map(({ filerCode, answer }) => (
          <Tag key={filerCode} tone={TONES[answer]}>
            {filerCode} {UPLOAD[answer]}
          </Tag>
        ))}
      <Tag tone={TONES[firm.canProtest]}>{PROTEST[firm.canProtest]}</Tag>
      <span className="grow" />
      <span className="dim">
        {firm.ready} of {firm.total} done
      </span>
    </section>
  );
}
