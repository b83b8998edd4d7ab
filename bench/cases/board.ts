import pg from 'pg';
import { createDatabase, migrateDatabase } from '../../packages/db/src/index.ts';
import { startTestCluster } from '../../tests/support/postgres-cluster.ts';
import { boardEntriesPerClient } from '../config.ts';
import { type BenchCase, median, p95, timeMs } from '../harness.ts';
import { startApi } from '../support/api-server.ts';
import { BOARD_TODAY, fillBoard } from '../support/fill-board.ts';
import { BOARD_BASELINE } from './board-baseline.ts';

const CLIENTS = 1_000;
const REQUESTS_A_PAIR = 40;
const LIMIT = 50;

interface BoardPage {
  readonly data: readonly { readonly id: string; readonly nextDeadline: { readonly fileBy: string } | null }[];
  readonly total: number;
}

async function readBoard(url: string, key: string): Promise<BoardPage> {
  const response = await fetch(`${url}/api/v1/clients?limit=${LIMIT}`, { headers: { authorization: `Bearer ${key}` } });
  if (response.status !== 200) throw new Error(`GET /clients answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as BoardPage;
}

async function readHome(url: string, key: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/board`, { headers: { authorization: `Bearer ${key}` } });
  const { clientCount } = (await response.json()) as { clientCount: number };
  if (clientCount !== CLIENTS) throw new Error(`GET /board counted ${clientCount} clients.`);
}

/** Refuses to compare two different answers: the same clients in the same order, out of as many. */
function assertSame(ours: BoardPage, rows: readonly { id: string; total: string }[]): void {
  const same = rows.every((row, index) => row.id === ours.data[index]?.id && Number(row.total) === ours.total);
  if (rows.length !== LIMIT || ours.data.length !== LIMIT || !same)
    throw new Error('The board and its baseline differ.');
}

/** The first page of the board over HTTP with an API key, against the same facts by one prepared statement. */
export const boardCase: BenchCase = {
  name: 'board',
  about: `p95 of GET /clients over HTTP for ${CLIENTS} clients, against the same answer by one prepared SQL query through pg`,
  bar: 1.3,
  direction: 'at_most',
  unit: 'ms',
  pairs: 7,
  async prepare(log) {
    const size = { clients: CLIENTS, entriesPerClient: boardEntriesPerClient() };
    const cluster = await startTestCluster({ shared_buffers: '512MB' });
    await migrateDatabase({ ownerUrl: cluster.ownerUrl() });
    const urls = { appUrl: cluster.appUrl(), systemUrl: cluster.systemUrl() };
    const plain = new pg.Client({ connectionString: cluster.adminUrl.replace(/\/postgres$/u, '/capeline') });
    await plain.connect();
    const database = createDatabase({ ...urls, maxConnections: 2 });
    const filled = await fillBoard(plain, database, size);
    await database.close();
    log(
      `  ${CLIENTS} clients, ${CLIENTS * size.entriesPerClient} entries, ${filled.deadlines} deadlines, ${filled.alerts} alerts`,
    );
    const api = await startApi({
      DATABASE_URL: urls.appUrl,
      DATABASE_SYSTEM_URL: urls.systemUrl,
      CAPELINE_TODAY: BOARD_TODAY,
    });
    const baseline = () =>
      plain.query<{ id: string; total: string }>({
        name: 'board-baseline',
        text: BOARD_BASELINE,
        values: [filled.organizationId, BOARD_TODAY],
      });
    assertSame(await readBoard(api.url, filled.key), (await baseline()).rows);
    // The order is kept while nothing changes; what a look costs right after a change is the other half of the truth.
    const changeSomething = () =>
      plain.query('update client set version = version + 1 where id = (select min(id::text)::uuid from client)');
    const afterChange: number[] = [];
    const homePage: number[] = [];
    return {
      async pair() {
        const ours: number[] = [];
        const theirs: number[] = [];
        for (let index = 0; index < REQUESTS_A_PAIR; index += 1) {
          ours.push(await timeMs(() => readBoard(api.url, filled.key)));
          theirs.push(await timeMs(baseline));
        }
        const changed: number[] = [];
        for (let index = 0; index < REQUESTS_A_PAIR / 4; index += 1) {
          await changeSomething();
          changed.push(await timeMs(() => readBoard(api.url, filled.key)));
        }
        afterChange.push(median(changed) / median(theirs));
        const home: number[] = [];
        for (let index = 0; index < REQUESTS_A_PAIR / 4; index += 1)
          home.push(await timeMs(() => readHome(api.url, filled.key)));
        homePage.push(median(home) / median(ours));
        return { ours: p95(ours), baseline: p95(theirs) };
      },
      async also() {
        const value = Math.round(median(afterChange) * 100) / 100;
        const home = Math.round(median(homePage) * 100) / 100;
        return [
          { name: 'ratio right after a change (medians)', value, bar: 2.5, met: value <= 2.5 },
          { name: 'GET /board to GET /clients (medians)', value: home, bar: 1.5, met: home <= 1.5 },
        ];
      },
      async cleanUp() {
        await api.stop();
        await plain.end();
        await cluster.stop();
      },
    };
  },
};
