import type { Entry, EntryDetail, EntryQuery, EntrySort, Page, SortedEntriesQuery } from '@capeline/contracts';
import {
  type AttestationRow,
  type EntryFilter,
  type EntryRow,
  findEntryFacts,
  findEntryTag,
  findOrganization,
  type JoinedEntryDeadline,
  listAttestations,
  listEntryDeadlines,
  listEntryRows,
  listLastEntryLines,
  listSortedEntryRows,
  type TenantTransaction,
} from '@capeline/db';
import {
  estimateLiquidation,
  formatEntryNumber,
  maskImporterNumber,
  parseEntryNumber,
  parseImporterNumber,
  parsePlainDate,
  plainDate,
  provisionalClocks,
  startsClock,
} from '@capeline/domain';
import { isEntryNumber, parseCursor, toCursor } from '../clients/cursor.ts';
import { findPresentId } from '../clients/present-client.ts';
import { notFound, type Reader } from '../clients/reader.ts';

function describeLiquidation(row: EntryRow): Entry['liquidation'] {
  const isLiquidated = startsClock(row.liquidationStatus);
  const source =
    row.proposedFileName === null
      ? 'a correction that was taken back'
      : `${row.proposedFileName}${row.proposedAsOf === null ? '' : `, as of ${row.proposedAsOf}`}`;
  return {
    status: row.liquidationStatus,
    date: isLiquidated ? row.liquidatedOn : null,
    scheduledDate: isLiquidated ? null : row.scheduledOn,
    proposed: row.proposedStatus === null ? null : { date: row.proposedOn, source },
  };
}

/** A guess for entries that are not liquidated; it starts no clock. A suspended or extended entry follows no habit. */
function estimateFor(row: EntryRow): Entry['estimatedLiquidation'] {
  const isOpen = row.liquidationStatus === 'unliquidated' || row.liquidationStatus === 'scheduled';
  if (!isOpen || row.entryDate === null) return null;
  const { date, basis } = estimateLiquidation(plainDate(row.entryDate));
  return { date, basis };
}

function describeEntry(row: EntryRow, deadlines: readonly JoinedEntryDeadline[], reader: Reader): Entry {
  return {
    entryNumber: row.entryNumber,
    formatted: formatEntryNumber(row.entryNumber),
    filerCode: row.filerCode,
    filerStatus: row.filerStatus,
    importerNumber: reader.mayReadNumbers ? row.importerNumber : null,
    importerNumberMasked: maskImporterNumber(row.importerNumber),
    clientId: row.clientId,
    clientName: row.clientName,
    entryType: row.entryType,
    entryDate: row.entryDate,
    entrySummaryDate: row.entrySummaryDate,
    liquidation: describeLiquidation(row),
    estimatedLiquidation: estimateFor(row),
    reconciliation: {
      flagged: row.reconciliationFlagged,
      type09OnFile: row.type09OnFile,
      type09FiledOn: row.type09FiledOn,
    },
    box28NamesParty: row.box28NamesParty,
    protest: { number: row.protestNumber, status: row.protestStatus },
    ieepaDutyCents: row.ieepaDutyCents,
    needsData: row.needsData,
    goneSince: row.goneSince,
    asOf: row.asOf,
    route: null,
    deadlines: deadlines.map(({ entryNumber: _entryNumber, ...deadline }) => deadline),
  };
}

async function describeAll(tx: TenantTransaction, rows: readonly EntryRow[], reader: Reader): Promise<Entry[]> {
  const numbers = rows.map(({ entryNumber }) => entryNumber);
  const deadlines = await listEntryDeadlines(tx, numbers);
  const byEntry = Map.groupBy(deadlines, ({ entryNumber }) => entryNumber);
  return rows.map((row) => describeEntry(row, byEntry.get(row.entryNumber) ?? [], reader));
}

type SortedPosition = readonly [sort: EntrySort, value: string | number | null, entryNumber: string];

/** A sorted list's cursor bears its order, so that one of another order is refused instead of leaving entries out. */
function isSortedPosition(position: readonly unknown[], sort: EntrySort, by: SortFact): boolean {
  const [name, value, entryNumber] = position;
  if (name !== sort || !isEntryNumber(entryNumber)) return false;
  if (value === null) return true;
  return by === 'liquidationDate'
    ? typeof value === 'string' && parsePlainDate(value) !== null
    : Number.isSafeInteger(value);
}

type SortFact = 'liquidationDate' | 'ieepaDutyCents';
const VALUE_OF = {
  liquidationDate: (row: EntryRow) => row.liquidatedOn,
  ieepaDutyCents: (row: EntryRow) => row.ieepaDutyCents,
} as const;

interface EntryRowPage {
  readonly rows: readonly EntryRow[];
  /** The place behind a row of this list. */
  readonly cursorAt: (row: EntryRow) => string;
}

