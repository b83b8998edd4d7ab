import {
  type LiquidationChange,
  type LiquidationFacts,
  type LiquidationStatus,
  mergeLiquidation,
  type PlainDate,
  type ReportedLiquidation,
} from '@capeline/domain';
import type { TenantPgTransaction } from '../transactions.ts';
import { isHeld } from './attested-facts.ts';

/** The report is older than what is known, or than what a person attested. */
const IS_OLDER = `(e.as_of > $2 or ${isHeld('liquidation')})`;

/** Everything that decides a merge, as text: equal keys give equal results. `e` is the entry, `s` the staged entry. */
export const MERGE_KEY = `row(e.liquidation_status, e.liquidated_on, e.reliquidated_on, e.scheduled_on, e.provisional_on,
  e.proposed_status, e.proposed_on, s.liquidation_status, s.liquidated_on, s.scheduled_on, s.provisional_on, ${IS_OLDER})::text`;

interface MergeInput {
  readonly key: string;
  readonly status: LiquidationStatus;
  readonly liquidatedOn: PlainDate | null;
  readonly reliquidatedOn: PlainDate | null;
  readonly scheduledOn: PlainDate | null;
  readonly provisionalOn: PlainDate | null;
  readonly proposedStatus: LiquidationStatus | null;
  readonly proposedOn: PlainDate | null;
  readonly reportedStatus: LiquidationStatus;
  readonly reportedLiquidatedOn: PlainDate | null;
  readonly reportedScheduledOn: PlainDate | null;
  readonly reportedProvisionalOn: PlainDate | null;
  readonly isOlder: boolean;
}

interface MergeOutput {
  readonly key: string;
  readonly next: LiquidationFacts;
  readonly changed: LiquidationChange;
}

function knownFacts(row: MergeInput): LiquidationFacts {
  const { status, liquidatedOn, reliquidatedOn, scheduledOn, provisionalOn, proposedStatus, proposedOn } = row;
  const reason = proposedOn === null ? 'no_longer_liquidated' : 'later_date';
  const proposed = proposedStatus === null ? null : ({ status: proposedStatus, date: proposedOn, reason } as const);
  return { status, liquidatedOn, reliquidatedOn, scheduledOn, provisionalOn, proposed };
}

function merge(row: MergeInput): MergeOutput {
  const known = knownFacts(row);
  const reported: ReportedLiquidation = {
    status: row.reportedStatus,
    liquidatedOn: row.reportedLiquidatedOn,
    scheduledOn: row.reportedScheduledOn,
    provisionalOn: row.reportedProvisionalOn,
    warning: null,
    needsData: null,
  };
  const { next, changed } = mergeLiquidation(known, reported, { reportIsOlder: row.isOlder });
  return { key: row.key, next: next ?? known, changed };
}

async function insertMerges(tx: TenantPgTransaction, merges: readonly MergeOutput[]): Promise<void> {
  await tx.query(
    `insert into liquidation_merge select merged.* from unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::date[],
       $6::date[], $7::text[], $8::date[], $9::text[]) as merged`,
    [
      merges.map(({ key }) => key),
      merges.map(({ next }) => next.status),
      merges.map(({ next }) => next.liquidatedOn),
      merges.map(({ next }) => next.reliquidatedOn),
      merges.map(({ next }) => next.scheduledOn),
      merges.map(({ next }) => next.provisionalOn),
      merges.map(({ next }) => next.proposed?.status ?? null),
      merges.map(({ next }) => next.proposed?.date ?? null),
      merges.map(({ changed }) => changed),
    ],
  );
}

const BATCH = 5000;

/**
 * Fills `liquidation_merge`, for the entries of `known_entry` that are not the same, with the outcome of every distinct pair of known and reported facts. The domain's function is
 * the only place where a merge is decided; a report has a few hundred distinct pairs, whatever its number of entries, and
 * they pass in batches.
 */
export async function mergeLiquidations(tx: TenantPgTransaction, asOf: string, isReported: boolean): Promise<void> {
  await tx.client.query(`create temporary table liquidation_merge (key text primary key, status text, liquidated_on date,
    reliquidated_on date, scheduled_on date, provisional_on date, proposed_status text, proposed_on date, changed text)
    on commit drop`);
  // A report without liquidation columns says nothing and clears nothing.
  if (!isReported) return;
  const [others] = await tx.query<{ any: boolean }>(
    'select exists (select from known_entry where not is_same) as "any"',
  );
  if (others?.any !== true) return;
  await tx.query(
    `declare distinct_pairs cursor for
     select distinct ${MERGE_KEY} as key, e.liquidation_status as status, e.liquidated_on as "liquidatedOn",
       e.reliquidated_on as "reliquidatedOn", e.scheduled_on as "scheduledOn", e.provisional_on as "provisionalOn",
       e.proposed_status as "proposedStatus", e.proposed_on as "proposedOn", s.liquidation_status as "reportedStatus",
       s.liquidated_on as "reportedLiquidatedOn", s.scheduled_on as "reportedScheduledOn",
       s.provisional_on as "reportedProvisionalOn", ${IS_OLDER} as "isOlder"
     from known_entry k
     join staged_entry s on s.entry_number = k.entry_number and s.problem is null
     join entry e on e.organization_id = $1 and e.entry_number = k.entry_number
     where not k.is_same`,
    [tx.organizationId, asOf],
  );
  for (;;) {
    const pairs = await tx.query<MergeInput>(`fetch ${BATCH} from distinct_pairs`);
    if (pairs.length > 0) await insertMerges(tx, pairs.map(merge));
    if (pairs.length < BATCH) break;
  }
  await tx.client.query('close distinct_pairs; analyze liquidation_merge');
}
