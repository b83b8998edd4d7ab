/** What must hold after every fault, whatever it was; promises 1 to 5 of the product. */
import { expect } from '@jest/globals';
import { JOB_PAYLOADS } from '../../../packages/contracts/src/index.ts';
import { verifyAuditChain } from '../../../packages/db/src/index.ts';
import { plainDate, tierOn, type WatchedDeadline } from '../../../packages/domain/src/index.ts';
import type { FailedJob } from '../../../packages/runtime/src/index.ts';
import { waitUntil } from '../../journeys/support/wait-until.ts';
import { type Installation, TODAY } from './installation.ts';
import { withQueue } from './queue.ts';

export interface Exceptions {
  /** Reasons of jobs that were made to fail. */
  readonly failedJobs?: RegExp;
  /** Whether a message may have arrived twice: only after a kill between the mail server's accept and our commit. */
  readonly mayRepeatMails?: boolean;
  readonly timeoutMs?: number;
}

/** Open deadlines that entered a tier and were not alerted; by the law itself, not by the SQL that raises alerts. */
async function findSilentDeadlines(query: Installation['query']): Promise<object[]> {
  const deadlines = await query<WatchedDeadline & { id: string; alerted: number | null }>(
    `select d.id, d.kind, d.last_day::text as "lastDay", d.safe_day::text as "safeDay", d.file_by::text as "fileBy",
            (select min(a.tier) from alert a where a.organization_id = d.organization_id and a.deadline_id = d.id
                and a.withdrawn_at is null) as alerted
       from deadline d where d.status = 'open' and d.entry_count > 0`,
  );
  return deadlines.filter((deadline) => {
    const tier = tierOn(deadline, plainDate(TODAY));
    return tier !== null && (deadline.alerted === null || deadline.alerted > (tier === 'lapsed' ? -1 : tier));
  });
}

/** Waits until nothing is on its way any more: no message in the outbox, no import and no mail that somebody should work on, no deadline to alert. */
async function settle({ query }: Installation, timeoutMs: number): Promise<void> {
  let left: { what: string; count: number }[] = [];
  await waitUntil(
    async () => {
      // First: alerts and their message are one transaction, so that whoever sees the alerts sees the message on its way below.
      if ((await findSilentDeadlines(query)).length > 0) return false;
      left = await query(
        `select what, count::int from (
           select 'outbox' as what, count(*) from outbox
           union all select 'imports', count(*) from report_import where status in ('received', 'reading', 'committing')
           union all select 'mails', count(*) from mail_message where status in ('queued', 'sending')) x where count > 0`,
      );
      return left.length === 0;
    },
    timeoutMs,
    () => `still on its way: ${JSON.stringify(left)}, or a due deadline without its alert`,
  );
}

const NO_ROWS: readonly (readonly [string, string])[] = [
  [
    'an import whose rows are not those that were read',
    `select i.id, i.status, i.rows_read, i.rows_accepted, lines.count::int
       from report_import i
       cross join lateral (select count(*) from entry_line l where l.organization_id = i.organization_id and l.import_id = i.id) lines
      where i.status = 'committed'
        and (i.rows_read <> i.rows_accepted + i.rows_rejected
          or i.entries_unchanged = 0 and i.rows_rejected = 0 and lines.count <> i.rows_accepted)`,
  ],
  [
    'something that an import left behind without being committed',
    `select i.id, i.status from report_import i
      where i.status <> 'committed'
        and (exists (select from entry_line l where l.organization_id = i.organization_id and l.import_id = i.id)
          or exists (select from entry e where e.organization_id = i.organization_id and i.id in (e.first_import_id, e.last_import_id)))`,
  ],
  [
    'an import that was committed more or less than once by its trail',
    `select i.id, i.status, trail.count::int from report_import i
      cross join lateral (select count(*) from audit_event a where a.organization_id = i.organization_id
                             and a.action = 'import.committed' and a.subject_id = i.id::text) trail
      where trail.count <> case i.status when 'committed' then 1 else 0 end`,
  ],
  [
    'an entry whose lines or duty are not those of one of its readings',
    `select e.organization_id, e.entry_number from entry e
      where not exists (select from entry_line l where l.organization_id = e.organization_id and l.entry_number = e.entry_number
                         group by l.import_id
                        having count(*) = e.line_count and sum(l.duty_cents) filter (where l.is_ieepa) = e.ieepa_duty_cents)`,
  ],
  [
    'a client whose summary is not the sum of its entries',
    `select c.organization_id, c.id, s.entry_count, sums.count::int from client c
       join client_summary s on s.organization_id = c.organization_id and s.client_id = c.id
       cross join lateral (select count(*), sum(ieepa_duty_cents) as cents from entry e
                            where e.organization_id = c.organization_id and e.client_id = c.id) sums
      where s.entry_count <> sums.count or s.ieepa_duty_cents <> coalesce(sums.cents, 0)`,
  ],
  [
    'a protest clock that does not count its entries',
    `select d.organization_id, d.id, d.entry_count, joined.count::int from deadline d
      cross join lateral (select count(*) from entry e where e.organization_id = d.organization_id and e.client_id = d.client_id
                             and e.liquidated_on = d.liquidated_on) joined
      where d.kind = 'protest' and d.entry_count <> joined.count`,
  ],
  [
    'a liquidated entry without a clock',
    `select e.organization_id, e.entry_number from entry e
      where e.liquidated_on is not null and not exists (
        select from deadline d where d.organization_id = e.organization_id and d.client_id = e.client_id
           and d.kind = 'protest' and d.liquidated_on = e.liquidated_on)`,
  ],
  [
    'an alert older than a digest that does not tell it exactly once',
    `select a.organization_id, a.id, m.recipient from alert a
       join mail_message m on m.organization_id = a.organization_id and m.kind = 'digest' and m.created_at >= a.created_at
      where (select count(*) from alert_mail t where t.organization_id = a.organization_id and t.alert_id = a.id
                and t.recipient = m.recipient) <> 1`,
  ],
  [
    'a recipient with two digests on one day',
    `select organization_id, recipient, business_date from mail_message where kind = 'digest'
      group by 1, 2, 3 having count(*) > 1`,
  ],
  ['a message that was not accepted', `select id, status, last_error from mail_message where status <> 'accepted'`],
];

