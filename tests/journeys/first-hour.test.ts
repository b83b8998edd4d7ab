/** The first hour of a new firm in a real browser: set up, import, make one client of two numbers, name owners, invite a colleague, who then does what his role lets him. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { samplePath } from './support/samples.ts';

const PASSWORD = 'correct horse battery staple';

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('the first hour of a new firm', () => {
  let browser: Browser;
  let system: RunningSystem;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    system = await startSystem({ CAPELINE_SAMPLE: '0', CAPELINE_TODAY: '2026-11-23' });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stopSystem(system);
  }, 60_000);

  async function newPage(): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    return page;
  }

  async function setUpAndImport(page: Page): Promise<void> {
    await page.goto(system.url);
    await page.getByLabel('Name of the firm').fill('Journey Brokers');
    await page.getByLabel('Your name').fill('Journey Owner');
    await page.getByLabel('Your e-mail').fill('owner@journey.example');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    await page.goto(`${system.url}/imports`);
    await page.locator('input[type=file]').setInputFiles(samplePath('es003-broker-layout.csv'));
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: /^Commit/ }).click({ timeout: 60_000 });
    await page.getByText('Committed').first().waitFor({ timeout: 60_000 });
  }

  /** Makes one client of two importer numbers, from the client that goes. */
  async function merge(page: Page, from: string, into: string): Promise<void> {
    await page.goto(`${system.url}/clients?search=${from.split(' ')[0]}`);
    await page.getByRole('link', { name: from }).first().click();
    await page.getByRole('link', { name: /^Importer numbers/ }).click();
    await page.getByRole('button', { name: /^Merge/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox').first().click();
    await page.getByRole('option', { name: into }).click();
    await drawer.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('heading', { name: into }).waitFor();
    await page.getByRole('link', { name: 'Importer numbers 2' }).waitFor();
  }

  /** Invites with the role chosen on the page and answers the link that is shown once. */
  async function invite(page: Page, email: string, role: RegExp): Promise<string> {
    await page.goto(`${system.url}/settings`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.locator('input[aria-haspopup=listbox]').click();
    await page.getByRole('option', { name: role }).click();
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    const link = (await dialog.locator('code').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    return link;
  }

  async function join(link: string, name: string): Promise<Page> {
    const page = await newPage();
    await page.goto(link);
    await page.getByLabel('Your name').fill(name);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join Journey Brokers' }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    return page;
  }

  it('leads from nothing to a colleague who sees and changes only what he may', async () => {
    const owner = await newPage();
    await setUpAndImport(owner);

    await merge(owner, 'Orchid Textile Imports', 'Prairie Star Foods');

    const link = await invite(owner, 'ana@journey.example', /^Specialist/);
    expect(link).toMatch(new RegExp(`^${system.url}/invitation#[\\w-]{43}$`));
    const specialist = await join(link, 'Ana Lopes');

    // The owner names her for one client; it is the one under her "Mine".
    await owner.goto(`${system.url}/clients?search=Prairie`);
    await owner
      .getByRole('button', { name: /owner of Prairie Star Foods/ })
      .first()
      .click();
    await owner.getByRole('menuitem', { name: /Ana Lopes/ }).click();
    await owner.getByText('owner is now Ana Lopes').waitFor();
    await specialist.goto(`${system.url}/clients?filter=mine`);
    await specialist.getByRole('link', { name: 'Prairie Star Foods' }).first().waitFor();
    expect(await specialist.locator('tr.client').count()).toBe(1);
    await specialist.goto(`${system.url}/settings`);
    await specialist.getByText('Only looking').waitFor();
    expect(await specialist.getByRole('button', { name: 'Invite somebody' }).count()).toBe(0);

    const auditor = await join(await invite(owner, 'ed@journey.example', /^Auditor/), 'Ed Marsh');
    await auditor.goto(`${system.url}/clients?search=Prairie`);
    await auditor.getByRole('link', { name: 'Prairie Star Foods' }).first().click();
    await auditor.getByRole('heading', { name: 'Prairie Star Foods' }).waitFor();
    expect(await auditor.getByRole('button', { name: /^Record|owner of|Note a wait/ }).count()).toBe(0);

    // Taken out, he is out with his next click, and a link that was used leads nowhere.
    await owner.goto(`${system.url}/settings`);
    await owner.getByRole('button', { name: 'Deactivate Ed Marsh' }).click();
    await owner.getByText('nothing to hand over').waitFor();
    await owner.getByRole('dialog').getByRole('button', { name: 'Deactivate', exact: true }).click();
    await owner.getByText('Ed Marsh is out').waitFor();
    await auditor.goto(`${system.url}/clients`);
    await auditor.getByRole('heading', { name: 'Sign in' }).waitFor();
    const used = await newPage();
    await used.goto(link);
    await used.getByRole('heading', { name: 'This invitation does not hold' }).waitFor();
    expect(faults).toEqual([]);
  }, 180_000);
});
