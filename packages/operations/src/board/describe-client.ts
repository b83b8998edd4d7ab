import type { Client, NextDeadline } from '@capeline/contracts';
import type { ClientDeadlineRow, ClientFactsRow, ImporterNumberRow, PersonRow } from '@capeline/db';
import {
  CHECK_STEPS,
  type CheckKind,
  type CheckStatus,
  computeReadiness,
  type FilerCodeCounts,
  ifMissed,
  maskImporterNumber,
  nextStep,
  type PlainDate,
  pickNextDeadline,
  plainDate,
  type Readiness,
  statusByKind,
} from '@capeline/domain';
import { checkResults, computeChecks } from '../checks/effective-checks.ts';
import type { Reader } from '../clients/reader.ts';
import { initialsOf } from '../members/list-members.ts';
import type { RankedClient } from './ranked-client.ts';

/** A deadline row with its dates as dates. */
export type WeighedDeadline = Omit<ClientDeadlineRow, 'lastDay' | 'safeDay' | 'fileBy'> & {
  readonly lastDay: PlainDate;
  readonly safeDay: PlainDate;
  readonly fileBy: PlainDate;
};

/** Reads the dates of a row. */
export function toWeighed(row: ClientDeadlineRow): WeighedDeadline {
  const { lastDay, safeDay, fileBy } = row;
  return { ...row, lastDay: plainDate(lastDay), safeDay: plainDate(safeDay), fileBy: plainDate(fileBy) };
}

/** The first deadline to work to among `candidates`, with what remains if it is missed; null when nothing is open. */
export function describeNext(
  candidates: readonly WeighedDeadline[],
  all: readonly WeighedDeadline[],
  today: PlainDate,
): { next: NextDeadline; deadline: WeighedDeadline } | null {
  const deadline = pickNextDeadline(candidates, today);
  if (deadline === null) return null;
  const sameLiquidation = all.filter(({ liquidatedOn }) => liquidatedOn === deadline.liquidatedOn);
  const { id, kind, liquidatedOn, fileBy, safeDay, lastDay, entryCount, ieepaDutyCents } = deadline;
  const missed = ifMissed(deadline, sameLiquidation, today).text;
  return {
    next: { id, kind, liquidatedOn, fileBy, safeDay, lastDay, entryCount, ieepaDutyCents, ifMissed: missed },
    deadline,
  };
}

/** A person as lists show him. */
export function describePerson(person: PersonRow | null): { id: string; name: string; initials: string } | null {
  return person === null ? null : { id: person.id, name: person.name, initials: initialsOf(person.name, person.email) };
}

/** An importer number, in clear only for those who may read it. */
function describeNumber(row: ImporterNumberRow, reader: Reader): Client['importerNumbers'][number] {
  return {
    id: row.id,
    importerNumber: reader.mayReadNumbers ? row.number : null,
    masked: maskImporterNumber(row.number),
    kind: row.kind,
    reportedName: row.reportedName,
  };
}

/** The codes of a client's entries of which nobody said whose they are, those of other filers, and our own that cannot upload. */
function filersOf(
  { filerCodes, ourCodes, otherCodes }: ClientFactsRow,
  closedCodes: readonly string[],
): Client['filers'] {
  return {
    undecided: filerCodes.filter((code) => !ourCodes.includes(code) && !otherCodes.includes(code)),
    others: filerCodes.filter((code) => otherCodes.includes(code)),
    closed: filerCodes.filter((code) => ourCodes.includes(code) && closedCodes.includes(code)),
  };
}

function filerCountsOf(facts: ClientFactsRow, closedCodes: readonly string[]): FilerCodeCounts {
  const { undecided, others, closed } = filersOf(facts, closedCodes);
  const ours = facts.filerCodes.length - undecided.length - others.length - closed.length;
  return { ours, others: others.length, closed: closed.length, unknown: undecided.length };
}

/** What of our own firm bears on every client alike. */
export interface FirmMeans {
  /** Mail reaches somebody. */
  readonly channelWorks: boolean;
  /** Our own filer codes that are known to be unable to upload now. */
  readonly closedCodes: readonly string[];
}

/** Readiness with the statuses it came from. `openDateCount` and `alertsWithin14` feed the computed check. */
export function readinessOf(
  facts: ClientFactsRow,
  board: { readonly openDateCount: number; readonly alertsWithin14: number } & FirmMeans,
  today: PlainDate,
): { readiness: Readiness; statuses: Readonly<Record<CheckKind, CheckStatus>> } {
  const computed = computeChecks({ ...facts, ...board, hasOwner: facts.owner !== null }, today);
  const input = {
    filers: filerCountsOf(facts, board.closedCodes),
    importerNumbers: facts.importerNumbers.map(({ number }) => number),
    results: checkResults(facts.checks, computed, today),
  };
  return { readiness: computeReadiness(input), statuses: statusByKind(input) };
}

/** The board's step, with whom somebody recorded as the one we wait for and since when. */
function describeStep(
  step: ReturnType<typeof nextStep>,
  facts: ClientFactsRow,
  statuses: Readonly<Record<CheckKind, CheckStatus>>,
): Client['nextStep'] {
  const { text, waitingOn } = step;
  for (const record of facts.checks) {
    const status = statuses[record.kind as CheckKind];
    if (record.waitingOn === null || status === 'ready' || status === 'not_applicable') continue;
    if (CHECK_STEPS[record.kind as CheckKind]?.[status]?.text !== text) continue;
    return { text, waitingOn: record.waitingOn, waitingSince: record.waitingSince };
  }
  return { text, waitingOn, waitingSince: null };
}

/** A client as the board shows it. */
export function describeClient(
  ranked: RankedClient,
  facts: ClientFactsRow,
  deadlines: readonly WeighedDeadline[],
  reader: Reader & FirmMeans,
): Client {
  const { today, channelWorks, closedCodes } = reader;
  const found = describeNext(deadlines, deadlines, today);
  const openDateCount = ranked.due === null ? 0 : 1;
  const board = { openDateCount, alertsWithin14: ranked.facts.alertsWithin14, channelWorks, closedCodes };
  const { readiness, statuses } = readinessOf(facts, board, today);
  const step = nextStep(
    {
      readiness,
      statuses,
      nextDeadline: found?.deadline ?? null,
      dataAsOf: facts.dataAsOf === null ? null : plainDate(facts.dataAsOf),
      ownerKey: facts.owner?.id ?? null,
      needsDataCount: facts.needsDataCount,
      codesToDecide: filersOf(facts, closedCodes).undecided,
    },
    today,
  );
  const { pinned, group, reasons } = ranked.rank;
  return {
    id: facts.id,
    name: facts.name,
    filerCodes: facts.filerCodes,
    filers: filersOf(facts, closedCodes),
    importerNumbers: facts.importerNumbers.map((row) => describeNumber(row, reader)),
    entryCount: facts.entryCount,
    ieepaEntryCount: facts.ieepaEntryCount,
    ieepaDutyCents: facts.ieepaDutyCents,
    needsDataCount: facts.needsDataCount,
    proposalCount: facts.proposalCount,
    goneCount: facts.goneCount,
    dataAsOf: facts.dataAsOf,
    owner: describePerson(facts.owner),
    nextDeadline: found?.next ?? null,
    readiness: {
      ...readiness,
      stopsFiling: [...readiness.stopsFiling],
      stopsImporterUpload: [...readiness.stopsImporterUpload],
      stopsPayment: [...readiness.stopsPayment],
    },
    rank: { group, pinned, reasons: [...reasons] },
    nextStep: describeStep(step, facts, statuses),
    waiting: facts.waiting,
    version: facts.version,
  };
}
