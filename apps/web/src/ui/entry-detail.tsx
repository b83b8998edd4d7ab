import type { EntryDetail } from '@capeline/contracts';
import { describeDataNeed, IEEPA_HTS_RULE } from '@capeline/domain';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { entryQuery } from '../api/lists.ts';
import { useMe } from '../api/session.ts';
import { Arithmetic } from './arithmetic.tsx';
import { Bones } from './bones.tsx';
import { Due } from './due.tsx';
import { factName, factValue } from './fact-words.ts';
import { instant, longDate, money } from './format.ts';
import { ProblemNote } from './problem-note.tsx';
import { ProvisionalNote } from './provisional-note.tsx';
import { ScrollX } from './scroll-x.tsx';
import { Tag } from './tag.tsx';
import { useToday } from './today.ts';
import { Unverified } from './unverified.tsx';
import { useRecent } from './use-recent.ts';
import { ANOTHER_FILER, KIND_NAMES, LIQUIDATION_NAMES } from './words.ts';

/** What `ProvisionalNote` says in full. */
const SAID_BY_PROVISIONAL_NOTE = 'liquidation.past_date_without_status';

/** One entry: facts, clocks with their arithmetic, lines. */
export function EntryDetailView({ entryNumber }: { entryNumber: string }) {
  const { data: entry, error, refetch } = useQuery(entryQuery(entryNumber));
  useRecent('entry', `/entries/${entryNumber}`, entry?.formatted);
  if (error && !entry) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!entry) return <Bones rows={5} height={60} />;
  return (
    <div className="stack">
      {entry.needsData && entry.needsData !== SAID_BY_PROVISIONAL_NOTE ? <DataNeedNote code={entry.needsData} /> : null}
      <ProvisionalNote clocks={entry.provisionalDeadlines} />
      {entry.goneSince ? (
        <div className="note-box">
          <b>Gone from the newest report.</b> ACE’s report of {longDate(entry.goneSince)} for this importer does not
          have it. Its clocks run on until a person knows why: look it up in ACE.
        </div>
      ) : null}
      {entry.liquidation.proposed ? (
        <div className="note-box">
          <b>
            A later liquidation date was reported
            {entry.liquidation.proposed.date ? `: ${longDate(entry.liquidation.proposed.date)}` : ''}
          </b>
          <div className="dim">
            From {entry.liquidation.proposed.source}. Until somebody confirms it, the earlier date rules.{' '}
            <Link className="link" to={`/proposals?clientId=${entry.clientId}`}>
              Decide
            </Link>
          </div>
        </div>
      ) : null}
      <Facts entry={entry} />
      <Clocks entry={entry} />
      <Evidence entry={entry} />
      <Lines entry={entry} />
    </div>
  );
}

/** Why the entry cannot be relied on yet, and what ends it. */
function DataNeedNote({ code }: { code: string }) {
  const { what, cure } = describeDataNeed(code);
  return (
    <div className="note-box">
      <b>Needs data.</b> {what} <span className="dim">{cure}</span>
    </div>
  );
}

const orUnknown = (value: string | null) => value ?? 'unknown';

