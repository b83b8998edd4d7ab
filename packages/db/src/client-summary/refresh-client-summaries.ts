import { NO_IEEPA_DUTY_EXCLUDES } from '@capeline/domain';
import type { ClientScope } from '../deadlines/refresh-deadlines.ts';
import type { TenantTransaction } from '../transactions.ts';

// For what is unknown every entry counts that may carry IEEPA duty: also one that shows none, as long as the list of headings is
// unverified. For money only what was seen counts.
const MAY_BE_IEEPA = NO_IEEPA_DUTY_EXCLUDES ? '(e.ieepa_duty_cents is null or e.ieepa_duty_cents > 0)' : 'true';
const IS_UNKNOWN = "(e.liquidation_status = 'unknown' or e.needs_data is not null)";

/**
 * Counts the clients' entries anew, set-wise, so that the board never counts. How old the data are is told by reports alone: what
 * a person entered says nothing of last Friday's liquidations. A client without entries keeps a row of
 * zeros. Run it in the transaction that changed the entries, after them.
 */
export async function refreshClientSummaries(tx: TenantTransaction, clients: ClientScope): Promise<void> {
  if (clients !== 'all' && clients.length === 0) return;
  await tx.query(
    `with by_code as materialized (
       select e.client_id, e.filer_code, count(*)::int as entries, count(*) filter (where e.ieepa_duty_cents > 0)::int as ieepa,
         coalesce(sum(e.ieepa_duty_cents), 0)::bigint as cents,
         count(*) filter (where ${MAY_BE_IEEPA} and ${IS_UNKNOWN})::int as unknown_state,
         count(*) filter (where e.needs_data is not null)::int as needs_data,
         count(*) filter (where ${MAY_BE_IEEPA} and e.reconciliation_flagged)::int as flagged,
         count(*) filter (where ${MAY_BE_IEEPA} and e.reconciliation_flagged is null)::int as flag_unknown,
         count(*) filter (where ${MAY_BE_IEEPA} and e.reconciliation_flagged and e.type09_on_file is null)::int as type09_unknown,
         count(*) filter (where e.proposed_status is not null)::int as proposals,
         count(*) filter (where e.gone_since is not null)::int as gone,
         max(e.as_of) filter (where e.last_import_id is not null) as data_as_of
       from entry e where e.organization_id = $1 and (e.client_id = any($2::uuid[]) or $2::uuid[] is null)
       group by e.client_id, e.filer_code
     ), counted as materialized (
       select client_id, sum(entries)::int as entries, sum(ieepa)::int as ieepa, sum(cents)::bigint as cents,
         sum(unknown_state)::int as unknown_state, sum(needs_data)::int as needs_data, sum(flagged)::int as flagged,
         sum(flag_unknown)::int as flag_unknown, sum(type09_unknown)::int as type09_unknown, sum(proposals)::int as proposals,
         sum(gone)::int as gone, max(data_as_of) as data_as_of, array_agg(filer_code order by filer_code) as codes
       from by_code group by client_id
     )
     insert into client_summary (organization_id, client_id, entry_count, ieepa_entry_count, ieepa_duty_cents,
       unknown_state_count, needs_data_count, flagged_count, flag_unknown_count, type09_unknown_count, proposal_count,
       gone_count, filer_codes, data_as_of, updated_at)
     select $1, c.id, coalesce(n.entries, 0), coalesce(n.ieepa, 0), coalesce(n.cents, 0), coalesce(n.unknown_state, 0),
       coalesce(n.needs_data, 0), coalesce(n.flagged, 0), coalesce(n.flag_unknown, 0), coalesce(n.type09_unknown, 0),
       coalesce(n.proposals, 0), coalesce(n.gone, 0), coalesce(n.codes, '{}'), n.data_as_of, now()
     from client c left join counted n on n.client_id = c.id
     where c.organization_id = $1 and (c.id = any($2::uuid[]) or $2::uuid[] is null)
     on conflict (organization_id, client_id) do update
       set entry_count = excluded.entry_count, ieepa_entry_count = excluded.ieepa_entry_count,
           ieepa_duty_cents = excluded.ieepa_duty_cents, unknown_state_count = excluded.unknown_state_count,
           needs_data_count = excluded.needs_data_count, flagged_count = excluded.flagged_count,
           flag_unknown_count = excluded.flag_unknown_count, type09_unknown_count = excluded.type09_unknown_count,
           proposal_count = excluded.proposal_count, gone_count = excluded.gone_count, filer_codes = excluded.filer_codes, data_as_of = excluded.data_as_of,
           updated_at = excluded.updated_at`,
    [tx.organizationId, clients === 'all' ? null : clients],
  );
}
