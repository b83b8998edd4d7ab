-- No official list confirms which headings carry IEEPA duty, so an entry that shows none on ours counts among what is unknown, too:
-- an unverified rule may leave nothing out. Row-level security binds the owner of the tables and is lifted for the counting.
alter table entry no force row level security;
alter table client_summary no force row level security;
update client_summary s
   set unknown_state_count = n.unknown_state, flagged_count = n.flagged, flag_unknown_count = n.flag_unknown,
       type09_unknown_count = n.type09_unknown
  from (select organization_id, client_id,
               count(*) filter (where liquidation_status = 'unknown' or needs_data is not null)::int as unknown_state,
               count(*) filter (where reconciliation_flagged)::int as flagged,
               count(*) filter (where reconciliation_flagged is null)::int as flag_unknown,
               count(*) filter (where reconciliation_flagged and type09_on_file is null)::int as type09_unknown
          from entry group by organization_id, client_id) n
 where s.organization_id = n.organization_id and s.client_id = n.client_id;
alter table entry force row level security;
alter table client_summary force row level security;
