import { join } from 'node:path';
import { manyEntries } from '../config.ts';
import { type BenchCase, median, p95 } from '../harness.ts';
import { type ApiServer, startApi, startPlainServer } from '../support/api-server.ts';
import { type FilledDatabase, filledDatabase, productEnv } from '../support/filled-database.ts';
import { type LoadResult, sendLoad } from '../support/request-load.ts';

const LIMIT = 50;
const FAR_PAGE = 1_000;
const CONNECTIONS = 8;
const REQUESTS = 400;
const PLAIN_SERVER = join(import.meta.dirname, '../support/plain-list-server.ts');

interface EntryPage {
  readonly data: readonly { readonly entryNumber: string }[];
  readonly nextCursor: string | null;
}

/** Where a page begins: our cursor, and the entry number that the baseline begins behind. */
interface PageStart {
  readonly cursor: string | null;
  readonly after: string | null;
}

function checkCount(text: string): void {
  const { data } = JSON.parse(text) as EntryPage;
  if (data.length !== LIMIT) throw new Error(`A page of ${LIMIT} has ${data.length} entries.`);
}

function headersOf({ keys }: FilledDatabase, index: number): { authorization: string } {
  return { authorization: `Bearer ${keys[index % keys.length]}` };
}

/** Walks to a page as a program does, cursor by cursor; no entry may come twice. */
async function walkTo(page: number, api: ApiServer, filled: FilledDatabase): Promise<PageStart> {
  const seen = new Set<string>();
  let start: PageStart = { cursor: null, after: null };
  for (let index = 1; index < page; index += 1) {
    const response = await fetch(urlOf(api, start), { headers: headersOf(filled, index) });
    const { data, nextCursor } = (await response.json()) as EntryPage;
    for (const { entryNumber } of data) seen.add(entryNumber);
    start = { cursor: nextCursor, after: data.at(-1)?.entryNumber ?? null };
  }
  if (seen.size !== (page - 1) * LIMIT || start.cursor === null)
    throw new Error(`Before page ${page} lie ${seen.size} entries.`);
  return start;
}

const urlOf = ({ url }: ApiServer, { cursor }: PageStart): string =>
  `${url}/api/v1/entries?limit=${LIMIT}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;

function numbersOf(text: string): string {
  return (JSON.parse(text) as EntryPage).data.map(({ entryNumber }) => entryNumber).join(' ');
}

/** Requests a second of `GET /entries` with everything around it, on its first page and its 1,000th. */
export const entriesListCase: BenchCase = {
  name: 'entries-list',
  about: `requests a second of GET /entries (pages of ${LIMIT}, ${CONNECTIONS} connections), against Fastify + pg with the same SQL and nothing else`,
  bar: 0.5,
  direction: 'at_least',
  unit: 'requests/s',
  pairs: 5,
  async prepare(log) {
    const filled = await filledDatabase(manyEntries(), log);
    const api = await startApi(productEnv(filled));
    const plain = await startPlainServer(PLAIN_SERVER, {
      DATABASE_URL: filled.adminUrl,
      ORGANIZATION_ID: filled.organizationId,
    });
    const first: PageStart = { cursor: null, after: null };
    const far = await walkTo(FAR_PAGE, api, filled);
    const plainUrl = ({ after }: PageStart) => `${plain.url}/entries?limit=${LIMIT}${after ? `&after=${after}` : ''}`;
    for (const start of [first, far]) {
      const ours = await (await fetch(urlOf(api, start), { headers: headersOf(filled, 0) })).text();
      const theirs = await (await fetch(plainUrl(start))).text();
      if (numbersOf(ours) !== numbersOf(theirs)) throw new Error('The list and its baseline differ.');
    }
    const load = { connections: CONNECTIONS, requests: REQUESTS, check: checkCount };
    const ask = (start: PageStart): Promise<LoadResult> =>
      sendLoad({ ...load, at: (index) => ({ url: urlOf(api, start), headers: headersOf(filled, index) }) });
    const askPlain = (start: PageStart): Promise<LoadResult> =>
      sendLoad({ ...load, at: () => ({ url: plainUrl(start) }) });
    const farRates: number[] = [];
    const farTimes: number[] = [];
    return {
      async pair() {
        const [ours, theirs] = [await ask(first), await askPlain(first)];
        const [oursFar, theirsFar] = [await ask(far), await askPlain(far)];
        farRates.push(oursFar.perSecond / theirsFar.perSecond);
        farTimes.push(p95(oursFar.times) / p95(ours.times));
        return { ours: ours.perSecond, baseline: theirs.perSecond };
      },
      async also() {
        const rate = Math.round(median(farRates) * 100) / 100;
        const time = Math.round(median(farTimes) * 100) / 100;
        return [
          { name: `page ${FAR_PAGE}, requests a second to the baseline's`, value: rate, bar: 0.5, met: rate >= 0.5 },
          { name: `p95 of page ${FAR_PAGE} to page 1`, value: time, bar: 1.2, met: time <= 1.2 },
        ];
      },
      async cleanUp() {
        await api.stop();
        await plain.stop();
      },
    };
  },
};
