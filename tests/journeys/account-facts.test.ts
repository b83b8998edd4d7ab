/**
 * From nothing known to checks that turn, in a real browser: what is written down about an account decides who can file and be paid,
 * a returned payment outranks what stood before, and a record is taken back.
 */
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findChromium, launchBrowser } from './support/browser.ts';
import { formOf, report } from './support/report.ts';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { waitUntil } from './support/wait-until.ts';

const REPORT = report({ entryNumber: '60590002014', liquidationDate: '10/16/2026' });

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('what is known of an account', () => {
  let browser: Browser;
  let page: Page;
  let system: RunningSystem;
  let clientId: string;
  let dataDir = '';
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    dataDir = await makeDataDir();
    system = await startSystem({ CAPELINE_TODAY: '2026-11-23', CAPELINE_SAMPLE: '0' }, dataDir);
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(system.url);
    await page.getByLabel('Name of the firm').fill('Account Brokers');
    await page.getByLabel('Your name').fill('Account Owner');
    await page.getByLabel('Your e-mail').fill('owner@account.example');
    await page.locator('input[type=password]').fill('correct horse battery staple');
    await page.getByRole('button', { name: /set up and open the board/i }).click();
    await page.getByRole('heading', { name: 'Board', exact: true }).waitFor();
    const body = formOf(REPORT, { autoCommit: 'true' });
    await fetch(`${system.url}/api/v1/imports`, { method: 'POST', headers: await headers(), body });
    await waitUntil(
      async () => {
        const { data } = await read<{ data: { id: string }[] }>('clients');
        clientId = data[0]?.id ?? '';
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
  async function read<Answer>(path: string): Promise<Answer> {
    const answer = await fetch(`${system.url}/api/v1/${path}`, { headers: await headers() });
    return (await answer.json()) as Answer;
  }
  type Readiness = { canBePaid: string; stopsFiling: string[]; stopsPayment: string[] };
  const readiness = async () => (await read<{ readiness: Readiness }>(`clients/${clientId}`)).readiness;

  const drawer = () => page.getByRole('dialog');
  async function choose(label: string, option: string): Promise<void> {
    await drawer().getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }
  /** Opens the form of a fact, chooses and writes, and records it. */
  async function record(
    fact: RegExp,
    choices: Readonly<Record<string, string>>,
    texts: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await page.getByRole('button', { name: fact }).click();
    for (const [label, option] of Object.entries(choices)) await choose(label, option);
    for (const [label, text] of Object.entries(texts)) await drawer().getByLabel(label, { exact: true }).fill(text);
    await drawer().getByRole('button', { name: 'Record', exact: true }).click();
    await drawer().waitFor({ state: 'detached' });
  }

  it('begins with nothing known, and each answer turns the checks that follow from it', async () => {
    expect((await readiness()).stopsFiling).toContain('broker_authority');
    await page.goto(`${system.url}/clients/${clientId}?tab=account`);
    await page.getByText('Nothing is known of this account yet.').waitFor();
    const ours = { 'Who uploads?': 'We upload', 'How we know': 'Document' };
    await record(/^Record Who uploads/u, ours);
    const signed = {
      'Do we hold it?': 'We hold it',
      'Signed by the importer itself': 'Yes',
      'How we know': 'Document',
    };
    await record(/^Record Authority: CAPE/u, signed, { 'Signed by': 'Dana Reyes' });
    const active = { 'ACH refund': 'Active', 'Bank in the United States': 'Yes', 'How we know': 'Seen in ACE' };
    await record(/^Record ACH refund/u, active);
    const { stopsFiling, stopsPayment } = await readiness();
    expect(stopsFiling).not.toContain('broker_authority');
    expect(stopsPayment).not.toContain('ach_refund');
    expect(faults).toEqual([]);
  }, 90_000);

  it('asks for every answer, of which "not known" is one, before it records', async () => {
    await page.getByRole('button', { name: /^Record Mailbox/u }).click();
    await drawer().getByRole('button', { name: 'Record', exact: true }).click();
    await drawer().getByText('Choose one. “Not known” is an answer.').waitFor();
    await choose('Who reads it?', 'Not known');
    await choose('How we know', 'Said by the importer');
    await drawer().getByRole('button', { name: 'Record', exact: true }).click();
    await drawer().waitFor({ state: 'detached' });
    await page.getByText('Not known', { exact: false }).first().waitFor();
  }, 60_000);

  it('blocks the payment again when a refund came back, says why beside the check, and takes the record back', async () => {
    await record(/^Change ACH refund/u, { 'ACH refund': 'A refund came back', 'How we know': 'Report' });
    expect(await readiness()).toMatchObject({ canBePaid: 'no' });
    await page.getByRole('link', { name: /^Checks/u }).click();
    await page.getByText('A refund came back: the bank data must be corrected', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'account', exact: true }).first().click();
    await page.getByRole('button', { name: /^Change ACH refund/u }).click();
    await drawer().getByText('recorded by Account Owner', { exact: false }).first().waitFor();
    await drawer().getByRole('button', { name: 'Take the newest back' }).click();
    await drawer().waitFor({ state: 'detached' });
    expect((await readiness()).stopsPayment).not.toContain('ach_refund');
    expect(faults).toEqual([]);
  }, 60_000);
});
