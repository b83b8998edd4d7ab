/** A firm that writes markup and scripts into every field there is: its own screens and mails show text, and no other firm, mail or log has any of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { findChromium, launchBrowser } from './support/browser.ts';
import { makeFirm } from './support/firm.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { firstOf, SCREENS } from './support/screens.ts';
import { waitUntil } from './support/wait-until.ts';

const MARK = 'canary5e1';
const HOSTILE = `'"><img src=x onerror=alert('${MARK}')><script>alert('${MARK}')</script>\${${MARK}}`;
/** For fields that take sixty characters. */
const SHORT = `<img src=x onerror=alert('${MARK}')>`;
const OWNER = 'owner@hostile.example';
const HEADERS = { 'x-capeline-csrf': '1' };
const COLUMNS =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Entry Date,Entry Summary Date,Reconciliation Indicator,Liquidation Date,Liquidation Status,Entry Summary Line Number,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const row = (entry: string, importer: string, liquidated: string, duty = '"$1,234.56"'): string =>
  `${entry},01,${importer},${quoted(HOSTILE)},03/27/2025,04/06/2025,N,${liquidated},Liquidated,001,1,99030177,$0.00,${duty}`;
const csv = (...rows: readonly string[]): string => `${[COLUMNS, ...rows].join('\n')}\n`;

/** Reports that fill the pages of imports: committed, with a later date, to review, of an unknown layout, and with cells that are none. */
const REPORTS = [
  {
    autoCommit: 'true',
    text: csv(row('60512345671', '16-3872495AB', '05/29/2026'), row('60512345689', '16-3872496AB', '05/29/2026')),
  },
  { autoCommit: 'true', text: csv(row('60512345671', '16-3872495AB', '07/10/2026')) },
  { autoCommit: 'false', text: csv(row('60512345697', '16-3872497AB', '05/29/2026')) },
  { autoCommit: 'true', text: `${quoted(HOSTILE)};Who\n${quoted(HOSTILE)};16-3872495AB\n` },
  { autoCommit: 'true', text: csv(row('60512345705', '16-3872498AB', quoted(HOSTILE), quoted(HOSTILE))) },
];

const withBrowser = findChromium() === null && process.env.CI !== 'true' ? describe.skip : describe;
if (findChromium() === null) process.stderr.write('SKIPPED: no Chromium here (apt-get install chromium)\n');

