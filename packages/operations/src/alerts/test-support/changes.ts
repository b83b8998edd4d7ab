/** What may happen to a firm between two sweeps, by the product's own statements; random, from a seed. */
import { randomUUID } from 'node:crypto';
import {
  type Database,
  endAbsence,
  insertAbsence,
  refreshDeadlines,
  type TenantTransaction,
  withdrawAlerts,
} from '@capeline/db';
import { addDays, type PlainDate, plainDate } from '@capeline/domain';
import type { SeededRandom } from '../../../../../tests/support/seed.ts';
import { mergeClients } from '../../clients/merge-clients.ts';
import type { Writer } from '../../clients/reader.ts';
import { undoRegrouping } from '../../clients/undo-regrouping.ts';
import { acknowledgeDeadline } from '../acknowledge-deadline.ts';
import { undoAcknowledgement } from '../undo-acknowledgement.ts';
import { addClient } from './firm.ts';

export interface ChangingFirm {
  readonly database: Database;
  readonly organizationId: string;
  readonly random: SeededRandom;
  readonly clients: readonly string[];
}

const CLIENTS = 5;
const ENTRIES = 40;

/** A firm of a few clients with entries that liquidated, or will be found to have, around `today`; some of another kind of clock. */
export async function makeChangingFirm(
  made: Omit<ChangingFirm, 'clients'>,
  today: PlainDate,
): Promise<ChangingFirm & { readonly clients: readonly string[] }> {
  const { database, organizationId, random } = made;
  const clients: string[] = [];
  for (let count = 0; count < CLIENTS; count += 1) clients.push(await addClient(database, organizationId));
  await database.withTenantPg(organizationId, async (tx) => {
    await tx.query(
      `insert into importer_number (organization_id, id, number, kind, client_id)
       select $1, gen_random_uuid(), '12-34567890' || n, 'ein', id from unnest($2::uuid[]) with ordinality as c (id, n)`,
      [organizationId, clients],
    );
    for (let serial = 0; serial < ENTRIES; serial += 1) {
      const owner = random.below(CLIENTS);
      await tx.query(
        `insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, liquidation_status, liquidated_on,
                            ieepa_duty_cents, as_of, first_import_id, last_import_id)
         values ($1, $2, '606', $3, '12-34567890' || $4, 'liquidated', $5, $6, $7, $3, $3)`,
        [
          organizationId,
          `606${String(serial).padStart(8, '0')}`,
          clients[owner],
          owner + 1,
          addDays(today, random.below(360) - 240),
          random.below(9) * 1000,
          today,
        ],
      );
    }
    await refreshDeadlines(tx, 'all');
  });
  return { ...made, clients };
}

const pick = async <Row extends object>(tx: TenantTransaction, random: SeededRandom, sql: string) => {
  const rows = await tx.query<Row>(sql, [tx.organizationId]);
  return rows[random.below(rows.length)];
};

type Change = (tx: TenantTransaction, firm: ChangingFirm, writer: Writer) => Promise<void>;

const ANY_ENTRY = `select entry_number as "number", client_id as "clientId", liquidated_on as "liquidatedOn"
  from entry where organization_id = $1 order by 1`;
interface EntryRow {
  readonly number: string;
  readonly clientId: string;
  readonly liquidatedOn: string | null;
}

/** A report corrects a date, either way. */
const moveDate: Change = async (tx, { random }) => {
  const entry = await pick<EntryRow>(tx, random, ANY_ENTRY);
  if (entry === undefined) return;
  await tx.query(
    `update entry set liquidated_on = coalesce(liquidated_on, provisional_on) + $3::int, provisional_on = null,
            liquidation_status = 'liquidated' where organization_id = $1 and entry_number = $2`,
    [tx.organizationId, entry.number, random.below(121) - 60],
  );
  await refreshDeadlines(tx, [entry.clientId]);
};

/** A past date loses its status: what was a deadline warns as a date that would apply. */
const loseStatus: Change = async (tx, { random }) => {
  const entry = await pick<EntryRow>(tx, random, ANY_ENTRY);
  if (entry === undefined || entry.liquidatedOn === null) return;
  await tx.query(
    `update entry set provisional_on = liquidated_on, liquidated_on = null, liquidation_status = 'unknown'
      where organization_id = $1 and entry_number = $2`,
    [tx.organizationId, entry.number],
  );
  await refreshDeadlines(tx, [entry.clientId]);
};

/** An entry leaves a clock: filed, or found to be protested. */
const close: Change = async (tx, { random }) => {
  const entry = await pick<EntryRow>(tx, random, ANY_ENTRY);
  if (entry === undefined || entry.liquidatedOn === null) return;
  await tx.query(
    `insert into deadline_exit (organization_id, entry_number, kind, liquidated_on, cause) values ($1, $2, $3, $4, 'filed')
     on conflict do nothing`,
    [tx.organizationId, entry.number, random.below(2) === 0 ? 'cape_window' : 'protest', entry.liquidatedOn],
  );
  await refreshDeadlines(tx, [entry.clientId]);
};

/** Exits are taken back: entries stand on their clocks again. */
const reopen: Change = async (tx) => {
  await tx.query('delete from deadline_exit where organization_id = $1', [tx.organizationId]);
  await refreshDeadlines(tx, 'all');
};

