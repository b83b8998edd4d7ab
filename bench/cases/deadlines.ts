import pg from 'pg';
import { createDatabase, migrateDatabase, refreshDeadlines } from '../../packages/db/src/index.ts';
import { startTestCluster } from '../../tests/support/postgres-cluster.ts';
import { deadlineClients } from '../config.ts';
import { type BenchCase, timeMs } from '../harness.ts';
import { fillBoard } from '../support/fill-board.ts';
import { PRODUCTION_SETTINGS } from '../support/installation.ts';

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
    const size = { clients: deadlineClients(), entriesPerClient: 1_000 };
    const cluster = await startTestCluster(PRODUCTION_SETTINGS);
    await migrateDatabase({ ownerUrl: cluster.ownerUrl() });
    const admin = new pg.Client({ connectionString: cluster.adminUrl.replace(/\/postgres$/u, '/capeline') });
    await admin.connect();
    const database = createDatabase({ appUrl: cluster.appUrl(), systemUrl: cluster.systemUrl(), maxConnections: 2 });
    const { organizationId, deadlines } = await fillBoard(admin, database, size);
    await admin.query(`create table plain_entry (like entry including indexes);
      insert into plain_entry select * from entry; alter table plain_entry add column d date; `);
    await admin.query('vacuum analyze plain_entry');
    log(`  ${size.clients} clients, ${size.clients * size.entriesPerClient} entries, ${deadlines} deadlines`);
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
        await cluster.stop();
      },
    };
  },
};