withBrowser('markup and scripts in every field of a firm', () => {
  let browser: Browser;
  let system: RunningSystem;
  let sink: SmtpSink;
  let context: BrowserContext;
  let quiet: Record<string, string>;
  /** What a page did that text does not do. */
  const ran: string[] = [];

  beforeAll(async () => {
    sink = await startSmtpSink();
    browser = await launchBrowser();
    system = await startSystem({
      CAPELINE_SAMPLE: '0',
      CAPELINE_TODAY: '2026-11-23',
      SMTP_URL: sink.url,
      LOG_LEVEL: 'trace',
    });
    context = await browser.newContext();
    await fillFirm();
    quiet = await makeFirm(system, 'Quiet Brokers');
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await stopSystem(system);
    await sink?.stop();
  }, 60_000);

  async function send<Answer>(method: string, path: string, data?: object): Promise<Answer> {
    const answer = await context.request.fetch(`${system.url}/api/v1${path}`, { method, headers: HEADERS, data });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return JSON.parse(text) as Answer;
  }

  async function load({ autoCommit, text }: (typeof REPORTS)[number]): Promise<void> {
    const file = { name: `${HOSTILE}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
    const answer = await context.request.post(`${system.url}/api/v1/imports`, {
      headers: HEADERS,
      multipart: { autoCommit, file },
    });
    let latest = (await answer.json()) as { id: string; status: string };
    await waitUntil(
      async () => {
        latest = await send('GET', `/imports/${latest.id}`);
        return ['committed', 'reviewable', 'needs_mapping', 'failed'].includes(latest.status);
      },
      60_000,
      () => `the import stands at ${JSON.stringify(latest)}`,
    );
  }

  async function fillFirm(): Promise<void> {
    const owner = { ownerName: HOSTILE, email: OWNER, password: 'correct horse battery staple' };
    await send('POST', '/setup', { organizationName: HOSTILE, ...owner, filerCodes: ['605'] });
    for (const report of REPORTS) await load(report);
    const evidence = { note: HOSTILE, source: HOSTILE, seenBy: HOSTILE };
    const { clientId } = await send<{ clientId: string }>('POST', '/entries', {
      entryNumber: '60512345713',
      importerNumber: '16-3872499AB',
      clientName: HOSTILE,
      liquidation: { status: 'liquidated', date: '2026-05-29' },
      evidence,
    });
    await send('PATCH', `/clients/${clientId}`, { waiting: { on: 'other', who: HOSTILE.slice(0, 120) } });
    const seen = { status: 'ready', evidenceNote: HOSTILE, nextAction: HOSTILE, verifiedOn: '2026-11-20' };
    await send('PATCH', `/clients/${clientId}/checks/ach_refund`, seen);
    await send('PATCH', '/firm-readiness/checks/protest_filer_account', seen);
    await send('POST', '/firm-readiness/uploaders', { name: HOSTILE.slice(0, 120), evidenceNote: HOSTILE });
    for (const page of ['clients', 'deadlines'])
      await send('POST', '/saved-views', { page, name: SHORT, query: `search=${MARK}`, shared: true });
    await send('POST', '/api-keys', { name: HOSTILE, scopes: ['clients:read'] });
    await send('POST', '/invitations', { email: 'invited@hostile.example', role: 'auditor' });
  }

  function watch(page: Page): void {
    page.on('dialog', (dialog) => {
      ran.push(`${page.url()} opened a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy/iu.test(message.text())) ran.push(`${page.url()}: ${message.text()}`);
    });
  }

  /** Elements that the hostile text would be if it were read as markup. */
  const strangers = (page: Page): Promise<number> =>
    page.evaluate((mark) => {
      const scripts = [...document.querySelectorAll('script')].filter(({ text }) => text.includes(mark));
      return scripts.length + document.querySelectorAll('img[src="x"], [onerror]').length;
    }, MARK);

  async function look(page: Page, path: string): Promise<boolean> {
    await page.goto(system.url + path);
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => document.querySelectorAll('.bone').length === 0);
    expect({ path, strangers: await strangers(page) }).toEqual({ path, strangers: 0 });
    return (await page.locator('body').innerText()).includes(MARK);
  }

  it('is shown as text on every screen, and runs on none', async () => {
    const page = await context.newPage();
    watch(page);
    const first = firstOf(context, system.url);
    let shown = 0;
    for (const screen of Object.values(SCREENS).filter(({ isPublic }) => isPublic !== true))
      for (const path of await screen.full(first)) if (await look(page, path)) shown += 1;
    const { data: imports } = await send<{ data: { id: string }[] }>('GET', '/imports');
    for (const { id } of imports) if (await look(page, `/imports/${id}`)) shown += 1;
    // Nearly every screen of the firm names it, its people or its clients.
    expect(shown).toBeGreaterThan(15);

    await look(page, '/board');
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill(MARK);
    await page.getByRole('button').filter({ hasText: MARK }).last().waitFor();
    expect(await strangers(page)).toBe(0);
    expect(ran).toEqual([]);
  }, 240_000);

  it('is text in the mails, which go to nobody else', async () => {
    const digest = await sink.waitFor(({ to, html }) => to.includes(OWNER) && html?.includes(MARK) === true, 60_000);
    const invitation = await sink.waitFor(({ to }) => to.includes('invited@hostile.example'), 60_000);
    const page = await context.newPage();
    watch(page);
    for (const mail of [digest, invitation]) {
      expect(mail.headerTo).toEqual(mail.to);
      expect(mail.subject).not.toMatch(/[\r\n]/u);
      expect([...mail.headers.keys()].filter((name) => name.includes(MARK))).toEqual([]);
      await page.setContent(mail.html ?? '');
      expect(await strangers(page)).toBe(0);
    }
    expect(ran).toEqual([]);
    const ours = [OWNER, 'invited@hostile.example'];
    const elsewhere = sink.messages.filter(({ to }) => to.some((address) => !ours.includes(address)));
    expect(elsewhere.filter(({ raw }) => raw.includes(MARK))).toEqual([]);
  }, 120_000);

  it('is in no answer to another firm, no page without a firm and no line of the log', async () => {
    const description = (await (await fetch(`${system.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const lists = Object.entries(description.paths)
      .filter(([path, methods]) => 'get' in methods && !path.includes('{'))
      .map(([path]) => path);
    expect(lists.length).toBeGreaterThan(15);
    for (const path of [...lists, '/metrics', '/api/docs', `/api/v1/search?q=${MARK}`]) {
      const text = await (await fetch(system.url + path, { headers: quiet })).text();
      expect({ path, has: text.replaceAll(`q=${MARK}`, '').includes(MARK) }).toEqual({ path, has: false });
    }
    const folder = join(system.dataDir, 'logs');
    const log = [system.output(), ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))];
    expect(log.join('\n')).toContain('a report was read');
    expect(
      log
        .join('\n')
        .split('\n')
        .filter((line) => line.includes(MARK)),
    ).toEqual([]);
  }, 60_000);
});
