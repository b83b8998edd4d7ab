/** A newcomer's first minutes in a real browser: set up the firm, load each sample report through the page, see the board. */
import { AxeBuilder } from '@axe-core/playwright';
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
  await page.getByRole('button', { name: 'Read the report' }).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: /^Commit/ }).click({ timeout: 60_000 });
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

  it('asks once what the columns of an unknown layout hold, without a fault of accessibility, and never again', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await setUpByLink(page, system, 'mapping');
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    const layout = (entryNumber: string) =>
      `Clients of 2026-11-20\r\nOur ref;Whose;Heading;Paid;Liq. date;Liq. status\r\n${entryNumber};21-1702635AB;9903.01.01;12.50;02/06/2026;Liquidated\r\n`;
    const load = async (name: string, content: string) => {
      await page.goto(`${system.url}/imports`);
      const buffer = Buffer.from(`\uFEFF${content}`, 'utf16le');
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
      await page.getByRole('button', { name: 'Read the report' }).click();
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    };
    const commit = async () => {
      await page.getByRole('button', { name: /^Commit/ }).click({ timeout: 60_000 });
      await page.getByText('Committed', { exact: false }).first().waitFor({ timeout: 60_000 });
    };
    await load('all clients 2026-11-20.csv', layout('60540770801'));
    await page.getByRole('region', { name: 'What the columns hold' }).waitFor({ timeout: 60_000 });
    await page.getByText('ACE as of Fri 20 Nov 2026').waitFor();
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await page
      .getByRole('combobox', { name: 'Column D Paid holds' })
      .selectOption({ label: 'Line Tariff Duty Amount' });
    await page.getByRole('button', { name: 'Remember and read the file' }).click();
    await commit();
    await load('all clients, next.csv', layout('60599445370'));
    await commit();
    const headers = await cookieHeader(page);
    for (const entryNumber of ['60540770801', '60599445370']) {
      const entry = await (await fetch(`${system.url}/api/v1/entries/${entryNumber}`, { headers })).json();
      expect(entry).toMatchObject({ ieepaDutyCents: 1250, liquidation: { date: '2026-02-06' } });
    }
    await context.close();
  }, 120_000);
});