/** One row more than the page holds, in the order asked for. Throws `request.invalid` for a foreign cursor and for one of another order. */
async function readRows(tx: TenantTransaction, filter: EntryFilter, query: SortedEntriesQuery): Promise<EntryRowPage> {
  const { sort = 'entryNumber' } = query;
  const limit = query.limit + 1;
  const isDescending = sort.startsWith('-');
  const by = sort.replace('-', '') as 'entryNumber' | SortFact;
  if (by === 'entryNumber') {
    const position = parseCursor<readonly [EntrySort, string]>(
      query.cursor,
      ([name, number]) => name === sort && isEntryNumber(number),
    );
    const rows = await listEntryRows(tx, { filter, after: position?.[1] ?? null, limit, isDescending });
    return { rows, cursorAt: (row) => toCursor([sort, row.entryNumber]) };
  }
  const position = parseCursor<SortedPosition>(query.cursor, (one) => isSortedPosition(one, sort, by));
  const after = position === null ? null : { value: position[1], entryNumber: position[2] };
  const rows = await listSortedEntryRows(tx, { filter, by, isDescending, after, limit });
  return { rows, cursorAt: (row) => toCursor([sort, VALUE_OF[by](row), row.entryNumber]) };
}

/** One page of the entries that pass a filter, by number or as `sort` says, each with its deadlines. Throws `request.invalid` for a foreign cursor. */
export async function pageOfEntries(
  tx: TenantTransaction,
  filter: EntryFilter,
  query: SortedEntriesQuery,
  reader: Reader,
): Promise<Page<Entry>> {
  const { rows, cursorAt } = await readRows(tx, filter, query);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    data: await describeAll(tx, shown, reader),
    nextCursor: rows.length > shown.length && last !== undefined ? cursorAt(last) : null,
  };
}

/** The filter of a query; null when nothing can pass it. */
async function toFilter(tx: TenantTransaction, query: EntryQuery, reader: Reader): Promise<EntryFilter | null> {
  const { importerNumber, liquidationStatus, fileByBefore, needsData, proposed, gone, notYetLiquidated } = query;
  const entryNumber = query.entryNumber === undefined ? undefined : parseEntryNumber(query.entryNumber).entryNumber;
  // No route is decided yet, so that no entry has one.
  if (query.route !== undefined || entryNumber === null) return null;
  const clientId = query.clientId === undefined ? undefined : await findPresentId(tx, query.clientId);
  if (clientId === null) return null;
  const number = importerNumber === undefined ? undefined : parseImporterNumber(importerNumber);
  // Who may not read numbers of persons must not find them by trying either.
  if (number?.kind === 'ssn' && !reader.mayReadNumbers) return null;
  return {
    ...(clientId !== undefined && { clientId }),
    ...(number !== undefined && { importerNumber: number.importerNumber ?? number.input.trim() }),
    ...(liquidationStatus !== undefined && { liquidationStatus }),
    ...(entryNumber !== undefined && { entryNumber }),
    ...(needsData !== undefined && { needsData: needsData === 'true' }),
    ...(query.provisional !== undefined && { provisional: query.provisional === 'true' }),
    ...(query.provisionalOn !== undefined && { provisionalOn: query.provisionalOn }),
    ...(proposed !== undefined && { proposed: proposed === 'true' }),
    ...(gone !== undefined && { gone: gone === 'true' }),
    ...(notYetLiquidated !== undefined && { notYetLiquidated: notYetLiquidated === 'true' }),
    ...(fileByBefore !== undefined && { fileByBefore }),
  };
}

/** Entries by number or as `sort` says; all filters given must hold, and a merged client is the one that took it over. Page 1,000 costs what page 1 does. */
export async function listEntries(tx: TenantTransaction, query: EntryQuery, reader: Reader): Promise<Page<Entry>> {
  const filter = await toFilter(tx, query, reader);
  return filter === null ? { data: [], nextCursor: null } : pageOfEntries(tx, filter, query, reader);
}

function describeAttestation(row: AttestationRow): EntryDetail['attestations'][number] {
  return {
    id: row.id,
    facts: Object.entries(row.facts).map(([fact, value]) => ({ fact, value: value === null ? null : String(value) })),
    note: row.note,
    source: row.source,
    seenOn: row.seenOn,
    seenBy: row.seenBy,
    recordedBy: row.createdByName ?? 'An API key',
    recordedAt: row.createdAt.toISOString(),
  };
}

/** The warning clocks of an entry; an entry without a date that nothing explains costs no query. */
async function describeProvisional(tx: TenantTransaction, row: EntryRow): Promise<EntryDetail['provisionalDeadlines']> {
  if (row.provisionalOn === null) return [];
  const facts = await findEntryFacts(tx, row.entryNumber);
  if (facts === null) return [];
  const margin = (await findOrganization(tx))?.capeFileByBusinessDays;
  return provisionalClocks(facts, margin).map((clock) => ({ ...clock, provisional: true }));
}

/** One entry with the lines of its newest snapshot; takes the number with or without hyphens. Throws `not_found`. */
export async function getEntry(tx: TenantTransaction, text: string, reader: Reader): Promise<EntryDetail> {
  const { entryNumber } = parseEntryNumber(text);
  const [row] = entryNumber === null ? [] : await listEntryRows(tx, { filter: { entryNumber }, after: null, limit: 1 });
  if (row === undefined) throw notFound();
  const [entry] = await describeAll(tx, [row], reader);
  if (entry === undefined) throw notFound();
  const lines = await listLastEntryLines(tx, row.entryNumber);
  const attestations = (await listAttestations(tx, row.entryNumber)).map(describeAttestation);
  const version = (await findEntryTag(tx, row.entryNumber)) ?? '';
  return { ...entry, version, lines, provisionalDeadlines: await describeProvisional(tx, row), attestations };
}
