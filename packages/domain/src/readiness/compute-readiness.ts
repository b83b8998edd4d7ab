import type { Ternary } from '../account/account-facts.ts';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import { CHECK_KINDS, type CheckKind, type CheckStatus, type CheckStop } from '../checks/check-kinds.ts';
import { worstStatus } from '../checks/check-state.ts';

export type ReadinessAnswer = 'yes' | 'no' | 'unknown';

/** The two answers about one client, and what stands between. Public shape. */
export interface Readiness {
  /** Our own upload with our filer code. */
  readonly canFile: ReadinessAnswer;
  readonly canBePaid: ReadinessAnswer;
  /** Checks that are ready or not applicable. */
  readonly ready: number;
  readonly total: 11;
  readonly stopsFiling: readonly CheckKind[];
  readonly stopsImporterUpload: readonly CheckKind[];
  readonly stopsPayment: readonly CheckKind[];
}

/** One check's effective status; `importerNumber` null for checks of the whole client. */
export interface CheckResult {
  readonly kind: CheckKind;
  readonly importerNumber: string | null;
  readonly status: CheckStatus;
}

export interface ReadinessInput {
  /** Every importer number of the client: a number without a result is unknown, not ready. */
  readonly importerNumbers: readonly string[];
  readonly results: readonly CheckResult[];
  /** Under which kinds of filer codes the client's entries stand; without it nothing is asked. */
  readonly filers?: FilerCodeCounts;
}

/** How many codes of each kind. */
export interface FilerCodeCounts {
  /** Our own, `closed` ones left out. */
  readonly ours: number;
  /** Our own that are known to be unable to upload now: the account, or the log-in of whoever uploads. */
  readonly closed: number;
  readonly others: number;
  readonly unknown: number;
}

/** One status a kind: over several importer numbers the worst; what is missing is unknown. */
export function statusByKind(input: ReadinessInput): Readonly<Record<CheckKind, CheckStatus>> {
  const statuses = {} as Record<CheckKind, CheckStatus>;
  for (const kind of CHECK_KINDS) {
    const results = input.results.filter((result) => result.kind === kind);
    const found = CHECK_DEFINITIONS[kind].perImporterNumber
      ? input.importerNumbers.map((number) =>
          worstStatus(results.filter((result) => result.importerNumber === number).map((result) => result.status)),
        )
      : results.map((result) => result.status);
    statuses[kind] = worstStatus(found);
  }
  return statuses;
}

/** True when nothing is left to do about a check. */
export const isDone = (status: CheckStatus): boolean => status === 'ready' || status === 'not_applicable';

/** One answer from the checks that can stop something: no when one is known to, unknown when nobody looked, else yes. */
export function answerFrom(statuses: readonly CheckStatus[]): ReadinessAnswer {
  const open = statuses.filter((status) => !isDone(status));
  if (open.length === 0) return 'yes';
  return open.every((status) => status === 'unknown') ? 'unknown' : 'no';
}

/**
 * We file under our own code alone, and with an account that can upload: where no other code is left the answer is no. A code that nobody
 * decided about is never a yes; an account that nobody looked at is asked about by our own firm's checks and changes no client.
 */
function withFilers(answer: ReadinessAnswer, filers: FilerCodeCounts | undefined): ReadinessAnswer {
  if (filers === undefined) return answer;
  if (filers.others + filers.closed > 0 && filers.ours === 0 && filers.unknown === 0) return 'no';
  return answer === 'yes' && filers.unknown > 0 ? 'unknown' : answer;
}

/**
 * Answers "can we file" and "can the importer be paid" separately, from effective statuses. A stopping check that is
 * blocked, expired or in progress means no; one that nobody looked at means unknown, never yes. Touches no date.
 */
export function computeReadiness(input: ReadinessInput): Readiness {
  const statuses = statusByKind(input);
  const open = CHECK_KINDS.filter((kind) => !isDone(statuses[kind]));
  const stopping = (stop: CheckStop) => open.filter((kind) => CHECK_DEFINITIONS[kind].stops.includes(stop));
  const answerOf = (kinds: readonly CheckKind[]) => answerFrom(kinds.map((kind) => statuses[kind]));
  const stopsFiling = stopping('our_upload');
  const stopsPayment = stopping('payment');
  return {
    canFile: withFilers(answerOf(stopsFiling), input.filers),
    canBePaid: answerOf(stopsPayment),
    ready: CHECK_KINDS.length - open.length,
    total: 11,
    stopsFiling,
    stopsImporterUpload: stopping('importer_upload'),
    stopsPayment,
  };
}

/** What is known of our authority to protest for a client. */
export interface ProtestAuthority {
  /** What the paper for protests says on the day; null while nobody recorded one. */
  readonly paper: Ternary | null;
  /** The check of our authority as a person attested it; null where facts about CAPE decide it. */
  readonly attested: CheckStatus | null;
}

/**
 * Whether we may protest for the client: our authority for that alone decides, nothing else that CAPE needs. A paper for CAPE is none for
 * protests (A41); whom nobody asked about papers is taken at the word of the check.
 */
export function mayProtestFor({ paper, attested }: ProtestAuthority): boolean {
  return paper === null ? attested !== null && isDone(attested) : paper === 'yes';
}
