import { randomUUID } from 'node:crypto';
import type { Database } from '@capeline/db';

/** Rows of one firm, written as the application's role, so that a test states exactly the facts that it is about. */
export interface TradeFixture {
  readonly client: (facts: ClientFixture) => Promise<string>;
  readonly deadline: (facts: DeadlineFixture) => Promise<string>;
  readonly entry: (facts: EntryFixture) => Promise<void>;
  readonly alert: (deadlineId: string, tier: number) => Promise<string>;
  readonly check: (clientId: string, kind: string, importerNumber: string, status: string) => Promise<void>;
  /** A member of the firm beside its owner; answers with the person's id. */
  readonly member: (name: string, role: string) => Promise<string>;
  /** Any statement, for what a test must see or set aside from the API. */
  readonly query: <Row extends object>(sql: string, params?: readonly unknown[]) => Promise<Row[]>;
}

export interface ClientFixture {
  readonly name: string;
  readonly id?: string;
  readonly ownerUserId?: string;
  readonly numbers?: readonly string[];
  readonly filerCodes?: readonly string[];
  readonly dataAsOf?: string | null;
  readonly ieepaEntryCount?: number;
  readonly needsDataCount?: number;
  readonly flagUnknownCount?: number;
}

export interface DeadlineFixture {
  readonly clientId: string;
  readonly kind: string;
  readonly liquidatedOn: string;
  readonly lastDay: string;
  readonly fileBy: string;
  readonly safeDay?: string;
  readonly status?: string;
  readonly entryCount?: number;
  readonly cents?: number;
}

export interface EntryFixture {
  readonly clientId: string;
  readonly entryNumber: string;
  readonly importerNumber: string;
  readonly status?: string;
  readonly entryType?: string | null;
  readonly entryDate?: string | null;
  readonly liquidatedOn?: string | null;
  readonly scheduledOn?: string | null;
  readonly proposedOn?: string | null;
  readonly cents?: number | null;
  readonly needsData?: string | null;
}

const kindOf = (number: string): string => (/^\d{3}-\d{2}-\d{4}$/.test(number) ? 'ssn' : 'ein');

const INSERT_SUMMARY = `insert into client_summary (organization_id, client_id, entry_count, ieepa_entry_count, needs_data_count,
  flag_unknown_count, filer_codes, data_as_of) values ($1, $2, $3, $3, $4, $5, $6, $7)`;

const INSERT_ENTRY = `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, entry_type, entry_date,
  liquidation_status, liquidated_on, scheduled_on, proposed_status, proposed_on, ieepa_duty_cents, needs_data, as_of, first_import_id,
  last_import_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '2026-11-21', $15, $15)`;

/** Opens the fixture of one firm. */
export function tradeFixture(database: Database, organizationId: string): TradeFixture {
  const query: TradeFixture['query'] = (sql, params) =>
    database.withTenantPg(organizationId, (tx) => tx.query(sql, params));
  const run = (sql: string, ...params: unknown[]) => query(sql, [organizationId, ...params]);

  return {
    query,
    client: async (facts) => {
      const id = facts.id ?? randomUUID();
      await run(
        'insert into client (organization_id, id, name, owner_user_id) values ($1, $2, $3, $4)',
        id,
        facts.name,
        facts.ownerUserId ?? null,
      );
      for (const number of facts.numbers ?? [])
        await run(
          'insert into importer_number (organization_id, id, number, kind, client_id) values ($1, $2, $3, $4, $5)',
          randomUUID(),
          number,
          kindOf(number),
          id,
        );
      const {
        ieepaEntryCount = 1,
        needsDataCount = 0,
        flagUnknownCount = 0,
        filerCodes = [],
        dataAsOf = '2026-11-21',
      } = facts;
      await run(INSERT_SUMMARY, id, ieepaEntryCount, needsDataCount, flagUnknownCount, filerCodes, dataAsOf);
      return id;
    },
    deadline: async (facts) => {
      const id = randomUUID();
      const {
        clientId,
        kind,
        liquidatedOn,
        lastDay,
        fileBy,
        safeDay = lastDay,
        status = 'open',
        entryCount = 1,
        cents = 0,
      } = facts;
      await run(
        `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status, entry_count,
           ieepa_duty_cents, rules_version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'test')`,
        id,
        clientId,
        kind,
        liquidatedOn,
        lastDay,
        safeDay,
        fileBy,
        status,
        entryCount,
        cents,
      );
      return id;
    },
    entry: async (facts) => {
      const {
        entryNumber,
        clientId,
        importerNumber,
        entryType = '01',
        entryDate = null,
        status = 'liquidated',
      } = facts;
      const { liquidatedOn = null, scheduledOn = null, proposedOn = null, cents = 100, needsData = null } = facts;
      const proposedStatus = proposedOn === null ? null : 'liquidated';
      await run(
        INSERT_ENTRY,
        entryNumber,
        entryNumber.slice(0, 3),
        clientId,
        importerNumber,
        entryType,
        entryDate,
        status,
        liquidatedOn,
        scheduledOn,
        proposedStatus,
        proposedOn,
        cents,
        needsData,
        randomUUID(),
      );
    },
    alert: async (deadlineId, tier) => {
      const id = randomUUID();
      await run(
        `insert into alert (organization_id, id, deadline_id, tier, found_on) values ($1, $2, $3, $4, '2026-11-23')`,
        id,
        deadlineId,
        tier,
      );
      return id;
    },
    check: async (clientId, kind, importerNumber, status) => {
      await run(
        `insert into check_record (organization_id, client_id, kind, importer_number, status, evidence_note, verified_on)
         values ($1, $2, $3, $4, $5, 'seen', '2026-11-20')`,
        clientId,
        kind,
        importerNumber,
        status,
      );
    },
    member: async (name, role) => {
      const id = randomUUID();
      await query('insert into app_user (id, email, name) values ($1, $2, $3)', [id, `${id}@firm.example`, name]);
      await run(
        'insert into membership (organization_id, id, user_id, role) values ($1, $2, $3, $4)',
        randomUUID(),
        id,
        role,
      );
      return id;
    },
  };
}
