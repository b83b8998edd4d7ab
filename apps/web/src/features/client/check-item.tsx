import type { Check, CheckLine } from '@capeline/contracts';
import { CHECK_DEFINITIONS } from '@capeline/domain';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useCan } from '../../api/session.ts';
import { distance, longDate, shortDate } from '../../ui/format.ts';
import { Mark } from '../../ui/mark.tsx';
import { useToday } from '../../ui/today.ts';
import { Unverified } from '../../ui/unverified.tsx';
import { CHECK_NAMES, STATUS_NAMES, STOPS_NAMES, WAITING_NAMES } from '../../ui/words.ts';
import type { Recording } from './recording.ts';

interface CheckItemProps {
  readonly check: Check;
  readonly onRecord: (recording: Recording) => void;
  /** Opens the article about the check. */
  readonly onExplain: (check: Check) => void;
}

/** Everything but our own margin text that explains a line: reason, evidence, dates. */
function storyOf(line: CheckLine, today: string): string {
  const parts = [
    line.reason,
    line.basis === 'facts' && line.evidenceNote ? `Noted before: “${line.evidenceNote}”` : line.evidenceNote,
    line.verifiedOn ? `Verified ${shortDate(line.verifiedOn, today)}.` : null,
    line.expiresOn ? `Expires ${longDate(line.expiresOn)}, ${distance(line.expiresOn, today)}.` : null,
  ];
  return parts.filter((part) => part !== null && part !== '').join(' ');
}

/** One check: its state, what it stops, why, and the next action in words. */
export function CheckItem({ check, onRecord, onExplain }: CheckItemProps) {
  const today = useToday();
  const mayRecord = useCan('checks:write') && !check.computed;
  const single = check.lines.length === 1 ? check.lines[0] : undefined;
  const nextAction = check.nextAction ?? single?.nextAction ?? null;
  const { expiry } = CHECK_DEFINITIONS[check.kind];
  const story = single ? storyOf(single, today) : '';
  return (
    <div className="check">
      <Mark status={check.status} />
      <div>
        <div className="check-title">
          {check.title}
          {single?.importerNumberMasked ? ` · ${single.importerNumberMasked}` : ''}
        </div>
        <p>{story !== '' ? story : check.question}</p>
        {nextAction ? <p className="next">→ {nextAction}</p> : null}
        {check.facts.length > 0 ? (
          <p className="small">
            {check.lines.some(({ factsStatus }) => factsStatus !== null)
              ? 'Follows from what is known of the '
              : 'Nobody recorded facts for it yet: '}
            <Link className="link" to="?tab=account" preventScrollReset>
              account
            </Link>
          </p>
        ) : null}
        {expiry && !expiry.verified && !check.computed ? (
          <p className="small">
            Holds {expiry.days} days once seen. <Unverified source={expiry.source} />
          </p>
        ) : null}
        <p className="small no-print">
          <button type="button" className="link" onClick={() => onExplain(check)}>
            How this works<span className="visually-hidden">: {check.title}</span>
          </button>
        </p>
        {check.needsFirst.length > 0 && check.status !== 'ready' ? (
          <p className="small">Usually needs first: {check.needsFirst.map((kind) => CHECK_NAMES[kind]).join(', ')}</p>
        ) : null}
      </div>
      <div className="check-side">
        <span>
          <b className={check.status === 'blocked' || check.status === 'expired' ? 'red' : ''}>
            {STATUS_NAMES[check.status]}
          </b>
          {check.computed ? ', computed' : ''}
        </span>
        {check.stops.length > 0 && check.status !== 'ready' && check.status !== 'not_applicable' ? (
          <span>stops {check.stops.map((stop) => STOPS_NAMES[stop]).join(' and ')}</span>
        ) : null}
        {single ? <Waiting line={single} today={today} /> : null}
        {mayRecord ? (
          <Button
            size="compact-sm"
            variant="default"
            className="no-print"
            onClick={() => onRecord({ check, importerNumber: null })}
          >
            Record
            <span className="visually-hidden"> {check.title}</span>
          </Button>
        ) : null}
      </div>
      {check.lines.length > 1 ? (
        <ul className="check-lines" aria-label={`${check.title}, by importer number`}>
          {check.lines.map((line) => (
            <li key={line.importerNumber ?? line.importerNumberMasked ?? 'client'}>
              <Mark status={line.status} />
              <b className="entry-no">{line.importerNumberMasked ?? 'Client'}</b>
              <span className="reason dim">{storyOf(line, today) || line.nextAction || STATUS_NAMES[line.status]}</span>
              <span className="row">
                <Waiting line={line} today={today} />
                {mayRecord && line.importerNumber !== null ? (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    className="no-print"
                    onClick={() => onRecord({ check, importerNumber: line.importerNumber })}
                  >
                    Record
                  </Button>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Waiting({ line, today }: { line: CheckLine; today: string }) {
  const parts = [
    line.owner ? line.owner.initials : null,
    line.waitingOn ? `waiting on ${WAITING_NAMES[line.waitingOn]}` : null,
    line.waitingOn && line.waitingSince ? `since ${shortDate(line.waitingSince, today)}` : null,
    line.chaseOn && line.chaseOn > today ? `ask again ${shortDate(line.chaseOn, today)}` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  const isLate = line.chaseOn !== null && line.chaseOn <= today;
  return (
    <span className="small faint">
      {parts.join(' · ')}
      {isLate ? <b className="red"> · ask again now</b> : null}
    </span>
  );
}
