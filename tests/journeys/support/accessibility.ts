/** What axe can tell of WCAG 2.2 A and AA about screens of the running product, light and dark. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
/** A page waits for the network half of its time. */
const PAGES_AT_A_TIME = 3;

/** What axe finds on the page as it stands, in one colour scheme: a line for each element. */
async function faultsOf(page: Page, scheme: (typeof SCHEMES)[number]): Promise<string[]> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  // The scheme reaches the document by an attribute that the app sets on the media query's event.
  await page.waitForFunction(
    (wanted) => document.documentElement.getAttribute('data-mantine-color-scheme') === wanted,
    scheme,
  );
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  // Only the colours differ in the dark; everything else was found in the light.
  const which = scheme === 'light' ? builder.withTags(TAGS) : builder.withRules(['color-contrast']);
  const { violations } = await which.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${scheme} ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Waits until the page's answers are in and no grey shape stands for one. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelectorAll('.bone').length === 0);
}

/** What is wrong on the page as it stands, in both colour schemes: a line for each element. */
export async function checkPage(page: Page): Promise<string[]> {
  await settled(page);
  const faults: string[] = [];
  for (const scheme of SCHEMES) faults.push(...(await faultsOf(page, scheme)));
  return faults;
}

/** Opens every address as the person who is signed in to this browser, and answers what is wrong, by address. Throws when there is no address. */
export async function checkAddresses(
  context: BrowserContext,
  url: string,
  addresses: readonly string[],
): Promise<Record<string, string[]>> {
  if (addresses.length === 0) throw new Error('There is no address to check.');
  const waiting = addresses.values();
  const found: Record<string, string[]> = {};
  async function checkSome(): Promise<void> {
    const page = await context.newPage();
    for (const address of waiting) {
      await page.goto(url + address);
      const faults = await checkPage(page);
      if (faults.length > 0) found[address] = faults;
    }
    await page.close();
  }
  await Promise.all(Array.from({ length: PAGES_AT_A_TIME }, checkSome));
  return found;
}
