import { randomUUID } from 'node:crypto';
import { type Database, insertMembership, insertOrganization, insertUser, type MembershipRole } from '@capeline/db';
import { computeDeadlines, type DeadlineKind, plainDate } from '@capeline/domain';
import type { MailSettings } from '../mail-settings.ts';

export const TODAY = '2026-11-23';
export const NOW = new Date('2026-11-23T14:00:00Z');

export const MAIL: MailSettings = {
  isConfigured: true,
  from: 'Capeline <deadlines@broker.example>',
  appUrl: 'https://capeline.broker.example',
  isLoopback: true,
  isRehearsal: false,
};

/** A firm of one owner, written through the product's own queries. */
export async function makeFirm(
  database: Database,
  options: { name?: string; isSample?: boolean } = {},
): Promise<{ organizationId: string; ownerId: string; ownerEmail: string }> {
  const organizationId = randomUUID();
  const ownerEmail = `owner-${organizationId.slice(0, 8)}@broker.example`;
  const ownerId = await database.withTenantPg(organizationId, async (tx) => {
    const createdAt = new Date('2026-01-05T12:00:00Z');
    await insertOrganization(tx, {
      name: options.name ?? 'Harbor Brokers',
      isSample: options.isSample ?? false,
      createdAt,
    });
    const id = randomUUID();
    await insertUser(tx, { id, email: ownerEmail, name: 'Olive Owner', createdAt });
    await insertMembership(tx, { id: randomUUID(), userId: id, role: 'owner', createdAt });
    return id;
  });
  return { organizationId, ownerId, ownerEmail };
}

/** Adds a member and answers the person's id. */
export async function addMember(
  database: Database,
  organizationId: string,
  member: { email: string; role: MembershipRole; createdAt?: Date },
): Promise<string> {
  const id = randomUUID();
  const createdAt = member.createdAt ?? new Date('2026-01-05T12:00:00Z');
  await database.withTenantPg(organizationId, async (tx) => {
    await insertUser(tx, { id, email: member.email, name: member.email, createdAt });
    await insertMembership(tx, { id: randomUUID(), userId: id, role: member.role, createdAt });
  });
  return id;
}

export async function addClient(
  database: Database,
  organizationId: string,
  client: { name?: string; ownerUserId?: string | null } = {},
): Promise<string> {
  const id = randomUUID();
  await database.withTenantPg(organizationId, (tx) =>
    tx.query('insert into client (organization_id, id, name, owner_user_id) values ($1, $2, $3, $4)', [
      organizationId,
      id,
      client.name ?? 'Quill Paper Products',
      client.ownerUserId ?? null,
    ]),
  );
  return id;
}

/** Stores one clock of a liquidation exactly as the domain computes it. */
export async function addDeadline(
  database: Database,
  organizationId: string,
  deadline: {
    clientId: string;
    kind: DeadlineKind;
    liquidatedOn: string;
    ieepaDutyCents?: number;
    entryCount?: number;
  },
): Promise<string> {
  const event = deadline.kind === 'protest_reliquidation' ? 'reliquidation' : 'liquidation';
  const computed = computeDeadlines({ liquidatedOn: plainDate(deadline.liquidatedOn), event }).find(
    ({ kind }) => kind === deadline.kind,
  );
  if (computed === undefined) throw new Error('no such clock');
  const id = randomUUID();
  await database.withTenantPg(organizationId, (tx) =>
    tx.query(
      `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by,
                             practice_roll_day, status, entry_count, ieepa_duty_cents, rules_version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, 'test')`,
      [
        organizationId,
        id,
        deadline.clientId,
        deadline.kind,
        deadline.liquidatedOn,
        computed.lastDay,
        computed.safeDay,
        computed.fileBy,
        computed.practiceRollDay,
        deadline.entryCount ?? 1,
        deadline.ieepaDutyCents ?? 12_345_600,
      ],
    ),
  );
  return id;
}

/** Stores an entry that left its protest clock because a report showed a protest, with the clock that nobody is left in. */
export async function addProtestedEntry(
  database: Database,
  organizationId: string,
  entry: { clientId: string; entryNumber: string; liquidatedOn: string; protestNumber: string },
): Promise<void> {
  const { clientId, entryNumber, liquidatedOn, protestNumber } = entry;
  const deadlineId = await addDeadline(database, organizationId, {
    clientId,
    kind: 'protest',
    liquidatedOn,
    entryCount: 0,
  });
  await database.withTenantPg(organizationId, async (tx) => {
    await tx.query(`update deadline set status = 'done' where organization_id = $1 and id = $2`, [
      organizationId,
      deadlineId,
    ]);
    await tx.query(
      `insert into importer_number (organization_id, id, number, kind, client_id)
       values ($1, gen_random_uuid(), '12-345678900', 'ein', $2) on conflict do nothing`,
      [organizationId, clientId],
    );
    await tx.query(
      `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, liquidation_status, liquidated_on,
                          protest_number, as_of, first_import_id, last_import_id)
       values ($1, $2, left($2, 3), $3, '12-345678900', 'liquidated', $4, $5, '2026-11-20', $3, $3)`,
      [organizationId, entryNumber, clientId, liquidatedOn, protestNumber],
    );
    await tx.query(
      `insert into deadline_exit (organization_id, entry_number, kind, liquidated_on, cause, note)
       values ($1, $2, 'protest', $3, 'protested', 'protest ' || $4::text)`,
      [organizationId, entryNumber, liquidatedOn, protestNumber],
    );
  });
}

/** Alerts as stored, by deadline and tier. */
export async function readAlerts(
  database: Database,
  organizationId: string,
): Promise<{ deadlineId: string; tier: number }[]> {
  return database.withTenantPg(organizationId, (tx) =>
    tx.query(
      `select deadline_id as "deadlineId", tier from alert where organization_id = $1 order by created_at, tier desc, deadline_id`,
      [organizationId],
    ),
  );
}

export interface StoredMail {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly status: string;
  readonly attempts: number;
  readonly messageId: string;
  readonly smtpResponse: string | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date;
  readonly acceptedAt: Date | null;
}

export async function readMails(database: Database, organizationId: string): Promise<StoredMail[]> {
  return database.withTenantPg(organizationId, (tx) =>
    tx.query<StoredMail>(
      `select id, recipient, subject, text_body as text, html_body as html, status, attempts, message_id as "messageId",
              smtp_response as "smtpResponse", last_error as "lastError", next_attempt_at as "nextAttemptAt",
              accepted_at as "acceptedAt"
         from mail_message where organization_id = $1 order by business_date, recipient`,
      [organizationId],
    ),
  );
}
