/**
 * Every screen of the running product against WCAG 2.2 A and AA, as axe can tell: light and dark, full (the sample) and empty. The
 * screens are those of the web app's route table; one without an address to open it at fails the first test.
 */

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { firstOf, listRoutePaths, SCREENS } from './support/screens.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
const HEADERS = { 'x-capeline-csrf': '1' };

/** What axe finds on the page as it stands, in one colour scheme: a line for each element. */
async function faultsOf(page: Page, scheme: (typeof SCHEMES)[number]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // The scheme reaches the document by an attribute that the app sets on the media query's event.
  await page.waitForFunction(
    (wanted) => document.documentElement.getAttribute('data-mantine-color-scheme') === wanted,
    scheme,
  );
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  // Only the colours differ in the dark; everything else was found in the light.
  const which = scheme === 'light' ? builder.withTags(TAGS) : builder.withRules(['color-contrast']);
  const { violations } = await which.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${scheme} ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Waits until the page's answers are in and no grey shape stands for one. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelectorAll('.bone').length === 0);
}

async function checkPage(page: Page): Promise<string[]> {
  await settled(page);
  const faults: string[] = [];
  for (const scheme of SCHEMES) faults.push(...(await faultsOf(page, scheme)));
  return faults;
}

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('no screen breaks WCAG 2.2 A or AA', () => {
  let browser: Browser;
  let system: RunningSystem;
  beforeAll(async () => {
    browser = await launchBrowser();
    system = await startSystem({ CAPELINE_TODAY: '2026-11-23' });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stopSystem(system);
  }, 60_000);

  /** Opens every address in one signed-in browser and answers what is wrong, by address. */
  async function checkAll(context: BrowserContext, paths: readonly string[]): Promise<Record<string, string[]>> {
    expect(paths).not.toEqual([]);
    const page = await context.newPage();
    const found: Record<string, string[]> = {};
    for (const path of paths) {
      await page.goto(system.url + path);
      const faults = await checkPage(page);
      if (faults.length > 0) found[path] = faults;
    }
    return found;
  }

  it('before sign-in: the choice, the set-up form with faults', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(system.url);
    expect(await checkPage(page)).toEqual([]);
    await page.getByRole('button', { name: /^Set up my firm/ }).click();
    await page.getByLabel('Name of the firm').fill('A');
    await page.getByLabel('Your name').fill('B');
    await page.getByLabel('Your e-mail').fill('b@broker.example');
    await page.locator('input[type=password]').fill('short');
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    expect(await checkPage(page)).toEqual([]);
    await context.close();
  }, 60_000);

  const SIGNED_IN = Object.entries(SCREENS).filter(([, screen]) => screen.isPublic !== true);

  it('knows an address for every route of the web app, and none that is gone', async () => {
    expect(Object.keys(SCREENS).toSorted()).toEqual((await listRoutePaths()).toSorted());
  });

  it('before sign-in: every screen that needs nobody', async () => {
    const context = await browser.newContext();
    const screens = Object.values(SCREENS).filter(({ isPublic }) => isPublic);
    expect(
      await checkAll(
        context,
        screens.flatMap(({ empty }) => empty),
      ),
    ).toEqual({});
    await context.close();
  }, 60_000);

  it('full: every screen of the sample firm', async () => {
    const context = await browser.newContext();
    await context.request.post(`${system.url}/api/v1/session/sample`, { headers: HEADERS });
    const first = firstOf(context, system.url);
    const found: Record<string, unknown> = {};
    for (const [, { full }] of SIGNED_IN) Object.assign(found, await checkAll(context, await full(first)));
    expect(found).toEqual({});
    await context.close();
  }, 300_000);

  it('full: what opens above a page: record, keys, search, the owner menu, a view, filters, many clients', async () => {
    const context = await browser.newContext();
    await context.request.post(`${system.url}/api/v1/session/sample`, { headers: HEADERS });
    const page = await context.newPage();
    await page.goto(`${system.url}/clients/${await firstOf(context, system.url)('clients', 'id')}`);
    await page
      .getByRole('button', { name: /^Record/ })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.goto(system.url);
    await settled(page);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: /owner of/ })
      .first()
      .click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill('a');
    expect(await checkPage(page)).toEqual([]);
    await page.goto(`${system.url}/deadlines?within=3&right=cape`);
    await settled(page);
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByLabel('Kind').first().waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.goto(`${system.url}/clients`);
    await page.getByRole('checkbox', { name: 'Pick all that are loaded' }).check();
    await page.getByRole('region', { name: 'Picked clients' }).waitFor();
    expect(await checkPage(page)).toEqual([]);
    await context.close();
  }, 180_000);

  it('empty: every screen of a firm that was just set up', async () => {
    const context = await browser.newContext();
    const answer = await context.request.post(`${system.url}/api/v1/setup`, {
      headers: HEADERS,
      data: {
        organizationName: 'Empty Brokers',
        ownerName: 'Empty Owner',
        email: 'owner@empty.example',
        password: 'correct horse battery staple',
      },
    });
    expect(answer.status()).toBeLessThan(300);
    expect(
      await checkAll(
        context,
        SIGNED_IN.flatMap(([, { empty }]) => empty),
      ),
    ).toEqual({});
    await context.close();
  }, 300_000);
});