function Facts({ entry }: { entry: EntryDetail }) {
  const { liquidation, reconciliation, protest } = entry;
  return (
    <dl className="facts">
      <dt>Client</dt>
      <dd>
        <Link className="link" to={`/clients/${entry.clientId}`}>
          {entry.clientName}
        </Link>
      </dd>
      <dt>Importer number</dt>
      <dd>{entry.importerNumber ?? entry.importerNumberMasked}</dd>
      <dt>Filer</dt>
      <dd>
        {entry.filerCode} {entry.filerStatus === 'another' ? <Tag title={ANOTHER_FILER}>another filer’s</Tag> : null}
        {entry.filerStatus === 'unknown' ? (
          <Link className="link" to="/settings#filer-codes">
            Is it yours?
          </Link>
        ) : null}
        {entry.filerStatus === 'another' ? <div className="dim">{ANOTHER_FILER}</div> : null}
      </dd>
      <dt>Type</dt>
      <dd>{orUnknown(entry.entryType)}</dd>
      <dt>Entry date</dt>
      <dd>{entry.entryDate ? longDate(entry.entryDate) : 'unknown'}</dd>
      <dt>Liquidation</dt>
      <dd>
        {LIQUIDATION_NAMES[liquidation.status]}
        {liquidation.date ? `, ${longDate(liquidation.date)}` : ''}
        {liquidation.scheduledDate ? `, planned for ${longDate(liquidation.scheduledDate)} (starts no clock)` : ''}
      </dd>
      {entry.estimatedLiquidation ? (
        <>
          <dt>Estimate</dt>
          <dd>
            {longDate(entry.estimatedLiquidation.date)}, {entry.estimatedLiquidation.basis}. No deadline is counted from
            it.
          </dd>
        </>
      ) : null}
      <dt>IEEPA duty</dt>
      <dd>{entry.ieepaDutyCents === null ? 'not readable as a whole' : money(entry.ieepaDutyCents)}</dd>
      <dt>Reconciliation</dt>
      <dd>
        {reconciliation.flagged === null ? 'unknown' : reconciliation.flagged ? 'flagged' : 'not flagged'}
        {reconciliation.flagged
          ? `, type 09 on file: ${reconciliation.type09OnFile === null ? 'unknown' : reconciliation.type09OnFile ? `yes${reconciliation.type09FiledOn ? `, filed ${longDate(reconciliation.type09FiledOn)}` : ''}` : 'no'}`
          : ''}
      </dd>
      {entry.box28NamesParty === null ? null : (
        <>
          <dt>Box 28</dt>
          <dd>{entry.box28NamesParty ? 'names the notify party' : 'does not name the notify party'}</dd>
        </>
      )}
      <dt>Protest</dt>
      <dd>
        {protest.number ? `${protest.number}${protest.status ? `, ${protest.status}` : ''}` : 'none in the report'}
      </dd>
      <dt>From</dt>
      <dd>ACE data of {longDate(entry.asOf)}</dd>
    </dl>
  );
}

function Clocks({ entry }: { entry: EntryDetail }) {
  const today = useToday();
  if (entry.deadlines.length === 0) return <p className="dim">No clock runs for this entry.</p>;
  return (
    <div className="stack tight">
      {entry.deadlines.map((clock) => (
        <section key={clock.id} aria-label={KIND_NAMES[clock.kind]}>
          <div className="panel-head" style={{ marginBottom: 4 }}>
            <h3>
              <Link className="quiet" to={`/deadlines/${clock.id}`}>
                {KIND_NAMES[clock.kind]}
              </Link>{' '}
              {clock.status === 'done' ? <Tag>{clock.cause ?? 'done'}</Tag> : null}
            </h3>
            <Due inline clock={clock} today={today} />
          </div>
          <Arithmetic clock={clock} />
        </section>
      ))}
    </div>
  );
}

/** What people said of the entry and on what evidence, newest first. */
function Evidence({ entry }: { entry: EntryDetail }) {
  const { timeZone } = useMe().organization;
  if (entry.attestations.length === 0) return null;
  return (
    <section className="stack tight" aria-label="Said by hand">
      <h3>Said by hand</h3>
      {entry.attestations.map((one) => (
        <div key={one.id} className="small">
          {one.facts.length === 0 ? null : (
            <b>{one.facts.map(({ fact, value }) => `${factName(fact)}: ${factValue(fact, value)}`).join(' · ')}</b>
          )}
          <div>{one.note}</div>
          <div className="dim">
            Seen {longDate(one.seenOn)}
            {one.seenBy ? ` by ${one.seenBy}` : ''}
            {one.source ? `, ${one.source}` : ''}. Recorded by {one.recordedBy}, {instant(one.recordedAt, timeZone)}.
          </div>
        </div>
      ))}
    </section>
  );
}

function Lines({ entry }: { entry: EntryDetail }) {
  if (entry.lines.length === 0) return null;
  return (
    <ScrollX label="Lines of the entry">
      <p className="small dim">
        IEEPA: {IEEPA_HTS_RULE.prefixes.map((prefix) => `${prefix.slice(0, 4)}.${prefix.slice(4)}`).join(' and ')}.{' '}
        {IEEPA_HTS_RULE.verified ? null : <Unverified source={IEEPA_HTS_RULE.source} />}
      </p>
      <table className="table" aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">HTS</th>
            <th scope="col">Origin</th>
            <th scope="col" className="num">
              Value
            </th>
            <th scope="col" className="num">
              Duty
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line) => (
            <tr key={line.row}>
              <td>
                {line.lineNumber ?? '—'}
                {line.ordinal === null ? '' : `.${line.ordinal}`}
              </td>
              <td className="nowrap">
                {line.hts} {line.isIeepa ? <Tag tone="accent">IEEPA</Tag> : null}
              </td>
              <td>{line.countryOfOrigin ?? '—'}</td>
              <td className="num">{line.goodsValueCents === null ? '—' : money(line.goodsValueCents)}</td>
              <td className="num">{money(line.dutyCents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
