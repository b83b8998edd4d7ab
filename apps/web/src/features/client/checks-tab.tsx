import type { Check, ClientDetail } from '@capeline/contracts';
import { articleOfCheck } from '@capeline/domain';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Bones } from '../../ui/bones.tsx';
import { Mark } from '../../ui/mark.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { CHECK_NAMES } from '../../ui/words.ts';
import { CheckItem } from './check-item.tsx';
import { NextClock } from './next-clock.tsx';
import { checksQuery } from './queries.ts';
import type { Recording } from './recording.ts';

const RecordDrawer = lazy(async () => ({ default: (await import('./record-drawer.tsx')).RecordDrawer }));

const ArticleDrawer = lazy(async () => ({
  default: (await import('../../ui/knowledge/article-drawer.tsx')).ArticleDrawer,
}));

const isDone = ({ status }: Check) => status === 'ready' || status === 'not_applicable';
const URGENCY: readonly Check['status'][] = ['blocked', 'expired', 'in_progress', 'unknown', 'ready', 'not_applicable'];
const byUrgency = (a: Check, b: Check) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status);

/** Open checks first, what is done folded into one line. None implies another; none moves a clock. */
export function ChecksTab({ client }: { client: ClientDetail }) {
  const { data, error, refetch } = useQuery(checksQuery(client.id));
  const [recording, setRecording] = useState<Recording | null>(null);
  const [explained, setExplained] = useState<Check | null>(null);
  const [showDone, setShowDone] = useState(false);
  const checks = data?.data ?? [];
  const open = checks.filter((check) => !isDone(check)).sort(byUrgency);
  const done = checks.filter(isDone);
  return (
    <div className="two">
      <section className="panel" aria-label="Checks">
        <div className="panel-head">
          <h2>
            {open.length === 0 && data
              ? 'All checks are done.'
              : 'Open checks. None implies another; none moves a clock.'}
          </h2>
          <Segments checks={checks} />
        </div>
        {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Bones rows={5} height={64} /> : null}
        {open.map((check) => (
          <CheckItem key={check.kind} check={check} onRecord={setRecording} onExplain={setExplained} />
        ))}
        {done.length > 0 ? (
          <div className="check">
            <Mark status="ready" />
            <div>
              <button
                type="button"
                className="link check-title"
                aria-expanded={showDone}
                onClick={() => setShowDone(!showDone)}
              >
                {done.length} checks done{' '}
                {showDone ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
              </button>
              <p>{done.map(({ kind }) => CHECK_NAMES[kind]).join(' · ')}</p>
            </div>
          </div>
        ) : null}
        {showDone
          ? done.map((check) => (
              <CheckItem key={check.kind} check={check} onRecord={setRecording} onExplain={setExplained} />
            ))
          : null}
      </section>
      <NextClock client={client} />
      {recording ? (
        <Suspense>
          <RecordDrawer clientId={client.id} recording={recording} onClose={() => setRecording(null)} />
        </Suspense>
      ) : null}
      {explained ? (
        <Suspense>
          <ArticleDrawer id={articleOfCheck(explained.kind)} onClose={() => setExplained(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}

const SEGMENT = {
  blocked: 'no',
  expired: 'no',
  in_progress: 'wait',
  unknown: 'unknown',
  ready: '',
  not_applicable: '',
} as const;

function Segments({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  const ready = checks.filter(isDone).length;
  return (
    <span className="aside">
      <span className="segments" aria-hidden>
        {checks.map(({ kind, status }) => (
          <i key={kind} className={SEGMENT[status]} />
        ))}
      </span>
      {ready} of {checks.length}
    </span>
  );
}
