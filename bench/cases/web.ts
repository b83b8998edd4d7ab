import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { INITIAL_LIMIT_KB, initialSizes } from '../../apps/web/dev/initial-sizes.ts';
import { createDatabase, insertSession } from '../../packages/db/src/index.ts';
import { launchBrowser } from '../../tests/journeys/support/browser.ts';
import { buildWeb, isWebStale } from '../../tools/start/build-web.ts';
import { fewEntries } from '../config.ts';
import type { BenchCase } from '../harness.ts';
import { startApi } from '../support/api-server.ts';
import { connectAdmin, type FilledDatabase, filledDatabase, productEnv } from '../support/filled-database.ts';

const MANY_ROWS = 100_000;
const FEW_ROWS = 100;
const FRAMES = 40;
const PIXELS_A_FRAME = 90;
const DIST = join(import.meta.dirname, '../../apps/web/dist');
const BUSY = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];

interface ClientAnswer {
  readonly data: readonly { readonly id: string; readonly name: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The owner's session, as the sign-in would make it. */
async function signIn(filled: FilledDatabase): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const admin = await connectAdmin(filled);
  const { rows } = await admin.query<{ id: string }>(
    'select user_id as id from membership where organization_id = $1',
    [filled.organizationId],
  );
  await admin.end();
  const database = createDatabase({ ...filled, maxConnections: 2 });
  const now = new Date();
  await database.withSystem('bench: a session', (tx) =>
    insertSession(tx, {
      tokenHash: createHash('sha256').update(token).digest(),
      userId: rows[0]?.id ?? '',
      organizationId: filled.organizationId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 3_600_000),
    }),
  );
  await database.close();
  return token;
}

/** Repeats the rows of the server's own first page, under new ids, until there are so many. Runs in the page: through a wire they would not go. */
function repeatRows(rows: number): void {
  const plain = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const response = await plain(...asked);
    if (!/\/api\/v1\/clients\?/u.test(response.url) || !response.ok) return response;
    const { data } = (await response.clone().json()) as ClientAnswer;
    response.text = async () => {
      const many = Array.from({ length: rows }, (_, index) => {
        const row = data[index % data.length];
        return { ...row, id: `client-${index}`, name: `${row?.name} (${index + 1})`, importerNumbers: [] };
      });
      return JSON.stringify({ data: many, nextCursor: null, total: rows });
    };
    return response;
  };
}

/** Opens the list of clients with so many rows in one answer. */
async function openList(page: Page, url: string, rows: number): Promise<void> {
  await page.addInitScript(repeatRows, rows);
  await page.goto(`${url}/clients`);
  await page.locator('tbody tr').nth(5).waitFor({ timeout: 120_000 });
}

async function busySeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.filter(({ name }) => BUSY.includes(name)).reduce((sum, { value }) => sum + value, 0);
}

/** Milliseconds of script, style and layout a frame while the list scrolls down and up; at least some other rows must have shown. */
async function scroll(page: Page, devtools: CDPSession): Promise<number> {
  const before = await busySeconds(devtools);
  const texts = await page.evaluate(
    async ({ frames, pixels }) => {
      const first = document.querySelector('tbody tr:nth-child(4)')?.textContent;
      for (let frame = 0; frame < frames; frame += 1) {
        window.scrollBy(0, frame < frames / 2 ? pixels : -pixels);
        await new Promise((done) => requestAnimationFrame(done));
        if (frame === frames / 2 - 1) {
          const middle = document.querySelector('tbody tr:nth-child(4)')?.textContent;
          if (middle === first) return null;
        }
      }
      return first ?? null;
    },
    { frames: FRAMES, pixels: PIXELS_A_FRAME },
  );
  if (texts === null) throw new Error('The list did not scroll.');
  return (((await busySeconds(devtools)) - before) * 1000) / FRAMES;
}

/** What a list of very many rows costs a frame in Chromium, and what a browser fetches before a screen shows. */
export const webCase: BenchCase = {
  name: 'web',
  about: `script, style and layout a frame while a list of ${MANY_ROWS} rows scrolls in Chromium, against the same list of ${FEW_ROWS}`,
  bar: 1.2,
  direction: 'at_most',
  unit: 'ms a frame',
  pairs: 7,
  async prepare(log) {
    if (isWebStale()) await buildWeb(new AbortController().signal);
    const filled = await filledDatabase(fewEntries(), log);
    const api = await startApi(productEnv(filled));
    const token = await signIn(filled);
    const browser = await launchBrowser();
    const open = async (rows: number) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      await context.addCookies([{ name: 'capeline_session', value: token, url: api.url }]);
      const page = await context.newPage();
      await openList(page, api.url, rows);
      const devtools = await context.newCDPSession(page);
      await devtools.send('Performance.enable');
      return { page, devtools };
    };
    const many = await open(MANY_ROWS);
    const few = await open(FEW_ROWS);
    const measure = async ({ page, devtools }: { page: Page; devtools: CDPSession }): Promise<number> => {
      await page.bringToFront();
      return scroll(page, devtools);
    };
    return {
      pair: async () => ({ ours: await measure(many), baseline: await measure(few) }),
      async also() {
        const value = Math.round(Math.max(...initialSizes(DIST).values()) * 10) / 10;
        const name = 'KB of gzipped JavaScript before the largest screen shows';
        return [{ name, value, bar: INITIAL_LIMIT_KB, met: value <= INITIAL_LIMIT_KB }];
      },
      async cleanUp() {
        await browser.close();
        await api.stop();
      },
    };
  },
};
