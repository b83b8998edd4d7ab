/**
 * Evidence in a real browser: a screenshot and a paper come into the drawer of a check and are seen there, a disguised page is refused with
 * its cure, what is pasted is kept, and what was removed comes back.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { smallMessage, smallPdf, smallPng } from '../../apps/api/src/test-support/evidence-files.ts';
import { checkPage } from './support/accessibility.ts';
import { findChromium, launchBrowser } from './support/browser.ts';
import { formOf, report } from './support/report.ts';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { waitUntil } from './support/wait-until.ts';

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('evidence in the drawer of a check', () => {
  let browser: Browser;
  let page: Page;
  let system: RunningSystem;
  let dataDir = '';
  let clientId = '';
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    dataDir = await makeDataDir();
    system = await startSystem({ CAPELINE_TODAY: '2026-11-23', CAPELINE_SAMPLE: '0' }, dataDir);
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/u.test(message.text())) faults.push(message.text());
    });
    await page.goto(system.url);
    await page.getByLabel('Name of the firm').fill('Evidence Brokers');
    await page.getByLabel('Your name').fill('Evidence Owner');
    await page.getByLabel('Your e-mail').fill('owner@evidence.example');
    await page.locator('input[type=password]').fill('correct horse battery staple');
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    const content = report({ entryNumber: '60590002014', liquidationDate: '10/16/2026' });
    const body = formOf(content, { autoCommit: 'true' });
    await fetch(`${system.url}/api/v1/imports`, { method: 'POST', headers: await headers(), body });
    await waitUntil(
      async () => {
        const answer = await fetch(`${system.url}/api/v1/clients`, { headers: await headers() });
        clientId = ((await answer.json()) as { data: { id: string }[] }).data[0]?.id ?? '';
        return clientId !== '';
      },
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
  const evidence = () => page.getByRole('region', { name: 'Evidence' });
  const choose = (name: string, mimeType: string, content: string | Buffer) =>
    evidence()
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType, buffer: Buffer.from(content) });
  const viewer = (name: string) => page.getByRole('dialog', { name });
  /** A picture that the browser has drawn, with its width in pixels. */
  const widthOf = (name: string): Promise<number> =>
    viewer(name)
      .getByRole('img', { name })
      .evaluate((image) =>
        (image as unknown as { decode(): Promise<void>; naturalWidth: number })
          .decode()
          .then(() => (image as unknown as { naturalWidth: number }).naturalWidth),
      );

  it('is kept and seen: a picture as it is, a paper in the browser’s own viewer, a message as text', async () => {
    await page.goto(`${system.url}/clients/${clientId}`);
    await page
      .getByRole('button', { name: /^Record/u })
      .first()
      .click();
    await choose('shot.png', 'image/png', smallPng(320, 240));
    await evidence().getByRole('button', { name: 'shot.png', exact: true }).click();
    expect(await widthOf('shot.png')).toBe(320);
    await page.keyboard.press('Escape');
    await choose('letter.pdf', 'application/pdf', smallPdf('As CBP wrote'));
    await evidence().getByRole('button', { name: 'letter.pdf', exact: true }).click();
    const paper = viewer('letter.pdf').locator('iframe');
    await paper.waitFor();
    // The browser starts its own viewer, an extension in a frame of its own, only for a paper that our policies let it show.
    await waitUntil(
      async () => page.frames().some((frame) => frame.url().startsWith('chrome-extension:')),
      15_000,
      () => `no viewer among ${page.frames().map((frame) => frame.url())}`,
    );
    // The keyboard is the viewer's now.
    await viewer('letter.pdf').getByRole('button', { name: 'Close' }).click();
    await choose('mail.eml', 'message/rfc822', smallMessage('<b>The password is: hunter2</b>'));
    await evidence().getByText('Seems to hold a password').waitFor();
    await evidence().getByRole('button', { name: 'mail.eml', exact: true }).click();
    await viewer('mail.eml').getByText('<b>The password is: hunter2</b>').waitFor();
    expect(await checkPage(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
  });

  it('is refused with its cure when it is a page under another name', async () => {
    await choose('proof.png', 'image/png', '<!doctype html><script>document.title = "taken over"</script>');
    const refusal = evidence().getByRole('alert');
    await refusal.getByText('This is a web page', { exact: false }).waitFor();
    await refusal.getByText('Print the page to PDF', { exact: false }).waitFor();
    expect(await evidence().getByRole('button', { name: 'proof.png', exact: true }).count()).toBe(0);
  });

  it('that is removed comes back by undo', async () => {
    const file = evidence().getByRole('button', { name: 'shot.png', exact: true });
    await evidence().getByRole('button', { name: 'Remove shot.png' }).click();
    await file.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await file.waitFor();
    await page.goto(`${system.url}/clients/${clientId}?tab=evidence`);
    await file.waitFor();
    expect(await checkPage(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
