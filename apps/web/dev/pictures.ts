/**
 * Takes a picture of every screen: `node dev/pictures.ts --base http://127.0.0.1:3000 --out DIR [--sample | --email E --password P]
 * [--cookie fake=9] [--as board=board-1000] [--only board,client] [--looks light,dark,narrow]`. `--as` names a picture otherwise.
 * Needs an installed Chromium (`--chromium`, default /usr/bin/chromium).
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const { values: options } = parseArgs({
  options: {
    base: { type: 'string', default: 'http://127.0.0.1:3000' },
    out: { type: 'string', default: 'pictures' },
    cookie: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    sample: { type: 'boolean', default: false },
    as: { type: 'string', default: '' },
    looks: { type: 'string', default: 'light,dark,narrow' },
    only: { type: 'string' },
    invitation: { type: 'string' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const SAMPLE_REPORT = join(import.meta.dirname, '../../../packages/domain/samples/es003-broker-layout.csv');
const EARLIER = ['05/29/2026', '05/22/2026'] as const;
const LATER = ['09/04/2026', '09/18/2026'] as const;

interface Look {
  readonly suffix: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}
const LOOKS: readonly Look[] = [
  { suffix: 'light', width: 1440, height: 900, colorScheme: 'light' },
  { suffix: 'dark', width: 1440, height: 900, colorScheme: 'dark' },
  { suffix: 'narrow', width: 390, height: 844, colorScheme: 'light' },
];
const UNWELL = {
  status: 503,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'about:blank',
    title: 'The service is not ready; try again soon',
    status: 503,
    code: 'service.unavailable',
    detail: 'The database does not answer.',
    requestId: '01JDP4M2',
    issues: [],
  }),
};

async function signIn(context: BrowserContext): Promise<void> {
  if (options.cookie) {
    const [name = '', value = ''] = options.cookie.split('=');
    await context.addCookies([{ name, value, url: options.base }]);
  }
  const headers = { 'x-capeline-csrf': '1' };
  const url = `${options.base}/api/v1/session`;
  if (options.sample) await context.request.post(`${url}/sample`, { headers });
  if (options.email)
    await context.request.post(url, { headers, data: { email: options.email, password: options.password } });
}

/** Waits until nothing is on the way and no grey shape stands for something. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page
    .waitForFunction(() => document.querySelectorAll('.bone').length === 0, undefined, { timeout: 8000 })
    .catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  // A click's own rendering: two frames.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForLoadState('networkidle');
}

const [SHOT = '', OTHER_NAME = ''] = options.as.split('=');
const nameOf = (shot: string): string => (shot === SHOT ? OTHER_NAME : shot);

type Shot = (page: Page) => Promise<void>;
const goto =
  (path: string): Shot =>
  (page) =>
    page.goto(options.base + path).then(() => undefined);
const firstIn =
  (list: string, link: string): Shot =>
  async (page) => {
    await page.goto(options.base + list);
    await page.locator(link).first().click();
  };

const SHOTS: Record<string, Shot> = {
  board: goto('/'),
  'board-table': async (page) => {
    await page.goto(`${options.base}/`);
    await settled(page);
    for (const key of 'jxjxj') await page.keyboard.press(key);
    await page.locator('.client-table').evaluate((table) => table.scrollIntoView());
    await page.evaluate(() => window.scrollBy(0, -70));
  },
  clients: goto('/clients'),
  client: firstIn('/clients', 'tr.client a[href^="/clients/"]'),
  'client-record': async (page) => {
    await SHOTS.client?.(page);
    await page
      .getByRole('button', { name: /^Record/u })
      .first()
      .click();
  },
  'client-entries': async (page) => {
    await SHOTS.client?.(page);
    await page.getByRole('link', { name: /^Entries/u }).click();
  },
  'client-numbers': async (page) => {
    await SHOTS.client?.(page);
    await page.getByRole('link', { name: /^Importer numbers/u }).click();
  },
  'client-deadlines': async (page) => {
    await SHOTS.client?.(page);
    await page.getByRole('link', { name: /^Deadlines \d/u }).click();
  },
  entry: async (page) => {
    await SHOTS['client-entries']?.(page);
    await page.locator('button.entry-no').first().click();
  },
  'entry-correct': async (page) => {
    await SHOTS.entry?.(page);
    await page.getByRole('link', { name: /^Open or correct/u }).click();
    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByRole('combobox', { name: 'Type 09 on file' }).click();
    await page.getByRole('option', { name: 'No, none is filed' }).click();
    await page
      .getByRole('textbox', { name: /^What was seen/u })
      .fill('Asked the reconciliation desk, nothing is filed.');
  },
  deadlines: goto('/deadlines'),
  deadline: firstIn('/deadlines', '.agenda-table a[href^="/deadlines/"]'),
  imports: goto('/imports'),
  import: firstIn('/imports', 'tr:has-text("Committed") a[href^="/imports/"]'),
  // The sample firm's own report with one date earlier and one later than known.
  'import-review': async (page) => {
    await page.goto(`${options.base}/imports`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'ES-003 2026-11-23.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        readFileSync(SAMPLE_REPORT, 'utf8')
          .replaceAll(...EARLIER)
          .replaceAll(...LATER),
      ),
    });
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.getByRole('button', { name: /^Commit/u }).waitFor();
  },
  'import-undo': async (page) => {
    await SHOTS.import?.(page);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Undo this import' }).waitFor();
  },
  proposals: goto('/proposals'),
  'import-failed': async (page) => {
    await page.goto(`${options.base}/imports`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'colours.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Colour,Size\r\nred,4\r\n'),
    });
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.getByRole('alert').filter({ hasText: 'What to do' }).waitFor();
  },
  'import-mapping': async (page) => {
    await page.goto(`${options.base}/imports`);
    await page.locator('input[type=file]').setInputFiles({
      name: 'All clients 2026-11-20.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'All clients\r\nOur ref;Client;IOR no.;Heading;Paid;Liq. date\r\n60540770801;Sable & Finch;21-1702635AB;9903.01.01;12.50;02/06/2026\r\n',
      ),
    });
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.getByRole('region', { name: 'What the columns hold' }).waitFor();
  },
  'client-print': async (page) => {
    await SHOTS.client?.(page);
    await settled(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  },
  'board-print': async (page) => {
    await page.goto(`${options.base}/`);
    await settled(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  },
  'deadlines-print': async (page) => {
    await page.goto(`${options.base}/deadlines`);
    await settled(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  },
  alerts: goto('/alerts'),
  'alerts-provisional': goto('/alerts?view=provisional'),
  mails: goto('/alerts?view=mails'),
  mail: async (page) => {
    await page.goto(`${options.base}/alerts?view=mails`);
    await page.locator('td button.link').first().click();
  },
  account: goto('/account'),
  knowledge: goto('/knowledge/check-ach-refund'),
  'knowledge-search': goto('/knowledge/message-hts-relationship?q=HTS+relationship'),
  'knowledge-beside': async (page) => {
    await SHOTS.client?.(page);
    await page
      .getByRole('button', { name: /^How this works/u })
      .first()
      .click();
  },
  'knowledge-write': async (page) => {
    await page.goto(`${options.base}/knowledge/route-tao-lookup`);
    await page.getByRole('button', { name: 'Say it in our words' }).click();
  },
  firm: goto('/firm'),
  'firm-record': async (page) => {
    await page.goto(`${options.base}/firm`);
    await page
      .getByRole('button', { name: /^Record/u })
      .first()
      .click();
  },
  settings: goto('/settings'),
  search: async (page) => {
    await page.goto(`${options.base}/`);
    await settled(page);
    await page.locator('.finder').click();
    await page.getByRole('textbox', { name: 'Search', exact: true }).fill('ha');
    await page.waitForResponse(/search\?q=/u);
  },
  palette: async (page) => {
    await page.goto(`${options.base}/`);
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search', exact: true }).waitFor();
  },
  keys: async (page) => {
    await page.goto(`${options.base}/`);
    await settled(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
  'deadlines-filtered': async (page) => {
    await page.goto(`${options.base}/deadlines?right=protest&hasOwner=true&closesBy=2026-12-31`);
    await settled(page);
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('textbox', { name: 'Name of the view' }).waitFor();
  },
  entries: goto('/entries'),
  'entries-gone': goto('/entries?gone=true'),
  'entries-sorted': goto('/entries?sort=-ieepaDutyCents'),
  'entry-provisional': async (page) => {
    await page.goto(`${options.base}/entries?provisional=true`);
    await page.locator('button.entry-no').first().click();
    await page.getByRole('region', { name: 'Provisional dates' }).waitFor();
  },
  'clients-sorted': goto('/clients?sort=-ieepaDutyCents'),
  'deadlines-sorted': goto('/deadlines?sort=-ieepaDutyCents'),
  'board-failing': async (page) => {
    await page.route('**/api/v1/board', (route) => route.fulfill(UNWELL));
    await page.goto(`${options.base}/`);
    await page.getByRole('alert').first().waitFor({ timeout: 15_000 });
  },
  first: async (page) => {
    await page.context().clearCookies();
    await page.goto(options.base);
  },
  // Links that are known to nobody: the page as whoever opens an old one finds it.
  invitation: async (page) => {
    await page.context().clearCookies();
    await page.goto(`${options.base}/invitation#${options.invitation ?? 'x'}`);
  },
  'new-password': async (page) => {
    await page.context().clearCookies();
    await page.goto(`${options.base}/new-password#x`);
  },
  'forgot-password': async (page) => {
    await page.context().clearCookies();
    await page.goto(`${options.base}/forgot-password`);
  },
  'set-up': async (page) => {
    await page.context().clearCookies();
    await page.goto(options.base);
    const choice = page.getByRole('button', { name: /^Set up my firm/u });
    await choice.click();
  },
};

async function take(browser: Browser, look: Look, wanted: readonly string[]): Promise<void> {
  const { width, height, colorScheme, suffix } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
  });
  await signIn(context);
  // Paper has one look.
  for (const name of wanted.filter((one) => !one.endsWith('-print') || suffix === 'light')) {
    const page = await context.newPage();
    page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`));
    page.setDefaultTimeout(6000);
    try {
      await SHOTS[name]?.(page);
      await settled(page);
      await page.screenshot({ path: join(options.out, `${nameOf(name)}-${suffix}.png`) });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 1) process.stderr.write(`${name}-${suffix}: ${wider} pixels too wide\n`);
    } catch (error) {
      process.stderr.write(`${name}-${suffix}: ${String(error).split('\n')[0]}\n`);
    }
    await page.close();
  }
  await context.close();
}

mkdirSync(options.out, { recursive: true });
const browser = await chromium.launch({
  executablePath: options.chromium,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const wanted = options.only?.split(',') ?? Object.keys(SHOTS);
const looks = options.looks.split(',');
for (const look of LOOKS.filter(({ suffix }) => looks.includes(suffix))) await take(browser, look, wanted);
await browser.close();
