import type { CorrectEntryRequest, EntryWarning, Evidence } from '@capeline/contracts';
import type { EntryFacts } from '@capeline/db';
import {
  type LiquidationFacts,
  liquidationGap,
  maskImporterNumber,
  type PlainDate,
  parsePlainDate,
  plainDate,
  type StatedLiquidation,
  stateLiquidation,
  UNKNOWN_LIQUIDATION,
  weekdayOf,
} from '@capeline/domain';
import { refuseSecrets } from '../checks/refuse-secrets.ts';
import { invalid } from '../clients/reader.ts';

/** The facts of a request, without who asks and on what evidence. */
export type StatedFacts = Pick<
  CorrectEntryRequest,
  | 'entryType'
  | 'entryDate'
  | 'entrySummaryDate'
  | 'ieepaDutyCents'
  | 'liquidation'
  | 'reconciliation'
  | 'box28NamesParty'
>;

/** What of an entry a person can say beside its numbers. */
type Statable = Omit<EntryFacts, 'clientId' | 'importerNumber' | 'asOf' | 'attested'>;

/** An entry of which nobody said anything yet. */
export const NOTHING_STATED: Statable = {
  entryType: null,
  entryDate: null,
  entrySummaryDate: null,
  ieepaDutyCents: null,
  reconciliationFlagged: null,
  type09OnFile: null,
  type09FiledOn: null,
  box28NamesParty: null,
  liquidation: UNKNOWN_LIQUIDATION,
  needsData: null,
};

/** The first years that a plausible entry can carry: the law in force reaches no further back. */
const FIRST_DAY = plainDate('1990-01-01');

function dateOf(text: string | null | undefined, pointer: string): PlainDate | null | undefined {
  if (text === undefined || text === null) return text;
  const date = parsePlainDate(text);
  if (date === null || date < FIRST_DAY) throw invalid(pointer, 'This is no date that an entry can carry.');
  return date;
}

function statedLiquidation(stated: NonNullable<StatedFacts['liquidation']>): StatedLiquidation {
  return {
    status: stated.status,
    date: dateOf(stated.date, '/liquidation/date') ?? null,
    scheduledOn: dateOf(stated.scheduledDate, '/liquidation/scheduledDate') ?? null,
  };
}

function liquidationOf(known: Statable, stated: StatedFacts): Pick<Statable, 'liquidation' | 'needsData'> {
  const { liquidation, needsData } = known;
  if (stated.liquidation === undefined) return { liquidation, needsData };
  const next = stateLiquidation(liquidation, statedLiquidation(stated.liquidation));
  // What else is missing stays missing: only the gap of the liquidation itself is judged anew.
  const isOwnGap = needsData === null || needsData.startsWith('liquidation.');
  return { liquidation: next, needsData: isOwnGap ? liquidationGap(next) : needsData };
}

function type09Of(known: Statable, stated: StatedFacts): Pick<Statable, 'type09OnFile' | 'type09FiledOn'> {
  const { type09OnFile, type09FiledOn } = stated.reconciliation ?? {};
  const onFile = type09OnFile === undefined ? known.type09OnFile : type09OnFile;
  const filedOn = dateOf(type09FiledOn, '/reconciliation/type09FiledOn');
  if (filedOn !== undefined && filedOn !== null && onFile !== true)
    throw invalid('/reconciliation/type09FiledOn', 'A type 09 that is not on file has no date.');
  return { type09OnFile: onFile, type09FiledOn: onFile === true ? (filedOn ?? known.type09FiledOn) : null };
}

/** The facts of an entry once the request holds. Throws `request.invalid` for a date that no entry can carry. */
export function applyStated<Known extends Statable>(known: Known, stated: StatedFacts): Known {
  const or = <Value>(value: Value | undefined, before: Value): Value => (value === undefined ? before : value);
  return {
    ...known,
    entryType: or(stated.entryType, known.entryType),
    entryDate: or(dateOf(stated.entryDate, '/entryDate'), known.entryDate),
    entrySummaryDate: or(dateOf(stated.entrySummaryDate, '/entrySummaryDate'), known.entrySummaryDate),
    ieepaDutyCents: or(stated.ieepaDutyCents, known.ieepaDutyCents),
    reconciliationFlagged: or(stated.reconciliation?.flagged, known.reconciliationFlagged),
    ...type09Of(known, stated),
    box28NamesParty: or(stated.box28NamesParty, known.box28NamesParty),
    ...liquidationOf(known, stated),
  };
}

/** The facts that a request speaks of, in words for evidence and trail; importer numbers are masked. */
export function describeStated(stated: StatedFacts & { readonly importerNumber?: string }): Record<string, unknown> {
  const { reconciliation, liquidation, importerNumber } = stated;
  const said = {
    importerNumber: importerNumber === undefined ? undefined : maskImporterNumber(importerNumber),
    entryType: stated.entryType,
    entryDate: stated.entryDate,
    entrySummaryDate: stated.entrySummaryDate,
    ieepaDutyCents: stated.ieepaDutyCents,
    liquidation:
      liquidation && [liquidation.status, liquidation.date ?? liquidation.scheduledDate].filter(Boolean).join(' '),
    reconciliationFlagged: reconciliation?.flagged,
    type09OnFile: reconciliation?.type09OnFile,
    type09FiledOn: reconciliation?.type09FiledOn,
    box28NamesParty: stated.box28NamesParty,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** Which facts are attested afterwards, and as of which day each. */
export function attestedAfter(
  known: EntryFacts['attested'],
  said: Readonly<Record<string, unknown>>,
  seenOn: string,
): Record<string, string> {
  const facts = Object.keys(said).map((fact) => (fact === 'type09FiledOn' ? 'type09OnFile' : fact));
  return { ...known, ...Object.fromEntries(facts.map((fact) => [fact, seenOn])) };
}

/** The day on which the evidence was seen. Throws `request.invalid` for one that has not come, and for text that holds a secret. */
export function readEvidence(evidence: Evidence, today: PlainDate): PlainDate {
  refuseSecrets({ '/evidence/note': evidence.note, '/evidence/source': evidence.source });
  const seenOn = dateOf(evidence.seenOn, '/evidence/seenOn') ?? today;
  if (seenOn > today) throw invalid('/evidence/seenOn', 'Nobody can have seen it on a day that has not come.');
  return seenOn;
}

/** What of a liquidation is worth a second look. */
export function liquidationWarnings(liquidation: LiquidationFacts, today: PlainDate): EntryWarning[] {
  const date = liquidation.reliquidatedOn ?? liquidation.liquidatedOn;
  if (date === null) return [];
  if (date > today)
    return [
      {
        code: 'liquidation.date_in_future',
        message: 'This liquidation lies in the future; its clocks start that day. Compare it with the bulletin notice.',
      },
    ];
  if (weekdayOf(date) <= 5) return [];
  return [
    {
      code: 'liquidation.not_a_weekday',
      message: 'This is a Saturday or Sunday, on which CBP posts no liquidation. Compare it with the bulletin notice.',
    },
  ];
}
