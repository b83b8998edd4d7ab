import type { Check, CheckKind, CheckLine, CheckStatus, ClientDetail, Deadline, Member } from '@capeline/contracts';
import {
  addDays,
  computeDeadlines,
  daysBetween,
  maskImporterNumber,
  type PlainDate,
  plainDate,
  RULES_VERSION,
} from '@capeline/domain';
import { CHECK_TEXTS } from './check-texts.ts';
import type { Random } from './random.ts';

const KINDS = Object.keys(CHECK_TEXTS) as CheckKind[];
const WORST: CheckStatus[] = ['blocked', 'expired', 'unknown', 'in_progress', 'ready', 'not_applicable'];

export interface FakeGroup {
  readonly liquidatedOn: PlainDate;
  readonly entryCount: number;
  readonly dutyCents: number;
}
export interface FakeClient {
  readonly detail: ClientDetail;
  readonly checks: Check[];
  readonly deadlines: Deadline[];
  readonly groups: FakeGroup[];
}

export const worst = (statuses: readonly CheckStatus[]): CheckStatus =>
  WORST.find((status) => statuses.includes(status)) ?? 'unknown';

function deadlinesOf(id: string, name: string, groups: FakeGroup[], today: PlainDate, random: Random): Deadline[] {
  return groups.flatMap((group) =>
    computeDeadlines({ liquidatedOn: group.liquidatedOn })
      .filter(({ kind, lastDay }) => kind !== 'voluntary_reliquidation' && lastDay >= today)
      .map((clock): Deadline => {
        const days = daysBetween(today, clock.fileBy);
        const tier = [60, 30, 14, 7, 3, 1, 0].filter((value) => days <= value).at(-1) ?? null;
        const isAcknowledged = tier !== null && random.chance(0.6);
        return {
          ...clock,
          id: `${id}-${clock.kind}-${group.liquidatedOn}`,
          clientId: id,
          clientName: name,
          liquidatedOn: group.liquidatedOn,
          status: 'open',
          entryCount: group.entryCount,
          ieepaDutyCents: group.dutyCents,
          rulesVersion: RULES_VERSION,
          supersededBy: null,
          acknowledged: isAcknowledged
            ? { at: `${addDays(today, -2)}T14:05:00Z`, by: 'Dana Kerr', note: 'Batch in work' }
            : null,
          openAlertTier: isAcknowledged ? null : tier,
        };
      }),
  );
}

function checksOf(numbers: string[], members: Member[], today: PlainDate, random: Random): Check[] {
  const ease = random.next();
  return KINDS.map((kind): Check => {
    const { problem, nextAction, ...text } = CHECK_TEXTS[kind];
    const lines = (text.perImporterNumber ? numbers : [null]).map((number): CheckLine => {
      const status: CheckStatus = random.chance(0.62 + ease * 0.36)
        ? random.chance(0.9)
          ? 'ready'
          : 'not_applicable'
        : random.pick(['unknown', 'unknown', 'blocked', 'in_progress', 'expired'] as const);
      const isOpen = status !== 'ready' && status !== 'not_applicable';
      const isKnown = status !== 'unknown';
      return {
        importerNumber: number,
        importerNumberMasked: number === null ? null : maskImporterNumber(number),
        status,
        basis: 'attested',
        factsStatus: null,
        reason: isOpen && isKnown ? problem : null,
        evidenceNote: status === 'ready' ? 'Seen in the portal on a shared screen.' : null,
        verifiedOn: status === 'ready' ? addDays(today, -random.between(1, 40)) : null,
        expiresOn: null,
        owner: isOpen && isKnown ? random.pick(members) : null,
        nextAction: isOpen ? nextAction : null,
        waitingOn: isOpen && isKnown ? random.pick(['us', 'client', 'cbp'] as const) : null,
        waitingSince: isOpen && isKnown ? addDays(today, -random.between(0, 19)) : null,
        chaseOn: null,
        version: 1,
        updatedAt: null,
      };
    });
    const status = worst(lines.map((line) => line.status));
    const isOpen = status !== 'ready' && status !== 'not_applicable';
    return { kind, ...text, status, facts: [], nextAction: isOpen ? nextAction : null, lines };
  });
}

/** The two answers from the checks, as the server derives them: what nobody has seen is unknown, never yes. */
export function readinessOf(checks: readonly Check[]): ClientDetail['readiness'] {
  const stopping = (stop: Check['stops'][number]) =>
    checks.filter(({ status, stops }) => stops.includes(stop) && status !== 'ready' && status !== 'not_applicable');
  const answer = (list: readonly Check[]) =>
    list.length === 0 ? 'yes' : list.some(({ status }) => status !== 'unknown') ? 'no' : 'unknown';
  const kinds = (list: readonly Check[]) => list.map(({ kind }) => kind);
  const [filing, upload, payment] = [stopping('our_upload'), stopping('importer_upload'), stopping('payment')];
  return {
    canFile: answer(filing),
    canBePaid: answer(payment),
    ready: checks.filter(({ status }) => status === 'ready' || status === 'not_applicable').length,
    total: 11,
    stopsFiling: kinds(filing),
    stopsImporterUpload: kinds(upload),
    stopsPayment: kinds(payment),
  };
}

