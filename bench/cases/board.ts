import { manyEntries } from '../config.ts';
import { type BenchCase, median, p95, timeMs } from '../harness.ts';
import { startApi } from '../support/api-server.ts';
import { BOARD_LIMIT, type BoardPage, readClients, readHome } from '../support/board-pages.ts';
import { BOARD_TODAY } from '../support/fill-firm.ts';
import { CLIENTS, connectAdmin, filledDatabase, productEnv } from '../support/filled-database.ts';
import { BOARD_BASELINE } from './board-baseline.ts';

const REQUESTS_A_PAIR = 40;
const CHANGE = `update client set version = version + 1
  where organization_id = $1 and id = (select min(id::text)::uuid from client where organization_id = $1)`;

/** Refuses to compare two different answers: the same clients in the same order, out of as many. */
function assertSame(ours: BoardPage, rows: readonly { id: string; total: string }[]): void {
  const same = rows.every((row, index) => row.id === ours.data[index]?.id && Number(row.total) === ours.total);
  if (rows.length !== BOARD_LIMIT || !same) throw new Error('The board and its baseline differ.');
}

const rounded = (ratios: readonly number[]): number => Math.round(median(ratios) * 100) / 100;

/** The first page of the board over HTTP with an API key, against the same facts by one prepared statement. */
export const boardCase: BenchCase = {
  name: 'board',
  about: `p95 of GET /clients over HTTP for ${CLIENTS} clients, against the same answer by one prepared SQL query through pg`,
  bar: 1.3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 7,
  async prepare(log) {
    const filled = await filledDatabase(manyEntries(), log);
    const { organizationId, key } = filled;
    const plain = await connectAdmin(filled);
    const api = await startApi(productEnv(filled));
    const baseline = () =>
      plain.query<{ id: string; total: string }>({
        name: 'board-baseline',
        text: BOARD_BASELINE,
        values: [organizationId, BOARD_TODAY],
      });
    assertSame(await readClients(api.url, key), (await baseline()).rows);
    // The order is kept while nothing changes; what a look costs right after a change is the other half of the truth.
    const afterChange: number[] = [];
    const homePage: number[] = [];
    return {
      async pair() {
        const ours: number[] = [];
        const theirs: number[] = [];
        const home: number[] = [];
        for (let index = 0; index < REQUESTS_A_PAIR; index += 1) {
          ours.push(await timeMs(() => readClients(api.url, key)));
          theirs.push(await timeMs(baseline));
          home.push(await timeMs(() => readHome(api.url, key)));
        }
        const changed: number[] = [];
        for (let index = 0; index < REQUESTS_A_PAIR / 4; index += 1) {
          await plain.query(CHANGE, [organizationId]);
          changed.push(await timeMs(() => readClients(api.url, key)));
        }
        afterChange.push(median(changed) / median(theirs));
        homePage.push(median(home) / median(ours));
        return { ours: p95(ours), baseline: p95(theirs) };
      },
      async also() {
        const changed = rounded(afterChange);
        const home = rounded(homePage);
        return [
          { name: 'ratio right after a change (medians)', value: changed, bar: 2.5, met: changed <= 2.5 },
          { name: 'GET /board to GET /clients (medians)', value: home, bar: 1.5, met: home <= 1.5 },
        ];
      },
      async cleanUp() {
        await api.stop();
        await plain.end();
      },
    };
  },
};
