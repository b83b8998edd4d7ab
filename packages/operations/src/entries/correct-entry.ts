import { AppError, type CorrectEntryRequest, type EntryWarning } from '@capeline/contracts';
import {
  type EntryFacts,
  findEntryTag,
  lockClient,
  lockEntry,
  type MovedEntries,
  type TenantTransaction,
  updateEntryByHand,
} from '@capeline/db';
import { formatLong, type LaterClock, laterClocks, parseEntryNumber } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { followEntries, noteMoves } from '../clients/follow-entries.ts';
import { invalid, notFound, type Writer } from '../clients/reader.ts';
import { ensureClientOfNumber, readImporterNumber } from './entry-numbers.ts';
import { recordStatement } from './record-statement.ts';
import { applyStated, attestedAfter, describeStated, liquidationWarnings, readEvidence } from './stated-facts.ts';

const CLOCK_NAMES = {
  cape_window: 'CAPE window',
  voluntary_reliquidation: 'voluntary reliquidation',
  protest: 'protest',
  protest_reliquidation: 'protest of the reliquidation',
} as const;

function describeLater({ kind, from, to }: LaterClock): string {
  const name = CLOCK_NAMES[kind];
  return to === null
    ? `The ${name} clock, last day ${formatLong(from)}, would not run any more.`
    : `The last day of the ${name} would move from ${formatLong(from)} to ${formatLong(to)}.`;
}

/** Holds a correction back that moves a clock later, until a person says that it shall. */
function assertConfirmed(before: EntryFacts, after: EntryFacts, isConfirmed: boolean): readonly LaterClock[] {
  const later = laterClocks(before, after);
  if (later.length === 0 || isConfirmed) return later;
  const words = later.map(describeLater);
  throw new AppError(
    'entry.later_date_needs_confirmation',
    `${words.join(' ')} The earlier date rules until you confirm: compare it with the bulletin notice and send confirmLater.`,
    words.map((message) => ({ pointer: '/confirmLater', message })),
  );
}

/** The facts as history and trail keep them: no importer number, which may be a person's. */
export function traceOf(facts: EntryFacts): Record<string, unknown> {
  const { importerNumber: _importerNumber, attested: _attested, asOf: _asOf, ...traced } = facts;
  return traced;
}

async function nextFacts(
  tx: TenantTransaction,
  before: EntryFacts,
  request: CorrectEntryRequest,
  writer: Writer,
): Promise<{ readonly facts: EntryFacts; readonly warnings: EntryWarning[] }> {
  const stated = applyStated(before, request);
  if (request.importerNumber === undefined) return { facts: stated, warnings: [] };
  const { number, warnings } = readImporterNumber(request.importerNumber);
  if (number === before.importerNumber) return { facts: stated, warnings };
  const ownerUserId = (await lockClient(tx, before.clientId))?.ownerUserId ?? null;
  const clientId = await ensureClientOfNumber(tx, number, { name: request.clientName, ownerUserId }, writer);
  return { facts: { ...stated, importerNumber: number, clientId }, warnings };
}

/** The move to another client that a correction of the importer number makes; none where the client stays. */
function moveOf(before: EntryFacts, after: EntryFacts): MovedEntries[] {
  if (before.clientId === after.clientId) return [];
  const dates = [before, after].flatMap(({ liquidation }) => [liquidation.liquidatedOn, liquidation.reliquidatedOn]);
  return [{ from: before.clientId, into: after.clientId, dates: dates.filter((date) => date !== null) }];
}

/**
 * Corrects an entry on a person's word, with its evidence, in the caller's transaction. What moves a clock earlier counts at once;
 * what moves one later, or ends it, needs `confirmLater`. Throws `not_found`, `conflict.version`, `request.invalid` and
 * `entry.later_date_needs_confirmation`.
 */
export async function correctEntry(
  tx: TenantTransaction,
  input: {
    readonly entryNumber: string;
    readonly request: CorrectEntryRequest;
    readonly ifMatch: string | undefined;
  },
  writer: Writer,
): Promise<{ readonly warnings: EntryWarning[] }> {
  const { request, ifMatch } = input;
  const { evidence } = request;
  const entryNumber = parseEntryNumber(input.entryNumber).entryNumber;
  const before = entryNumber === null ? null : await lockEntry(tx, entryNumber);
  if (entryNumber === null || before === null) throw notFound();
  if (ifMatch !== undefined) assertVersion(ifMatch, (await findEntryTag(tx, entryNumber)) ?? '');
  const seenOn = readEvidence(evidence, writer.today);
  const said = describeStated(request as Parameters<typeof describeStated>[0]);
  if (Object.keys(said).length === 0) throw invalid('', 'Say at least one fact of the entry.');
  const { facts, warnings } = await nextFacts(tx, before, request, writer);
  const later = assertConfirmed(before, facts, request.confirmLater === true);
  const after = { ...facts, attested: attestedAfter(before.attested, said, seenOn) };
  const moves = await noteMoves(tx, moveOf(before, after));
  await updateEntryByHand(tx, entryNumber, after);
  const clientIds = [before.clientId, after.clientId];
  await recordStatement(tx, { entryNumber, said, evidence, seenOn, clientIds }, writer);
  await followEntries(tx, moves);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'entry.corrected',
    subject: { kind: 'entry', id: entryNumber },
    details: { before: traceOf(before), after: traceOf(after), later, evidence: { ...evidence, seenOn } },
  });
  const isOld = seenOn < before.asOf;
  const old = {
    code: 'evidence.older_than_report',
    message: `A report of ${before.asOf} is newer than this evidence. Look whether it still holds.`,
  };
  return { warnings: [...warnings, ...liquidationWarnings(after.liquidation, writer.today), ...(isOld ? [old] : [])] };
}