async function expectMails({ query, sink }: Installation, mayRepeat: boolean): Promise<void> {
  const written = await query<{ id: string }>('select message_id as id from mail_message order by 1');
  const arrived = sink.messages.map(({ messageId }) => messageId ?? 'none');
  const ids = mayRepeat ? [...new Set(arrived)] : arrived;
  expect(ids.toSorted()).toEqual(written.map(({ id }) => id).toSorted());
}

/** Each firm holds exactly what was sent in for it, and its mails speak of nobody else. */
async function expectNothingForeign({ query, firms, sink }: Installation): Promise<void> {
  for (const firm of firms) {
    const entries = await query<{ entryNumber: string }>(
      'select entry_number as "entryNumber" from entry where organization_id = $1',
      [firm.organizationId],
    );
    const numbers = entries.map(({ entryNumber }) => entryNumber);
    expect({ firm: firm.name, lacks: firm.sent.size - numbers.length }).toEqual({ firm: firm.name, lacks: 0 });
    expect(numbers.filter((number) => !firm.sent.has(number))).toEqual([]);
    const names = await query<{ name: string }>('select name from client where organization_id = $1', [
      firm.organizationId,
    ]);
    expect(names.filter(({ name }) => !name.startsWith(firm.clientName))).toEqual([]);
    const others = firms.filter((other) => other !== firm);
    const mails = sink.messages.filter(({ to }) => to.includes(firm.ownerEmail));
    for (const other of others)
      expect(mails.filter(({ text }) => text.includes(other.filerCode) || text.includes(other.name))).toEqual([]);
  }
  const owners = new Set(firms.map(({ ownerEmail }) => ownerEmail));
  expect(sink.messages.filter(({ to }) => to.some((address) => !owners.has(address)))).toEqual([]);
}

const failedJobs = (installation: Installation): Promise<FailedJob[]> =>
  withQueue(installation, async (queue) =>
    (await Promise.all(Object.keys(JOB_PAYLOADS).map((name) => queue.queue(name).failed(100)))).flat(),
  );

/**
 * Asserts, once everything has come to rest, what no fault may break: rows per import, one effect per alert and recipient,
 * Message-IDs, the audit chains, an empty outbox, no failed job that is not excepted, and nothing of another firm.
 */
export async function expectInvariants(installation: Installation, exceptions: Exceptions = {}): Promise<void> {
  const { failedJobs: expected, mayRepeatMails = false, timeoutMs = 60_000 } = exceptions;
  await settle(installation, timeoutMs);
  for (const [what, sql] of NO_ROWS) expect({ what, rows: await installation.query(sql) }).toEqual({ what, rows: [] });
  await expectMails(installation, mayRepeatMails);
  await expectNothingForeign(installation);
  const failed = await failedJobs(installation);
  expect(failed.filter(({ reason }) => expected?.test(reason) !== true)).toEqual([]);
  for (const { name, organizationId } of installation.firms) {
    const verdict = await installation.database.withTenantPg(organizationId, verifyAuditChain);
    expect({ name, fault: verdict.ok ? null : verdict }).toEqual({ name, fault: null });
  }
}
