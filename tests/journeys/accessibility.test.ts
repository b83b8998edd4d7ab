/**
 * Every screen of the running product against WCAG 2.2 A and AA, as axe can tell: light and dark, full (the sample) and empty. The
 * screens are those of the web app's route table; one without an address to open it at fails the first test. What a full firm
 * shows stands in a file of its own, so that both run at once.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { checkAddresses, checkPage } from './support/accessibility.ts';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { listRoutePaths, SCREENS, SIGNED_IN } from './support/screens.ts';

const HEADERS = { 'x-capeline-csrf': '1' };

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

  it('knows an address for every route of the web app, and none that is gone', async () => {
    expect(Object.keys(SCREENS).toSorted()).toEqual((await listRoutePaths()).toSorted());
  });

  it('before sign-in: every screen that needs nobody', async () => {
    const context = await browser.newContext();
    const screens = Object.values(SCREENS).filter(({ isPublic }) => isPublic);
    expect(
      await checkAddresses(
        context,
        system.url,
        screens.flatMap(({ empty }) => empty),
      ),
    ).toEqual({});
    await context.close();
  }, 60_000);

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
      await checkAddresses(
        context,
        system.url,
        SIGNED_IN.flatMap(({ empty }) => empty),
      ),
    ).toEqual({});
    await context.close();
  }, 300_000);
});