/** The firm wants other business days between its own day and the end of a CAPE window. */
const changeMargin: Change = async (tx, { random }) => {
  await tx.query('update organization set cape_file_by_business_days = $2 where id = $1', [
    tx.organizationId,
    random.below(12),
  ]);
  await refreshDeadlines(tx, 'all');
};

/** An undo withdraws the alerts of a deadline. */
const withdraw: Change = async (tx, { random, clients }, { now }) => {
  const alerted = await pick<{ id: string }>(
    tx,
    random,
    'select deadline_id as id from alert where organization_id = $1 and withdrawn_at is null order by 1',
  );
  if (alerted !== undefined)
    await withdrawAlerts(tx, { deadlineIds: [alerted.id], importId: clients[0] ?? '', at: now });
};

const acknowledge: Change = async (tx, { random }, { now, actor }) => {
  const waiting = await pick<{ id: string }>(
    tx,
    random,
    'select deadline_id as id from alert where organization_id = $1 and withdrawn_at is null and acknowledged_at is null order by 1',
  );
  if (waiting !== undefined) await acknowledgeDeadline(tx, { deadlineId: waiting.id, note: null, actor, now });
};

/** Two clients become one, or two again: entries change their deadlines, and alerts go along. */
const regroup: Change = async (tx, { random }, writer) => {
  const merged = await pick<{ id: string }>(
    tx,
    random,
    'select id from client_regrouping where organization_id = $1 and undone_at is null order by done_at desc limit 1',
  );
  if (merged !== undefined) return void (await undoRegrouping(tx, merged.id, writer));
  const clients = await tx.query<{ id: string }>(
    'select id from client where organization_id = $1 and merged_into is null order by id',
    [tx.organizationId],
  );
  const from = random.below(clients.length);
  const into = (from + 1) % clients.length;
  const [clientId, intoClientId] = [clients[from]?.id ?? '', clients[into]?.id ?? ''];
  await mergeClients(tx, { clientId, request: { intoClientId } }, writer);
};

const CHANGES: readonly Change[] = [
  moveDate,
  moveDate,
  loseStatus,
  close,
  close,
  reopen,
  changeMargin,
  withdraw,
  acknowledge,
  regroup,
];

const anyMember = (tx: TenantTransaction, random: SeededRandom) =>
  pick<{ userId: string }>(
    tx,
    random,
    `select user_id as "userId" from membership where organization_id = $1 and role <> 'owner' order by 1`,
  );

/** A specialist becomes a manager, who hears everything, or the other way. */
const changeRole: Change = async (tx, { random }) => {
  const member = await anyMember(tx, random);
  await tx.query(
    `update membership set role = case role when 'manager' then 'specialist' else 'manager' end
      where organization_id = $1 and user_id = $2`,
    [tx.organizationId, member?.userId],
  );
};

const changeOwner: Change = async (tx, { random, clients }) => {
  const member = await anyMember(tx, random);
  await tx.query('update client set owner_user_id = $3 where organization_id = $1 and id = $2', [
    tx.organizationId,
    clients[random.below(clients.length)],
    member?.userId,
  ]);
};

/** Somebody will be away in a few days, and is stood in for. */
const goAway: Change = async (tx, { random }, { today, now }) => {
  const [away, delegate] = [await anyMember(tx, random), await anyMember(tx, random)];
  if (away === undefined || delegate === undefined || away.userId === delegate.userId) return;
  await endAbsence(tx, away.userId, now);
  await insertAbsence(tx, {
    id: randomUUID(),
    userId: away.userId,
    fromOn: addDays(today, random.below(4)),
    untilOn: addDays(today, 4 + random.below(6)),
    delegateUserId: delegate.userId,
    createdBy: null,
    createdAt: now,
  });
};

const takeAcknowledgementBack: Change = async (tx, { random }, writer) => {
  const known = await pick<{ id: string; at: Date }>(
    tx,
    random,
    `select deadline_id as id, max(acknowledged_at) as at from alert
      where organization_id = $1 and acknowledged_at is not null and withdrawn_at is null group by 1 order by 1`,
  );
  if (known !== undefined)
    await undoAcknowledgement(tx, { deadlineId: known.id, acknowledgedAt: known.at.toISOString() }, writer);
};

/** What changes who hears of an alert, or whether it speaks. */
const CHANGES_OF_PEOPLE: readonly Change[] = [
  changeRole,
  changeOwner,
  goAway,
  acknowledge,
  acknowledge,
  takeAcknowledgementBack,
  moveDate,
  close,
  reopen,
  regroup,
];

/** Changes one thing in the firm, and answers what it was. */
export async function changeSomething(
  firm: ChangingFirm,
  day: PlainDate,
  changes: 'of deadlines' | 'of people' = 'of deadlines',
): Promise<string> {
  const list = changes === 'of people' ? CHANGES_OF_PEOPLE : CHANGES;
  const change = list[firm.random.below(list.length)] ?? moveDate;
  const writer: Writer = {
    actor: { kind: 'system', id: null },
    today: plainDate(day),
    now: new Date(`${day}T15:00:00Z`),
  };
  await firm.database.withTenantPg(firm.organizationId, (tx) => change(tx, firm, writer));
  return change.name;
}
