import { createDatabase } from '../../packages/db/src/index.ts';
import { sweepOrganization } from '../../packages/operations/src/index.ts';
import { fewEntries, manyEntries } from '../config.ts';
import { type BenchCase, timeMs } from '../harness.ts';
import { fillDeadlines } from '../support/fill-deadlines.ts';
import { BOARD_TODAY } from '../support/fill-firm.ts';
import { connectAdmin, emptyDatabase } from '../support/filled-database.ts';

const DUE = 1_000;
const MAIL = {
  isConfigured: true,
  from: 'Capeline <capeline@bench.example>',
  appUrl: 'http://localhost:3000',
  isLoopback: true,
  isRehearsal: false,
};
/** After the hour of the digest: a sweep finds, composes and queues. */
const SWEEP = { now: new Date(`${BOARD_TODAY}T15:00:00Z`), businessDate: BOARD_TODAY, localTime: '10:00', mail: MAIL };
/** What a sweep wrote is taken away again, so that each finds the same. */
const UNDO = [
  'delete from alert_mail m using alert a where a.organization_id = m.organization_id and a.id = m.alert_id and a.found_on = $1::date',
  'delete from alert where found_on = $1::date',
  `delete from mail_message where business_date = $1::date`,
];

/** A firm of so many open deadlines, of which a thousand are due; `sweep` takes the time of one, and leaves all as it was. */
async function openFirm(deadlines: number, log: (line: string) => void) {
  const own = await emptyDatabase(`sweep_${deadlines}`);
  const admin = await connectAdmin(own);
  const { organizationId } = await fillDeadlines(admin, { deadlines, due: DUE });
  const database = createDatabase({ ...own, maxConnections: 2 });
  log(`  ${deadlines} open deadlines, ${DUE} due`);
  return {
    sweep: async () => {
      const run = async () => {
        const { alertsFound, mailIds } = await sweepOrganization(database, organizationId, SWEEP);
        if (alertsFound !== DUE || mailIds.length !== 1)
          throw new Error(`A sweep found ${alertsFound} and composed ${mailIds.length} digests.`);
      };
      const time = await timeMs(run);
      for (const statement of UNDO) await admin.query(statement, [BOARD_TODAY]);
      // What autovacuum does within minutes; a firm's mornings are a day apart.
      await admin.query('vacuum (analyze) deadline, alert, alert_mail, mail_message');
      return time;
    },
    close: async () => {
      await database.close();
      await admin.end();
      await own.drop();
    },
  };
}

/** What ten times the open deadlines cost a sweep that finds as many. */
export const sweepGrowthCase: BenchCase = {
  name: 'sweep-growth',
  about: `a sweep that finds ${DUE} dates and composes their digest, among ten times as many open deadlines, a third of them told before`,
  bar: 1.3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 7,
  async prepare(log) {
    const big = await openFirm(manyEntries(), log);
    const small = await openFirm(fewEntries(), log);
    return {
      pair: async () => ({ ours: await big.sweep(), baseline: await small.sweep() }),
      async cleanUp() {
        await big.close();
        await small.close();
      },
    };
  },
};
