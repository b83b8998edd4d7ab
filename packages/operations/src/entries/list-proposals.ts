import type { Page, Proposal, ProposalQuery } from '@capeline/contracts';
import { listProposalRows, type ProposalRow, type TenantTransaction } from '@capeline/db';
import {
  type ClockFacts,
  confirmProposal,
  daysBetween,
  formatEntryNumber,
  type LaterClock,
  type LiquidationFacts,
  laterClocks,
  startsClock,
} from '@capeline/domain';
import { isEntryNumber, parseCursor, toCursor } from '../clients/cursor.ts';
import { findPresentId } from '../clients/present-client.ts';

/** The clocks that a confirmation would move later or stop. */
function movesOf(row: ProposalRow): LaterClock[] {
  const { status, liquidatedOn, reliquidatedOn, scheduledOn, entryType, entryDate } = row;
  const reason = row.proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = { status: row.proposedStatus, date: row.proposedOn, reason } as const;
  const known: LiquidationFacts = { status, liquidatedOn, reliquidatedOn, scheduledOn, provisionalOn: null, proposed };
  const before: ClockFacts = { entryType, entryDate, liquidation: known };
  const confirmed = confirmProposal(known);
  return confirmed === null ? [] : laterClocks(before, { ...before, liquidation: confirmed.facts });
}

/** The date that the proposal would move: the second one where it speaks of a reliquidation beside a first date. */
function movedDate(row: ProposalRow): ProposalRow['liquidatedOn'] {
  return row.reliquidatedOn !== null && row.proposedStatus === 'reliquidated' ? row.reliquidatedOn : row.liquidatedOn;
}

function describeProposal(row: ProposalRow): Proposal {
  const from = movedDate(row);
  const { importId, fileName, reportAsOf: asOf } = row;
  return {
    entryNumber: row.entryNumber,
    formatted: formatEntryNumber(row.entryNumber),
    clientId: row.clientId,
    clientName: row.clientName,
    ieepaDutyCents: row.ieepaDutyCents,
    current: { status: row.status, date: row.liquidatedOn, reliquidatedOn: row.reliquidatedOn },
    proposed: { status: row.proposedStatus, date: row.proposedOn },
    daysLater:
      from === null || row.proposedOn === null || !startsClock(row.proposedStatus)
        ? null
        : daysBetween(from, row.proposedOn),
    source: {
      kind: importId === null ? 'correction' : row.isUndone ? 'undo' : 'report',
      importId,
      fileName,
      asOf,
      row: row.row,
    },
    moves: movesOf(row),
  };
}

/** A page of what waits for a person's decision, by entry number, each with its source and what a confirmation would move. */
export async function listProposals(tx: TenantTransaction, query: ProposalQuery): Promise<Page<Proposal>> {
  const { limit, cursor } = query;
  const clientId = query.clientId === undefined ? null : await findPresentId(tx, query.clientId);
  if (query.clientId !== undefined && clientId === null) return { data: [], nextCursor: null };
  const position = parseCursor<readonly [string]>(cursor, ([number]) => isEntryNumber(number));
  const rows = await listProposalRows(tx, { clientId, after: position?.[0] ?? null, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(describeProposal),
    nextCursor: last === undefined ? null : toCursor([last.entryNumber]),
  };
}
