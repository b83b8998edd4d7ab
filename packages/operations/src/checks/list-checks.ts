import type { Check } from '@capeline/contracts';
import {
  type CheckRecordView,
  type ClientFactsRow,
  findRankFacts,
  listCheckRecords,
  listClientFacts,
  listOpenDeadlinesOfClient,
  type TenantTransaction,
} from '@capeline/db';
import {
  BOARD_NEAR_DAYS,
  type CheckDefinition,
  type CheckStatus,
  type ComputedCheck,
  factsFeeding,
  maskImporterNumber,
  type OpenCheckStatus,
  ORDERED_CHECKS,
  type PlainDate,
  worstStatus,
} from '@capeline/domain';
import { describePerson } from '../board/describe-client.ts';
import { doesChannelWork } from '../clients/firm-readiness.ts';
import { findPresentId } from '../clients/present-client.ts';
import { notFound, type Reader } from '../clients/reader.ts';
import { computeChecks, effectiveOf } from './effective-checks.ts';

type Line = Check['lines'][number];

const EMPTY_LINE = {
  basis: 'attested',
  factsStatus: null,
  reason: null,
  evidenceNote: null,
  verifiedOn: null,
  expiresOn: null,
  owner: null,
  waitingOn: null,
  waitingSince: null,
  chaseOn: null,
  version: 0,
  updatedAt: null,
} as const;

function actionFor(definition: CheckDefinition, status: CheckStatus): string | null {
  if (status === 'ready' || status === 'not_applicable') return null;
  const open: OpenCheckStatus = status;
  return definition.nextAction[open];
}

/** Why a record has the status that counts: its end, what the facts of the account say, and that a person says otherwise. */
function reasonOf(record: CheckRecordView, status: CheckStatus): string | null {
  const end =
    record.expiresOn === null ? 'The evidence is too old to rely on.' : `The evidence held until ${record.expiresOn}.`;
  const doubt =
    record.basis === 'attested' && record.factsStatus !== null
      ? 'Somebody recorded this beside what the facts say:'
      : null;
  const parts = [status === 'expired' ? end : null, doubt, record.reason].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function lineOf(
  definition: CheckDefinition,
  number: string | null,
  record: CheckRecordView | undefined,
  reader: Reader,
): Line {
  const named = {
    importerNumber: reader.mayReadNumbers ? number : null,
    importerNumberMasked: number === null ? null : maskImporterNumber(number),
  };
  if (record === undefined)
    return { ...EMPTY_LINE, ...named, status: 'unknown', nextAction: actionFor(definition, 'unknown') };
  const status = effectiveOf(record, definition.kind, reader.today);
  const { ownerUserId: id, ownerName: name, ownerEmail: email } = record;
  return {
    ...named,
    status,
    basis: record.basis,
    factsStatus: record.factsStatus,
    reason: reasonOf(record, status),
    evidenceNote: record.evidenceNote,
    verifiedOn: record.verifiedOn,
    expiresOn: record.expiresOn,
    owner: id === null || name === null || email === null ? null : describePerson({ id, name, email }),
    nextAction: record.nextAction ?? actionFor(definition, status),
    waitingOn: record.waitingOn,
    waitingSince: record.waitingSince,
    chaseOn: record.chaseOn,
    version: record.version,
    updatedAt: record.updatedAt.toISOString(),
  };
}

function computedLine(check: ComputedCheck): Line {
  const { status, reason, nextAction } = check;
  return {
    ...EMPTY_LINE,
    basis: 'computed',
    importerNumber: null,
    importerNumberMasked: null,
    status,
    reason,
    nextAction,
  };
}

function linesOf(
  definition: CheckDefinition,
  numbers: readonly string[],
  records: readonly CheckRecordView[],
  reader: Reader,
): Line[] {
  const own = records.filter(({ kind }) => kind === definition.kind);
  const find = (number: string) => own.find(({ importerNumber }) => importerNumber === number);
  if (!definition.perImporterNumber) return [lineOf(definition, null, find(''), reader)];
  return numbers.map((number) => lineOf(definition, number, find(number), reader));
}

function describeCheck(definition: CheckDefinition, lines: Line[]): Check {
  const status = worstStatus(lines.map((line) => line.status));
  const worst = lines.find((line) => line.status === status);
  const { kind, title, question, computed, perImporterNumber, stops, needsFirst } = definition;
  return {
    kind,
    title,
    question,
    status,
    computed,
    perImporterNumber,
    stops: [...stops],
    needsFirst: [...needsFirst],
    facts: [...factsFeeding(kind)],
    nextAction: worst === undefined ? actionFor(definition, status) : worst.nextAction,
    lines,
  };
}

async function computedFor(
  tx: TenantTransaction,
  facts: ClientFactsRow,
  reader: Reader,
): Promise<Record<string, ComputedCheck>> {
  const { today } = reader;
  const rank = await findRankFacts(tx, { clientId: facts.id, today, windowDays: BOARD_NEAR_DAYS });
  const open = await listOpenDeadlinesOfClient(tx, facts.id);
  const isOurs = (kind: string, lastDay: string): boolean =>
    kind !== 'voluntary_reliquidation' && lastDay >= (today satisfies PlainDate);
  return computeChecks(
    {
      ...facts,
      hasOwner: facts.owner !== null,
      openDateCount: open.filter(({ kind, lastDay }) => isOurs(kind, lastDay)).length,
      channelWorks: await doesChannelWork(tx, reader),
      alertsWithin14: rank?.alertsWithin14 ?? 0,
    },
    today,
  );
}

/**
 * The eleven checks of a client in the order of the checklist, each with its lines; for one that was merged those of the client that
 * took it over. Throws `not_found`.
 */
export async function listChecks(tx: TenantTransaction, asked: string, reader: Reader): Promise<Check[]> {
  const clientId = await findPresentId(tx, asked);
  const [facts] = clientId === null ? [] : await listClientFacts(tx, [clientId]);
  if (clientId === null || facts === undefined) throw notFound();
  const records = await listCheckRecords(tx, clientId);
  const computed = await computedFor(tx, facts, reader);
  const numbers = facts.importerNumbers.map(({ number }) => number);
  return ORDERED_CHECKS.map((definition) => {
    const check = computed[definition.kind];
    const lines = check === undefined ? linesOf(definition, numbers, records, reader) : [computedLine(check)];
    return describeCheck(definition, lines);
  });
}
