import type { Proposal } from '@capeline/contracts';
import { startsClock } from '@capeline/domain';
import { Button, Checkbox } from '@mantine/core';
import { Link } from 'react-router';
import { count, longDate, money, plural } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { KIND_NAMES, LIQUIDATION_NAMES } from '../../ui/words.ts';
import type { Decisions } from './use-decisions.ts';

/** `decisions` null: the reader may not decide. */
export function ProposalTable(props: { proposals: readonly Proposal[]; decisions: Decisions | null }) {
  const { proposals, decisions } = props;
  return (
    <table className="table cards" aria-label="Proposed later dates">
      <thead>
        <tr>
          <th scope="col">Entry</th>
          <th scope="col">Rules now</th>
          <th scope="col">Proposed</th>
          <th scope="col">What would move</th>
          <th scope="col">Source</th>
          <th scope="col" className="num">
            IEEPA duty
          </th>
          {decisions ? <th scope="col">Decide</th> : null}
        </tr>
      </thead>
      <tbody>
        {proposals.map((proposal) => (
          <Row key={proposal.entryNumber} proposal={proposal} decisions={decisions} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ proposal, decisions }: { proposal: Proposal; decisions: Decisions | null }) {
  const { entryNumber, formatted, current } = proposal;
  return (
    <tr>
      <td>
        <span className="row" style={{ gap: 8, flexWrap: 'nowrap' }}>
          {decisions ? (
            <Checkbox
              aria-label={`Choose entry ${formatted}`}
              checked={decisions.chosen.has(entryNumber)}
              onChange={(event) => decisions.choose(entryNumber, event.currentTarget.checked)}
            />
          ) : null}
          <span>
            <Link className="link entry-no" to={`/entries/${entryNumber}`}>
              {formatted}
            </Link>
            <div className="m">
              <Link className="quiet" to={`/clients/${proposal.clientId}`}>
                {proposal.clientName}
              </Link>
            </div>
          </span>
        </span>
      </td>
      <td data-label="Rules now">
        {current.date ? <b className="nowrap">{longDate(current.date)}</b> : <b>no date</b>}
        <div className="m">
          {LIQUIDATION_NAMES[current.status]}
          {current.reliquidatedOn ? `, again ${longDate(current.reliquidatedOn)}` : ''}
        </div>
      </td>
      <td data-label="Proposed">
        <Proposed proposal={proposal} />
      </td>
      <td data-label="What would move">
        {proposal.moves.map(({ kind, from, to }) => (
          <div key={kind} className="small">
            <span className="dim">{KIND_NAMES[kind]}</span> <span className="nowrap">{longDate(from)}</span> →{' '}
            <span className="nowrap">{to ? longDate(to) : 'no clock'}</span>
          </div>
        ))}
        {proposal.moves.length === 0 ? <span className="faint">no clock</span> : null}
      </td>
      <td data-label="Source" className="small">
        <Source proposal={proposal} />
      </td>
      <td className="num" data-label="IEEPA duty">
        {proposal.ieepaDutyCents === null ? (
          <span className="faint">not readable</span>
        ) : (
          money(proposal.ieepaDutyCents)
        )}
      </td>
      {decisions ? (
        <td className="wide-cell">
          <span className="row" style={{ gap: 6, flexWrap: 'nowrap' }}>
            <Button
              size="xs"
              variant="default"
              disabled={decisions.isPending}
              aria-label={`Keep earlier date of ${formatted}`}
              onClick={() => decisions.decide('keep', [proposal])}
            >
              Keep
            </Button>
            <Button
              size="xs"
              disabled={decisions.isPending}
              aria-label={`Confirm later date of ${formatted}`}
              onClick={() => decisions.decide('confirm', [proposal])}
            >
              Confirm
            </Button>
          </span>
        </td>
      ) : null}
    </tr>
  );
}

function Proposed({ proposal: { proposed, current, daysLater } }: { proposal: Proposal }) {
  if (proposed.date === null || !startsClock(proposed.status))
    return (
      <>
        <b>{LIQUIDATION_NAMES[proposed.status]}</b>
        <div className="m">
          <Tag tone="red">its clocks would end</Tag>
          {proposed.date === null ? null : ` ${longDate(proposed.date)} would be a past date without a status`}
        </div>
      </>
    );
  return (
    <>
      <b className="nowrap">{longDate(proposed.date)}</b>
      <div className="m">
        {LIQUIDATION_NAMES[proposed.status]}
        {daysLater === 0 && current.reliquidatedOn ? ', the reliquidation taken back' : ''}
        {daysLater !== null && daysLater > 0 ? `, ${plural(daysLater, 'day', 'days')} later` : ''}
      </div>
    </>
  );
}

function Source({ proposal: { source } }: { proposal: Proposal }) {
  if (source.importId === null) return <span className="dim">stood before a correction that was taken back</span>;
  return (
    <>
      <Link className="link" to={`/imports/${source.importId}`}>
        {source.fileName}
      </Link>
      <div className="m">
        {source.kind === 'undo' ? 'stood before this import, which was undone' : null}
        {source.kind === 'report' && source.asOf ? `ACE as of ${longDate(source.asOf)}` : null}
        {source.kind === 'report' && source.row !== null ? `, row ${count(source.row)}` : null}
      </div>
    </>
  );
}
