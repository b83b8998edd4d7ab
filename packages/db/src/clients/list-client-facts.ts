import type { FactState } from '../account/account-facts.ts';
import type { TenantTransaction } from '../transactions.ts';
import { type ClientWaiting, WAITING_OF_CLIENT } from './update-client.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface ImporterNumberRow {
  readonly id: string;
  readonly number: string;
  readonly kind: 'ein' | 'ssn' | 'cbp_assigned';
  readonly reportedName: string | null;
}

/** One recorded check as readiness needs it; importerNumber is '' where the check is about the whole client. */
export interface CheckFactRow {
  readonly kind: string;
  readonly importerNumber: string;
  readonly status: string;
  readonly verifiedOn: string | null;
  readonly expiresOn: string | null;
  readonly waitingOn: 'us' | 'client' | 'cbp' | null;
  readonly waitingSince: string | null;
  readonly basis: 'attested' | 'facts';
}

/** What is counted of a client's entries, from client_summary. */
export interface ClientCountsRow {
  readonly entryCount: number;
  readonly ieepaEntryCount: number;
  readonly ieepaDutyCents: number;
  readonly unknownStateCount: number;
  readonly needsDataCount: number;
  readonly flaggedCount: number;
  readonly flagUnknownCount: number;
  readonly type09UnknownCount: number;
  readonly proposalCount: number;
  readonly goneCount: number;
  readonly filerCodes: string[];
  readonly dataAsOf: string | null;
}

export interface ClientFactsRow extends ClientCountsRow {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly owner: PersonRow | null;
  readonly waiting: ClientWaiting | null;
  readonly importerNumbers: readonly ImporterNumberRow[];
  readonly checks: readonly CheckFactRow[];
  /** What is known of our authority to protest; null while nobody asked. */
  readonly protestAuthority: Pick<FactState, 'value' | 'source' | 'asOf'> | null;
  /** The firm's own filer codes, and those that a person called another filer's; equal in every row. */
  readonly ourCodes: readonly string[];
  readonly otherCodes: readonly string[];
}

const COUNTS = `
  coalesce(s.entry_count, 0) as "entryCount", coalesce(s.ieepa_entry_count, 0) as "ieepaEntryCount",
  coalesce(s.ieepa_duty_cents, 0) as "ieepaDutyCents", coalesce(s.unknown_state_count, 0) as "unknownStateCount",
  coalesce(s.needs_data_count, 0) as "needsDataCount", coalesce(s.flagged_count, 0) as "flaggedCount",
  coalesce(s.flag_unknown_count, 0) as "flagUnknownCount", coalesce(s.type09_unknown_count, 0) as "type09UnknownCount",
  coalesce(s.proposal_count, 0) as "proposalCount", coalesce(s.gone_count, 0) as "goneCount",
  coalesce(s.filer_codes, '{}') as "filerCodes", s.data_as_of as "dataAsOf"`;

const NUMBER = `json_build_object('id', n.id, 'number', n.number, 'kind', n.kind, 'reportedName', n.reported_name)`;
const CHECK = `json_build_object('kind', k.kind, 'importerNumber', k.importer_number, 'status', k.status,
  'verifiedOn', k.verified_on, 'expiresOn', k.expires_on, 'waitingOn', k.waiting_on, 'waitingSince', k.waiting_since,
  'basis', k.basis)`;

const select = (numbers: string, checks: string, where: string): string => `
select c.id, c.name, c.version, ${WAITING_OF_CLIENT} as waiting,
       case when u.id is null then null else json_build_object('id', u.id, 'name', u.name, 'email', u.email) end as owner,
       ${COUNTS}, coalesce(n.list, '[]') as "importerNumbers", coalesce(k.list, '[]') as checks,
       case when p.value is null then null
            else json_build_object('value', p.value, 'source', p.source, 'asOf', p.as_of) end as "protestAuthority",
       array(select code from filer_code where organization_id = $1 and confirmed) as "ourCodes",
       array(select code from filer_code where organization_id = $1 and is_another) as "otherCodes"
  from client c
  left join client_summary s on s.organization_id = $1 and s.client_id = c.id
  left join app_user u on u.id = c.owner_user_id
  left join account_fact p on p.organization_id = $1 and p.client_id = c.id and p.kind = 'authority_protest' and p.importer_number = ''
  left join ${numbers} n on ${where === '' ? 'n.client_id = c.id' : 'true'}
  left join ${checks} k on ${where === '' ? 'k.client_id = c.id' : 'true'}
 where c.organization_id = $1 and c.merged_into is null ${where}`;

// A page asks index by index for its few clients; the whole firm is grouped in one pass.
const FACTS_OF = select(
  `lateral (select json_agg(${NUMBER} order by n.number) as list
     from importer_number n where n.organization_id = $1 and n.client_id = c.id)`,
  `lateral (select json_agg(${CHECK}) as list from check_record k where k.organization_id = $1 and k.client_id = c.id)`,
  'and c.id = any ($2::uuid[])',
);
const FACTS_OF_ALL = select(
  `(select n.client_id, json_agg(${NUMBER} order by n.number) as list
     from importer_number n where n.organization_id = $1 group by n.client_id)`,
  `(select k.client_id, json_agg(${CHECK}) as list from check_record k where k.organization_id = $1 group by k.client_id)`,
  '',
);

/** Names, owners, numbers, counts and checks of some clients, in no order; ids that the firm does not have are left out. */
export function listClientFacts(tx: TenantTransaction, clientIds: readonly string[]): Promise<ClientFactsRow[]> {
  return tx.query<ClientFactsRow>(FACTS_OF, [tx.organizationId, clientIds], { name: 'client-facts' });
}

/** As `listClientFacts`, for every client of the firm. */
export function listAllClientFacts(tx: TenantTransaction): Promise<ClientFactsRow[]> {
  return tx.query<ClientFactsRow>(FACTS_OF_ALL, [tx.organizationId]);
}
