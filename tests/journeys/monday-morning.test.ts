/**
 * Monday morning in a real browser: a newer report moves one date earlier, at once, and one later, when a person says so; a wrong report is
 * undone. The board and the next digest, which a real worker sends to a real SMTP server, follow.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { findChromium, launchBrowser } from './support/browser.ts';
import { formOf, report } from './support/report.ts';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { waitUntil } from './support/wait-until.ts';

const PASSWORD = 'correct horse battery staple';
const [EARLIER, LATER, DUE, WRONG] = ['60590001016', '60590001024', '60590001032', '60590001040'] as const;
const due = { entryNumber: DUE, liquidationDate: '06/12/2026' };
const LAST_WEEK = report(
  { entryNumber: EARLIER, liquidationDate: '10/30/2026' },
  { entryNumber: LATER, liquidationDate: '09/18/2026' },
  due,
);
const THIS_WEEK = report(
  { entryNumber: EARLIER, liquidationDate: '06/05/2026' },
  { entryNumber: LATER, liquidationDate: '09/25/2026' },
  due,
);
const OF_SOMEBODY_ELSE = report({ entryNumber: WRONG, liquidationDate: '06/19/2026' });

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('Monday morning', () => {
  let browser: Browser;
  let page: Page;
  let sink: SmtpSink;
  let system: RunningSystem;
  let dataDir = '';
  const faults: string[] = [];
  const start = (today: string) =>
    startSystem(
      {
        CAPELINE_TODAY: today,
        CAPELINE_SAMPLE: '0',
        SMTP_URL: sink.url,
        MAIL_FROM: 'Capeline <deadlines@capeline.example>',
      },
      dataDir,
    );
  beforeAll(async () => {
    sink = await startSmtpSink();
    browser = await launchBrowser();
    dataDir = await makeDataDir();
    system = await start('2026-11-23');
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(system.url);
    await page.getByLabel('Name of the firm').fill('Monday Brokers');
    await page.getByLabel('Your name').fill('Monday Owner');
    await page.getByLabel('Your e-mail').fill('owner@monday.example');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await system?.interrupt();
    await sink?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  async function headers(): Promise<Record<string, string>> {
    const cookies = await page.context().cookies();
    return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), 'x-capeline-csrf': '1' };
  }
  async function ask<Answer>(path: string): Promise<Answer> {
    return (await (await fetch(`${system.url}/api/v1/${path}`, { headers: await headers() })).json()) as Answer;
  }
  const liquidationOf = async (entryNumber: string) =>
    (await ask<{ liquidation: { date: string | null } }>(`entries/${entryNumber}`)).liquidation?.date;
  /** The days on which open rights close, as the board's own list has them. */
  const openDays = async () => {
    const { data } = await ask<{ data: { kind: string; fileBy: string }[] }>('deadlines?status=open&limit=100');
    return data.map(({ kind, fileBy }) => `${kind} ${fileBy}`);
  };

  /** Drops a report on the page, looks at what it would change, and commits it. */
  async function loadOnThePage(name: string, text: string, look: () => Promise<void>): Promise<void> {
    await page.goto(`${system.url}/imports`);
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.getByRole('heading', { name: 'What it would change' }).waitFor({ timeout: 60_000 });
    await look();
    await page.getByRole('button', { name: /^Commit/ }).click();
    await page.getByRole('heading', { name: 'What it changed' }).waitFor({ timeout: 60_000 });
  }

  it('shows what a newer report would change; the earlier date rules at once, the later one when it is confirmed', async () => {
    const form = formOf(LAST_WEEK, { autoCommit: 'true', asOf: '2026-11-16' });
    await fetch(`${system.url}/api/v1/imports`, { method: 'POST', headers: await headers(), body: form });
    // The digest of this morning has gone before the newer report comes.
    await sink.waitFor((mail) => mail.text.includes(DUE), 60_000);

    await loadOnThePage('this week.csv', THIS_WEEK, async () => {
      const region = page.getByRole('region', { name: 'What it changes' });
      await region.getByText('Fri 5 Jun 2026', { exact: false }).waitFor();
      await region.getByText('Fri 25 Sep 2026', { exact: false }).waitFor();
      const text = await region.innerText();
      for (const part of ['Earlier', 'Fri 30 Oct 2026', 'Later', 'Fri 18 Sep 2026']) expect(text).toContain(part);
      expect(await liquidationOf(EARLIER)).toBe('2026-10-30');
    });
    expect(await liquidationOf(EARLIER)).toBe('2026-06-05');
    expect(await liquidationOf(LATER)).toBe('2026-09-18');
    expect(await openDays()).toEqual(expect.arrayContaining(['protest 2026-12-02', 'cape_window 2026-11-30']));

    await page.goto(system.url);
    await page.getByRole('link', { name: /Later dates waiting for you/ }).click();
    await page.getByLabel('Note for the audit trail').fill('Bulletin notice of 25 September seen');
    await page.getByRole('button', { name: /^Confirm later date of/ }).click();
    await page.getByText('No later date waits for you').waitFor();
    expect(await liquidationOf(LATER)).toBe('2026-09-25');
    const days = await openDays();
    expect(days).toContain('cape_window 2026-12-07');
    expect(days).not.toContain('cape_window 2026-11-30');
    expect(faults).toEqual([]);
  }, 180_000);

  it('undoes a wrong report; its alerts stay in the log as withdrawn', async () => {
    await loadOnThePage('of somebody else.csv', OF_SOMEBODY_ELSE, async () => undefined);
    const withdrawn = async () => {
      const { data } = await ask<{ data: { deadline: { fileBy: string }; withdrawn: object | null }[] }>('alerts');
      return data.find(({ deadline }) => deadline.fileBy === '2026-12-16')?.withdrawn;
    };
    await waitUntil(
      async () => (await withdrawn()) === null,
      60_000,
      () => 'the alert did not come',
    );
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('What stays');
    await dialog.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText('1 entry went', { exact: false }).waitFor();
    expect(await withdrawn()).toMatchObject({ fileName: 'of somebody else.csv' });
    expect((await fetch(`${system.url}/api/v1/entries/${WRONG}`, { headers: await headers() })).status).toBe(404);
    expect(faults).toEqual([]);
  }, 120_000);

  it('tells the next morning the dates that rule by then, and what was withdrawn', async () => {
    expect(sink.messages).toHaveLength(1);
    expect(await system.interrupt()).toBe(true);
    system = await start('2026-11-24');
    await sink.waitFor((mail) => mail.text.includes('Tue 24 Nov 2026'), 60_000);
    const text = sink.messages.at(-1)?.text ?? '';
    for (const part of ['Wed 2 Dec 2026', EARLIER, 'Mon 7 Dec 2026', LATER]) expect(text).toContain(part);
    expect(text).not.toContain('Mon 30 Nov 2026');
    expect(text).toContain('last day Wed 16 Dec 2026: “of somebody else.csv” was undone');
    expect(sink.messages).toHaveLength(2);
  }, 180_000);
});