function groupsOf(today: PlainDate, random: Random): FakeGroup[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const entryCount = random.between(1, 120);
    return {
      liquidatedOn: addDays(today, -random.between(3, 178)),
      entryCount,
      dutyCents: entryCount * random.between(9_000, 160_000) + random.between(0, 99),
    };
  });
}

const next = (deadline: Deadline) => ({
  ...deadline,
  ifMissed: deadline.kind === 'cape_window' ? 'protest remains' : 'only counsel remains',
});

function rightOf(kind: 'cape' | 'protest', deadlines: Deadline[]): ClientDetail['rights'][number] {
  const mine = deadlines.filter((deadline) => (deadline.kind === 'cape_window') === (kind === 'cape'));
  return {
    kind,
    entryCount: mine.reduce((sum, { entryCount }) => sum + entryCount, 0),
    ieepaDutyCents: mine.reduce((sum, { ieepaDutyCents }) => sum + ieepaDutyCents, 0),
    next: mine[0] ? next(mine[0]) : null,
    lapsedEntryCount: 0,
    lapsedDutyCents: 0,
  };
}

/** Invents one client. */
export function fakeClient(
  index: number,
  name: string,
  members: Member[],
  today: PlainDate,
  random: Random,
): FakeClient {
  const id = `c${index + 1}`;
  const base = `${random.between(10, 98)}-${String(random.between(1_000_000, 9_999_999))}`;
  const numbers = Array.from(
    { length: random.chance(0.7) ? 1 : random.between(2, 3) },
    (_, suffix) => `${base}0${suffix}`,
  );
  const groups = random.chance(0.93) ? groupsOf(today, random) : [];
  const deadlines = deadlinesOf(id, name, groups, today, random).sort((a, b) => a.fileBy.localeCompare(b.fileBy));
  const checks = checksOf(numbers, members, today, random);
  const owner = random.chance(0.88) ? random.pick(members) : null;
  const dataAsOf = addDays(today, -(random.chance(0.9) ? 3 : random.between(8, 20)));
  const first = deadlines.find(({ fileBy }) => fileBy >= today) ?? deadlines[0] ?? null;
  const days = first ? daysBetween(today, plainDate(first.fileBy)) : 999;
  const isStale = daysBetween(dataAsOf, today) > 7;
  const group = days > 14 ? (isStale ? 3 : 4) : first?.kind === 'protest' ? 1 : 2;
  const open = checks.find(({ nextAction }) => nextAction !== null);
  const notYet = random.between(0, 40);
  const duty = groups.reduce((sum, { dutyCents }) => sum + dutyCents, 0);
  const count = groups.reduce((sum, { entryCount }) => sum + entryCount, 0);
  const detail: ClientDetail = {
    id,
    name,
    filers: { undecided: [], others: [], closed: [] },
    filerCodes: random.chance(0.75) ? ['605'] : ['605', random.pick(['K80', 'SP7'])],
    importerNumbers: numbers.map((importerNumber, position) => ({
      id: `${id}n${position}`,
      importerNumber,
      masked: maskImporterNumber(importerNumber),
      kind: 'ein',
      reportedName: name,
    })),
    entryCount: count + notYet,
    ieepaEntryCount: count + notYet,
    ieepaDutyCents: duty + notYet * 41_200,
    needsDataCount: random.chance(0.15) ? random.between(1, 4) : 0,
    proposalCount: random.chance(0.05) ? 1 : 0,
    goneCount: 0,
    dataAsOf,
    owner,
    nextDeadline: first ? next(first) : null,
    readiness: readinessOf(checks),
    rank: {
      group,
      pinned: owner === null || (first?.openAlertTier ?? 99) <= 7,
      reasons: owner === null ? ['no owner'] : isStale ? ['report older than a week'] : [],
    },
    nextStep: {
      text: owner === null ? 'Name an owner' : (open?.nextAction ?? 'Build the CAPE file'),
      waitingOn: open?.lines[0]?.waitingOn ?? 'us',
      waitingSince: open?.lines[0]?.waitingSince ?? null,
    },
    waiting: null,
    version: 1,
    rights: [rightOf('cape', deadlines), rightOf('protest', deadlines)],
    notYetLiquidated: { entryCount: notYet, ieepaDutyCents: notYet * 41_200 },
    provisional: null,
    openDeadlineCount: deadlines.length,
  };
  return { detail, checks, deadlines, groups };
}
