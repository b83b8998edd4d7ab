import { isWaiting } from '../alerts/waiting-alerts.ts';
import { hasFailedLately } from '../imports/failed-imports.ts';
import { isStuck } from '../mail/watch-waiting.ts';
import type { TenantTransaction } from '../transactions.ts';

/** What the board says of the firm beside its clients, as far as every change of it moves the audit chain. */
export interface BoardFactsRow {
  readonly filerCodes: string[];
  readonly alertsNotAcknowledged: number;
  /** Entries with a past date that nothing says was a liquidation. */
  readonly provisionalDates: number;
  readonly dataAsOf: string | null;
}

const FIND_BOARD_FACTS = `
select array(select code from filer_code where organization_id = $1 order by code) as "filerCodes",
       (select count(*) from alert a join deadline d on d.organization_id = $1 and d.id = a.deadline_id
         where a.organization_id = $1 and ${isWaiting('$2')})
         as "alertsNotAcknowledged",
       (select count(*) from entry where organization_id = $1 and provisional_on is not null) as "provisionalDates",
       (select max(data_as_of) from client_summary where organization_id = $1) as "dataAsOf"`;

/** Counts the firm's own facts for the board of a day: what may be kept for as long as `findRankState` answers the same. */
export async function findBoardFacts(tx: TenantTransaction, today: string): Promise<BoardFactsRow> {
  const [row] = await tx.query<BoardFactsRow>(FIND_BOARD_FACTS, [tx.organizationId, today]);
  if (row === undefined) throw new Error('A statement that always gives one row gave none.');
  return row;
}

/** What the board says of imports and mails: it changes with the clock and with what a mail server answers, so it is asked at every look. */
export interface BoardNewsRow {
  readonly importsFailed: number;
  /** Messages that the mail server did not take at three attempts. */
  readonly mailsStuck: number;
  readonly lastImportAt: Date | null;
  readonly digestDate: string | null;
  readonly digestsAccepted: number;
  readonly digestsFailed: number;
  readonly digestsNotConfigured: number;
}

const FIND_BOARD_NEWS = `
select (select count(*) from report_import i
         where i.organization_id = $1 and ${hasFailedLately('$2')})
         as "importsFailed",
       (select count(*) from mail_message m where m.organization_id = $1 and ${isStuck('m')}) as "mailsStuck",
       (select max(committed_at) from report_import where organization_id = $1 and status = 'committed') as "lastImportAt",
       m.business_date as "digestDate", coalesce(m.accepted, 0) as "digestsAccepted", coalesce(m.failed, 0) as "digestsFailed",
       coalesce(m.not_configured, 0) as "digestsNotConfigured"
  from (select 1) as one
  left join (
    select business_date,
           count(*) filter (where status = 'accepted') as accepted,
           count(*) filter (where status in ('failed', 'refused')) as failed,
           count(*) filter (where status = 'not_configured') as not_configured
      from mail_message
     where organization_id = $1 and kind = 'digest'
     group by business_date order by business_date desc limit 1
  ) m on true`;

/** The newest of imports and digests; failed imports count for 14 days before `now`. */
export async function findBoardNews(tx: TenantTransaction, now: Date): Promise<BoardNewsRow> {
  const [row] = await tx.query<BoardNewsRow>(FIND_BOARD_NEWS, [tx.organizationId, now], { name: 'board-news' });
  if (row === undefined) throw new Error('A statement that always gives one row gave none.');
  return row;
}

/** Whether the newest message that was tried for the firm did not fail; true when none was tried yet. */
export async function lastMailWorked(tx: TenantTransaction): Promise<boolean> {
  const [row] = await tx.query<{ status: string }>(
    `select status from mail_message
      where organization_id = $1 and status in ('accepted', 'failed', 'refused')
      order by business_date desc, created_at desc limit 1`,
    [tx.organizationId],
  );
  return row === undefined || row.status === 'accepted';
}
