import type { CheckFactRow, ClientCountsRow } from '@capeline/db';
import {
  type CheckKind,
  type CheckResult,
  type CheckStatus,
  type ComputedCheck,
  computeDeadlinesCalendared,
  computeReconciliationSplit,
  effectiveStatus,
  isCheckKind,
  NO_IEEPA_DUTY_EXCLUDES,
  type PlainDate,
  plainDate,
} from '@capeline/domain';

/** What the two computed checks look at. */
export interface ComputedCheckFacts extends ClientCountsRow {
  readonly hasOwner: boolean;
  /** Open dates of the client; without an owner none of them has one. */
  readonly openDateCount: number;
  readonly channelWorks: boolean;
  readonly alertsWithin14: number;
}

/** The two checks that nobody can tick, with their reasons. */
export function computeChecks(facts: ComputedCheckFacts, today: PlainDate): Record<string, ComputedCheck> {
  return {
    reconciliation_split: computeReconciliationSplit(facts),
    deadlines_calendared: computeDeadlinesCalendared(
      {
        entryCount: NO_IEEPA_DUTY_EXCLUDES ? facts.ieepaEntryCount : facts.entryCount,
        unknownStateCount: facts.unknownStateCount,
        dataAsOf: facts.dataAsOf === null ? null : plainDate(facts.dataAsOf),
        datesWithoutOwnerCount: facts.hasOwner ? 0 : facts.openDateCount,
        channelWorks: facts.channelWorks,
        unacknowledgedWithin14Count: facts.alertsWithin14,
      },
      today,
    ),
  };
}

/** The status of a record that counts on a day: evidence that stopped holding is expired. */
export function effectiveOf(
  record: Pick<CheckFactRow, 'status' | 'verifiedOn' | 'expiresOn'>,
  kind: CheckKind,
  today: PlainDate,
): CheckStatus {
  return effectiveStatus(
    {
      kind,
      status: record.status as CheckStatus,
      verifiedOn: record.verifiedOn === null ? null : plainDate(record.verifiedOn),
      expiresOn: record.expiresOn === null ? null : plainDate(record.expiresOn),
    },
    today,
  );
}

/** Every check's effective status, recorded and computed, as readiness takes them. */
export function checkResults(
  records: readonly CheckFactRow[],
  computed: Readonly<Record<string, ComputedCheck>>,
  today: PlainDate,
): CheckResult[] {
  const results: CheckResult[] = [];
  for (const record of records) {
    const { kind } = record;
    if (!isCheckKind(kind) || computed[kind] !== undefined) continue;
    const importerNumber = record.importerNumber === '' ? null : record.importerNumber;
    results.push({ kind, importerNumber, status: effectiveOf(record, kind, today) });
  }
  for (const [kind, { status }] of Object.entries(computed)) {
    if (isCheckKind(kind)) results.push({ kind, importerNumber: null, status });
  }
  return results;
}
