/** A firm with nothing but open deadlines, as many as asked: what a sweep passes over. */
import { randomUUID } from 'node:crypto';
import type { Client as PgClient } from 'pg';
import { BOARD_TODAY } from './fill-firm.ts';

/** Dates of each client, and kinds of each date. */
const DATES = 500;
const KINDS = 2;

const FIRM = `insert into organization (id, name) values ($1, 'Sweep')`;
const OWNER = `with u as (insert into app_user (id, email, name) values ($2::uuid, 'owner-' || $2::uuid || '@bench.example', 'Owner of Sweep'))
  insert into membership (organization_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'owner')`;
const CLIENTS = `insert into client (organization_id, id, name, owner_user_id)
  select $1, md5('client' || n)::uuid, 'Importer ' || n, $2::uuid from generate_series(1, $3::int) n`;
// Of ten dates seven lie beyond every tier, one lies within them and was told, two lapsed and were told: a firm in its second year.
const DEADLINES = `insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status,
    entry_count, ieepa_duty_cents, rules_version)
  select $1, gen_random_uuid(), md5('client' || c)::uuid, k.kind, $3::date - 1100 + d, v.file_by + 9, v.file_by, v.file_by, 'open', 3, 1000 + d, 'bench'
    from generate_series(1, $2::int) c, generate_series(1, ${DATES}) d, (values ('cape_window'), ('protest')) k (kind),
         lateral (select case when d % 10 < 7 then $3::date + 70 + d when d % 10 = 7 then $3::date + 8 + d % 6 else $3::date - 20 - d end as file_by) v`;
const TOLD = `insert into alert (organization_id, id, deadline_id, tier, found_on, created_at, acknowledged_at)
  select $1, gen_random_uuid(), id, case when last_day < $2::date then -1 else 14 end, $2::date - 2, $2::timestamptz - interval '2 days', $2::timestamptz
    from deadline where organization_id = $1 and file_by <= $2::date + 14`;
const TOLD_MAIL = `insert into mail_message (organization_id, id, kind, recipient, business_date, message_id, subject, text_body, html_body, status)
  values ($1, $1, 'digest', 'owner-' || $2::uuid || '@bench.example', $3::date - 2, '<' || $1::uuid || '@bench.example>', 'told', 'told', 'told', 'accepted')`;
const TOLD_TO = `insert into alert_mail (organization_id, alert_id, recipient, mail_id)
  select $1, id, 'owner-' || $2::uuid || '@bench.example', $1 from alert where organization_id = $1`;
const DUE = `update deadline d set file_by = $2::date + 3, safe_day = $2::date + 3, last_day = $2::date + 9
  from (select id from deadline where organization_id = $1 and file_by > $2::date + 60 order by id limit $3) due
  where d.organization_id = $1 and d.id = due.id`;

/** Fills an empty, migrated database with one firm of so many open deadlines, of which `due` enter a tier today and were never told. */
export async function fillDeadlines(
  admin: PgClient,
  size: { readonly deadlines: number; readonly due: number },
): Promise<{ readonly organizationId: string }> {
  const organizationId = randomUUID();
  const ownerId = randomUUID();
  const clients = Math.ceil(size.deadlines / (DATES * KINDS));
  await admin.query(FIRM, [organizationId]);
  await admin.query(OWNER, [organizationId, ownerId]);
  await admin.query(CLIENTS, [organizationId, ownerId, clients]);
  await admin.query(DEADLINES, [organizationId, clients, BOARD_TODAY]);
  await admin.query(TOLD, [organizationId, BOARD_TODAY]);
  await admin.query(TOLD_MAIL, [organizationId, ownerId, BOARD_TODAY]);
  await admin.query(TOLD_TO, [organizationId, ownerId]);
  await admin.query(DUE, [organizationId, BOARD_TODAY, size.due]);
  await admin.query('vacuum analyze');
  return { organizationId };
}
