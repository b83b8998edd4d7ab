/** Every number of the sample's board leads to a list, and the list adds up to the number. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { readAll } from './support/samples.ts';

type Row = { kind: string; ieepaDutyCents: number; entryCount: number };
type Span = {
  days: number;
  ieepaDutyCents: number;
  entryCount: number;
  cannotGoCents: number;
  withoutOwnerCents: number;
};
type Board = {
  capeCloses: Span[];
  protestCloses: Span[];
  weeks: { weekStart: string; kind: string; canGoCents: number; cannotGoCents: number; entryCount: number }[];
  needsYou: Record<string, number>;
};

const cents = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.ieepaDutyCents, 0);
const entries = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.entryCount, 0);

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('the numbers of the board', () => {
  let browser: Browser;
  let system: RunningSystem;
  let page: Page;
  let headers: Record<string, string>;
  let board: Board;

  beforeAll(async () => {
    browser = await launchBrowser();
    system = await startSystem({ CAPELINE_TODAY: '2026-11-23' });
    const context = await browser.newContext();
    await context.request.post(`${system.url}/api/v1/session/sample`, { headers: { 'x-capeline-csrf': '1' } });
    board = (await (await context.request.get(`${system.url}/api/v1/board`)).json()) as Board;
    headers = { cookie: (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ') };
    page = await context.newPage();
    await page.goto(system.url);
    await page.getByRole('region', { name: 'Needs you today' }).waitFor();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stopSystem(system);
  }, 60_000);

  /** The rows behind an address of the deadlines page, by the same query as the page sends. */
  const rowsBehind = async (href: string): Promise<Row[]> => {
    const query = new URL(href, system.url).searchParams;
    if (!query.has('closesFrom')) query.set('closesFrom', '2026-11-23');
    return readAll<Row>(system.url, `/api/v1/deadlines?${query}`, headers);
  };
  const hrefOf = async (region: string, name: RegExp): Promise<string> =>
    (await page.getByRole('region', { name: region }).getByRole('link', { name }).first().getAttribute('href')) ?? '';

  it.each([
    ['CAPE closes, protest remains', 'capeCloses'],
    ['Protest closes, only counsel remains', 'protestCloses'],
  ] as const)('%s: 7, 14 and 30 days, the part with open checks and the part without owner', async (region, field) => {
    for (const span of board[field]) {
      const href = await hrefOf(region, new RegExp(`^${span.days} days`));
      const [all, stuck, ownerless] = await Promise.all([
        rowsBehind(href),
        rowsBehind(`${href}&canGo=false`),
        rowsBehind(`${href}&hasOwner=false`),
      ]);
      expect({ href, cents: cents(all), entries: entries(all) }).toEqual({
        href,
        cents: span.ieepaDutyCents,
        entries: span.entryCount,
      });
      expect(cents(stuck)).toBe(span.cannotGoCents);
      expect(cents(ownerless)).toBe(span.withoutOwnerCents);
    }
  });

  it('every bar of both charts', async () => {
    const bars = await page
      .locator('.weeks svg a')
      .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''));
    const full = board.weeks.filter(({ entryCount }) => entryCount > 0);
    expect(bars).toHaveLength(full.length);
    for (const week of full) {
      const right = week.kind === 'cape_window' ? 'cape' : 'protest';
      const href = bars.find((bar) => bar.includes(`right=${right}`) && bar.includes(`closesFrom=${week.weekStart}`));
      const rows = await rowsBehind(href ?? '/deadlines?status=done');
      expect({ href, cents: cents(rows), entries: entries(rows) }).toEqual({
        href,
        cents: week.canGoCents + week.cannotGoCents,
        entries: week.entryCount,
      });
    }
  });

  it('the page behind a number shows the number again', async () => {
    const span = board.capeCloses[2];
    await page.goto(system.url + (await hrefOf('CAPE closes, protest remains', /^30 days/)));
    const shown = `CAPE: $${Math.round((span?.ieepaDutyCents ?? 0) / 100).toLocaleString('en-US')}, ${span?.entryCount} entries`;
    await page.getByText(shown, { exact: false }).waitFor();
    await page.goto(system.url);
  });

  it('what needs somebody today', async () => {
    const { alertsNotAcknowledged, entriesNeedingData, proposalsWaiting, importsFailed } = board.needsYou;
    const count = async (path: string): Promise<number> =>
      (await readAll<unknown>(system.url, `/api/v1/${path}`, headers)).length;
    expect({
      alerts: await count('alerts?acknowledged=false'),
      needing: await count('entries?needsData=true'),
      proposed: await count('entries?proposed=true'),
      failed: await count('imports?failed=true'),
    }).toEqual({
      alerts: alertsNotAcknowledged,
      needing: entriesNeedingData,
      proposed: proposalsWaiting,
      failed: importsFailed,
    });
  });

  it('every number of a client page', async () => {
    type Right = {
      kind: string;
      entryCount: number;
      ieepaDutyCents: number;
      lapsedEntryCount: number;
      lapsedDutyCents: number;
    };
    type Detail = {
      rights: Right[];
      openDeadlineCount: number;
      entryCount: number;
      notYetLiquidated: { entryCount: number; ieepaDutyCents: number };
    };
    const api = `${system.url}/api/v1`;
    const clients = await readAll<{ id: string }>(system.url, '/api/v1/clients', headers);
    for (const { id } of clients) {
      const client = (await (await fetch(`${api}/clients/${id}`, { headers })).json()) as Detail;
      for (const right of client.rights) {
        const open = await rowsBehind(`/deadlines?clientId=${id}&right=${right.kind}`);
        const lapsed = await readAll<Row>(
          system.url,
          `/api/v1/deadlines?clientId=${id}&right=${right.kind}&lapsed=true`,
          headers,
        );
        expect([id, right.kind, entries(open), cents(open), entries(lapsed), cents(lapsed)]).toEqual([
          id,
          right.kind,
          right.entryCount,
          right.ieepaDutyCents,
          right.lapsedEntryCount,
          right.lapsedDutyCents,
        ]);
      }
      const all = await readAll<{ ieepaDutyCents: number | null }>(
        system.url,
        `/api/v1/entries?clientId=${id}`,
        headers,
      );
      const waiting = await readAll<{ ieepaDutyCents: number }>(
        system.url,
        `/api/v1/entries?clientId=${id}&notYetLiquidated=true`,
        headers,
      );
      expect([id, (await rowsBehind(`/deadlines?clientId=${id}`)).length, all.length, waiting.length]).toEqual([
        id,
        client.openDeadlineCount,
        client.entryCount,
        client.notYetLiquidated.entryCount,
      ]);
      expect(waiting.reduce((sum, { ieepaDutyCents }) => sum + ieepaDutyCents, 0)).toBe(
        client.notYetLiquidated.ieepaDutyCents,
      );
    }
  }, 120_000);

  it('the menu, and every view above the clients', async () => {
    const { clientCount, filterCounts, needsYou } = board as Board & {
      clientCount: number;
      filterCounts: Record<string, number>;
    };
    const total = async (filter: string): Promise<number> =>
      ((await (await fetch(`${system.url}/api/v1/clients?filter=${filter}`, { headers })).json()) as { total: number })
        .total;
    const menu = page.getByRole('navigation', { name: 'Main' });
    await menu.getByRole('link', { name: `Clients ${clientCount}` }).waitFor();
    await menu.getByRole('link', { name: `Alerts ${needsYou.alertsNotAcknowledged} not acknowledged` }).waitFor();
    for (const [filter, shown] of Object.entries(filterCounts))
      expect([filter, await total(filter)]).toEqual([filter, shown]);
    expect(await total('all')).toBe(clientCount);
  });

  it('the issues of every import', async () => {
    type Imported = { id: string; issueCounts: { errors: number; warnings: number } };
    for (const { id, issueCounts } of await readAll<Imported>(system.url, '/api/v1/imports', headers)) {
      const issues = await readAll<{ severity: string }>(system.url, `/api/v1/imports/${id}/issues`, headers);
      const count = (severity: string): number => issues.filter((issue) => issue.severity === severity).length;
      expect([id, count('error'), count('warning')]).toEqual([id, issueCounts.errors, issueCounts.warnings]);
    }
  });
});
