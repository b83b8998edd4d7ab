/**
 * An entry corrected by hand in a real browser: what the clocks become is shown before anybody decides, an earlier date counts at once, a
 * later one only when it is confirmed, and an undo lets no clock move later without a person.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { formOf, report } from './support/report.ts';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { waitUntil } from './support/wait-until.ts';

const NUMBER = '60590002014';
const REPORT = report({ entryNumber: NUMBER, liquidationDate: '10/16/2026' });

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('an entry corrected by hand', () => {
  let browser: Browser;
  let page: Page;
  let system: RunningSystem;
  let dataDir = '';
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    dataDir = await makeDataDir();
    system = await startSystem({ CAPELINE_TODAY: '2026-11-23', CAPELINE_SAMPLE: '0' }, dataDir);
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(system.url);
    await page.getByLabel('Name of the firm').fill('Hand Brokers');
    await page.getByLabel('Your name').fill('Hand Owner');
    await page.getByLabel('Your e-mail').fill('owner@hand.example');
    await page.locator('input[type=password]').fill('correct horse battery staple');
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    await fetch(`${system.url}/api/v1/imports`, {
      method: 'POST',
      headers: await headers(),
      body: formOf(REPORT, { autoCommit: 'true' }),
    });
    await waitUntil(
      async () => (await entry()).liquidation?.date === '2026-10-16',
      60_000,
      () => 'the report is not committed',
    );
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await system?.interrupt();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  async function headers(): Promise<Record<string, string>> {
    const cookies = await page.context().cookies();
    return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'x-capeline-csrf': '1' };
  }

  type Entry = {
    liquidation?: { date: string | null; proposed: { date: string } | null };
    deadlines?: { kind: string; lastDay: string }[];
  };
  async function entry(): Promise<Entry> {
    const answer = await fetch(`${system.url}/api/v1/entries/${NUMBER}`, { headers: await headers() });
    return (await answer.json()) as Entry;
  }
  const protest = async () => (await entry()).deadlines?.find(({ kind }) => kind === 'protest')?.lastDay;

  /** Opens the form, writes another liquidation date and on what evidence. */
  async function correctTo(day: string): Promise<void> {
    await page.goto(`${system.url}/entries/${NUMBER}`);
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    const date = page.getByRole('textbox', { name: /^Liquidated on/ });
    await date.fill(day);
    await date.press('Tab');
    await page.getByRole('textbox', { name: /^What was seen/ }).fill('Bulletin notice of that day, printed.');
  }
  const submit = () => page.getByRole('dialog').getByRole('button', { name: 'Correct', exact: true }).click();

  it('counts an earlier date at once, and its undo lets that date rule until somebody confirms the one before', async () => {
    await correctTo('Fri 9 Oct 2026');
    await page.getByRole('dialog').getByText('Wed 7 Apr 2027').first().waitFor();
    expect(await protest()).toBe('2027-04-14');
    await submit();
    await page.getByText('Corrected: 605-9000201-4.').waitFor();
    expect(await protest()).toBe('2027-04-07');

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('The earlier liquidation date rules on', { exact: false }).waitFor();
    expect(await protest()).toBe('2027-04-07');
    expect((await entry()).liquidation).toMatchObject({ date: '2026-10-09', proposed: { date: '2026-10-16' } });
    expect(faults).toEqual([]);
  }, 60_000);

  it('takes a later date only from a person who says that the clock may end later, and gives it back', async () => {
    await correctTo('Fri 23 Oct 2026');
    const correct = page.getByRole('dialog').getByRole('button', { name: 'Correct', exact: true });
    await page.getByRole('checkbox', { name: /compared this with the bulletin notice/ }).waitFor();
    expect(await correct.isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /compared this with the bulletin notice/ }).check();
    await submit();
    await page.getByText('Corrected: 605-9000201-4.').waitFor();
    expect(await protest()).toBe('2027-04-21');

    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Taken back: 605-9000201-4.', { exact: false }).waitFor();
    expect(await protest()).toBe('2027-04-07');
    // What had waited before waits again.
    await page.goto(`${system.url}/proposals`);
    await page.getByText('stood before a correction that was taken back').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);
});
