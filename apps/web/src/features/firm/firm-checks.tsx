import type { FirmCheck, FirmCheckLine, FirmReadiness } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useCan } from '../../api/session.ts';
import { distance, longDate, shortDate } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { useToday } from '../../ui/today.ts';
import { STATUS_NAMES } from '../../ui/words.ts';
import { FIRM_STOP_NAMES } from './words.ts';

const FirmCheckDrawer = lazy(async () => ({ default: (await import('./firm-check-drawer.tsx')).FirmCheckDrawer }));

interface Recording {
  readonly check: FirmCheck;
  readonly line: FirmCheckLine;
}

/** The firm's checks, each with its lines. None implies another; none moves a clock. */
export function FirmChecks({ firm }: { firm: FirmReadiness }) {
  const [recording, setRecording] = useState<Recording | null>(null);
  const hasCodes = firm.canUpload.length > 0;
  return (
    <section className="panel" aria-label="Our checks">
      <div className="panel-head">
        <h2>Our checks. None implies another; none moves a clock.</h2>
      </div>
      {hasCodes ? null : (
        <p className="note-box">
          No filer code is known yet. Enter yours under <Link to="/settings">Settings</Link>, or load an ES-003: the
          codes in it appear here.
        </p>
      )}
      {firm.checks.map((check) => (
        <FirmCheckItem key={check.kind} check={check} onRecord={(line) => setRecording({ check, line })} />
      ))}
      {recording ? (
        <Suspense>
          <FirmCheckDrawer {...recording} onClose={() => setRecording(null)} />
        </Suspense>
      ) : null}
    </section>
  );
}

interface ItemProps {
  readonly check: FirmCheck;
  readonly onRecord: (line: FirmCheckLine) => void;
}

const isDone = ({ status }: { status: FirmCheck['status'] }) => status === 'ready' || status === 'not_applicable';

function FirmCheckItem({ check, onRecord }: ItemProps) {
  const single = check.lines.find(({ subject }) => subject === null);
  const open = check.lines.find(({ status, confirmed }) => confirmed && status === check.status);
  const isOpen = !isDone(check);
  if (check.lines.length === 0) return null;
  return (
    <div className="check">
      <Mark status={check.status} />
      <div>
        <div className="check-title">{check.title}</div>
        <p>{single ? <Story line={single} fallback={check.question} /> : check.question}</p>
        {isOpen && open?.nextAction ? <p className="next">→ {open.nextAction}</p> : null}
      </div>
      <div className="check-side">
        <span>
          <b className={check.status === 'blocked' || check.status === 'expired' ? 'red' : ''}>
            {STATUS_NAMES[check.status]}
          </b>
          {check.computed ? ', computed' : ''}
        </span>
        {isOpen ? (
          <span>
            {check.stops.length > 0
              ? `stops ${check.stops.map((stop) => FIRM_STOP_NAMES[stop]).join(' and ')}`
              : 'stops nothing'}
          </span>
        ) : null}
        {single ? <RecordButton check={check} line={single} onRecord={onRecord} /> : null}
      </div>
      {single ? null : (
        <ul
          className={`check-lines ${check.kind === 'backup_person' ? 'of-duties' : 'of-codes'}`}
          aria-label={`${check.title}, one by one`}
        >
          {check.lines.map((line) => (
            <li key={line.subject}>
              <Mark status={line.status} />
              <b>{line.label}</b>
              <span className="reason dim">
                <Story line={line} fallback={line.confirmed ? STATUS_NAMES[line.status] : ''} />
              </span>
              <RecordButton check={check} line={line} onRecord={onRecord} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Everything that explains a line: reason, evidence, people, dates. */
function Story({ line, fallback }: { line: FirmCheckLine; fallback: string }) {
  const today = useToday();
  const parts = [
    line.confirmed ? null : 'Seen in a report, not confirmed as ours.',
    line.reason,
    line.owner && line.backup ? `${line.owner.name}, stands in: ${line.backup.name}.` : null,
    line.evidenceNote,
    line.verifiedOn ? `Verified ${shortDate(line.verifiedOn, today)}.` : null,
    line.expiresOn ? `Expires ${longDate(line.expiresOn)}, ${distance(line.expiresOn, today)}.` : null,
  ].filter((part) => part !== null && part !== '');
  return <>{parts.length > 0 ? parts.join(' ') : fallback}</>;
}

function RecordButton({ check, line, onRecord }: ItemProps & { line: FirmCheckLine }) {
  const mayRecord = useCan('checks:write');
  if (!mayRecord || check.computed) return <span />;
  return (
    <Button size="compact-sm" variant="default" className="no-print" onClick={() => onRecord(line)}>
      Record
      <span className="visually-hidden">
        {' '}
        {check.title} {line.label ?? ''}
      </span>
    </Button>
  );
}
