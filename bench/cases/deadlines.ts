import { createDatabase, refreshDeadlines } from '../../packages/db/src/index.ts';
import { manyEntries } from '../config.ts';
import { type BenchCase, timeMs } from '../harness.ts';
import { connectAdmin, copyOf, filledDatabase } from '../support/filled-database.ts';

const PLAIN_TABLE =
  'create table plain_entry (like entry including indexes); alter table plain_entry add column d date';

const BASELINE = 'update plain_entry set d = liquidated_on + 180 where liquidated_on is not null';
/** How many entries' clocks are stored, told by their protest deadlines: every liquidated entry has exactly one. */
const COVERED = `select coalesce(sum(entry_count), 0)::int as count from deadline where kind = 'protest' and status <> 'superseded'`;

/** All clocks of all entries of a firm, computed and stored, against one statement that adds 180 days. */
export const deadlinesCase: BenchCase = {
  name: 'deadlines',
  about: 'refreshDeadlines of a whole firm without any deadline yet, against one UPDATE of liquidated_on + 180',
  bar: 1.5,
  direction: 'at_most',
  unit: 'ms',
  pairs: 5,
  async prepare(log) {
    const filled = await filledDatabase(manyEntries(), log);
    const own = await copyOf(filled, 'bench_deadlines');
    const { organizationId } = filled;
    const admin = await connectAdmin(own);
    const database = createDatabase({ ...own, maxConnections: 2 });
    await admin.query(PLAIN_TABLE);
    await admin.query('insert into plain_entry select * from entry where organization_id = $1', [organizationId]);
    await admin.query('vacuum analyze plain_entry');
    return {
      async pair() {
        await admin.query('truncate deadline, alert, alert_mail cascade');
        await admin.query('vacuum plain_entry');
        await admin.query('checkpoint');
        const ours = await timeMs(() => database.withTenantPg(organizationId, (tx) => refreshDeadlines(tx, 'all')));
        await admin.query('checkpoint');
        let updated = 0;
        const baseline = await timeMs(async () => {
          updated = (await admin.query(BASELINE)).rowCount ?? 0;
        });
        const covered = (await admin.query<{ count: number }>(COVERED)).rows[0]?.count;
        if (covered !== updated)
          throw new Error(`Clocks of ${covered} entries were stored, the baseline has ${updated}.`);
        return { ours, baseline };
      },
      async cleanUp() {
        await database.close();
        await admin.end();
        await own.drop();
      },
    };
  },
};
