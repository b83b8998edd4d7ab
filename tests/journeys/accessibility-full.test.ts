/** Every screen of the sample firm, and what opens above its pages, against WCAG 2.2 A and AA; see accessibility.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { checkAddresses, checkPage, settled } from './support/accessibility.ts';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { firstOf, SIGNED_IN } from './support/screens.ts';

const HEADERS = { 'x-capeline-csrf': '1' };

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('no screen of a firm with clients breaks WCAG 2.2 A or AA', () => {
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

  it('full: every screen of the sample firm', async () => {
    const context = await browser.newContext();
    await context.request.post(`${system.url}/api/v1/session/sample`, { headers: HEADERS });
    const first = firstOf(context, system.url);
    const addresses: string[] = [];
    for (const { full } of SIGNED_IN) addresses.push(...(await full(first)));
    expect(await checkAddresses(context, system.url, addresses)).toEqual({});
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
});
