/** A newcomer's first minutes in a real browser: set up the firm, load each sample report through the page, see the board. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { ES003_SAMPLES, expectExactly, expectedOf, samplePath } from './support/samples.ts';

const PASSWORD = 'correct horse battery staple';

/** The first firm of an installation is made on the first page. */
async function setUpOnThePage(page: Page, system: RunningSystem): Promise<void> {
  await page.goto(system.url);
  await page.getByLabel('Name of the firm').fill('Journey Brokers');
  await page.getByLabel('Your name').fill('Journey Owner');
  await page.getByLabel('Your e-mail').fill('owner@journey.example');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: /set up and open the board/i }).click();
}

/** A further firm is made by the command line, whose one-time link leads to a password of one's own. */
async function setUpByLink(page: Page, system: RunningSystem, name: string): Promise<void> {
  const setup = await system.cli('setup', '--organization', name, '--owner', `${name.toLowerCase()}@journey.example`);
  const link = /http\S+/.exec(setup.stdout)?.[0] ?? '';
  expect(link).toContain(system.url);
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Save and open the board' }).click();
}

async function loadReport(page: Page, url: string, file: string): Promise<void> {
  await page.goto(`${url}/imports`);
  await page.locator('input[type=file]').setInputFiles(samplePath(file));
  await page.getByRole('button', { name: 'Read and commit' }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.getByText('Committed', { exact: false }).first().waitFor({ timeout: 60_000 });
}

/** The session's cookie as a header, to read through the API what the page has put in. */
async function cookieHeader(page: Page): Promise<Record<string, string>> {
  const cookies = await page.context().cookies();
  return { cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ') };
}

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('ES-003 through the web page', () => {
  let browser: Browser;
  let system: RunningSystem;
  beforeAll(async () => {
    browser = await launchBrowser();
    system = await startSystem({ CAPELINE_SAMPLE: '0', CAPELINE_TODAY: '2026-11-23' });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stopSystem(system);
  }, 60_000);

  it.each(ES003_SAMPLES)(
    '$file dropped on the page gives exactly its expected entries, and the board shows its clients',
    async ({ file, expected }) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
      });
      if (file === ES003_SAMPLES[0].file) await setUpOnThePage(page, system);
      else await setUpByLink(page, system, file.replaceAll('.', '-'));
      await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
      await loadReport(page, system.url, file);
      await expectExactly(system.url, await cookieHeader(page), expectedOf(expected));
      await page.goto(system.url);
      await page
        .getByText(file.includes('broker') ? 'Prairie Star Foods' : /\d\d-•/)
        .first()
        .waitFor();
      expect(faults).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
