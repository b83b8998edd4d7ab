import { fewEntries, manyEntries } from '../config.ts';
import { type BenchCase, median, p95, timeMs } from '../harness.ts';
import { startApi } from '../support/api-server.ts';
import { readClients, readHome } from '../support/board-pages.ts';
import { CLIENTS, connectAdmin, type FilledDatabase, filledDatabase, productEnv } from '../support/filled-database.ts';

const REQUESTS_A_PAIR = 60;
const CHANGES_A_PAIR = 10;
const CHANGE = `update client set version = version + 1
  where organization_id = $1 and id = (select min(id::text)::uuid from client where organization_id = $1)`;

/** One board over HTTP, and what its requests took in the present pair. */
async function openBoard(filled: FilledDatabase) {
  const { key, organizationId } = filled;
  const admin = await connectAdmin(filled);
  const api = await startApi(productEnv(filled));
  return {
    clients: () => timeMs(() => readClients(api.url, key)),
    home: () => timeMs(() => readHome(api.url, key)),
    homeAfterChange: async () => {
      await admin.query(CHANGE, [organizationId]);
      return timeMs(() => readHome(api.url, key));
    },
    close: async () => {
      await api.stop();
      await admin.end();
    },
  };
}

/** Takes both in turns, so that a busy moment of the machine meets both. */
async function inTurns(count: number, big: () => Promise<number>, small: () => Promise<number>) {
  const times = { big: [] as number[], small: [] as number[] };
  for (let index = 0; index < count; index += 1) {
    times.big.push(await big());
    times.small.push(await small());
  }
  return times;
}

/** What ten times the entries of the same number of clients cost the board. */
export const boardGrowthCase: BenchCase = {
  name: 'board-growth',
  about: `p95 of GET /clients with ten times the entries of the same ${CLIENTS} clients, against a tenth of them`,
  bar: 1.3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 7,
  async prepare(log) {
    const big = await openBoard(await filledDatabase(manyEntries(), log));
    const small = await openBoard(await filledDatabase(fewEntries(), log));
    const home: number[] = [];
    const changed: number[] = [];
    return {
      async pair() {
        const clients = await inTurns(REQUESTS_A_PAIR, big.clients, small.clients);
        const homes = await inTurns(REQUESTS_A_PAIR / 2, big.home, small.home);
        const after = await inTurns(CHANGES_A_PAIR, big.homeAfterChange, small.homeAfterChange);
        home.push(p95(homes.big) / p95(homes.small));
        changed.push(median(after.big) / median(after.small));
        return { ours: p95(clients.big), baseline: p95(clients.small) };
      },
      async also() {
        return [
          { name: 'GET /board, p95', ratios: home },
          { name: 'GET /board right after a change, medians', ratios: changed },
        ].map(({ name, ratios }) => {
          const value = Math.round(median(ratios) * 100) / 100;
          return { name, value, bar: 1.3, met: value <= 1.3 };
        });
      },
      async cleanUp() {
        await big.close();
        await small.close();
      },
    };
  },
};
