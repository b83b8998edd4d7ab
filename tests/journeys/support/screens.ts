/** Every screen of the web app, out of its own table of routes, with the addresses at which a test can open it. */
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { ROOT } from './running-system.ts';

interface Route {
  readonly path?: string;
  readonly children?: readonly Route[];
}

const pathsOf = (routes: readonly Route[]): string[] =>
  routes.flatMap(({ path, children }) => [...(path === undefined ? [] : [path]), ...pathsOf(children ?? [])]);

/** The paths of the route table, `/clients/:id` and the like, `*` for addresses that lead nowhere. */
export async function listRoutePaths(): Promise<string[]> {
  // Not a literal: the compiler of the tests would then want to know the browser's types.
  const table = join(ROOT, 'apps/web/src/app/routes.tsx');
  const { routes } = (await import(table)) as { routes: readonly Route[] };
  return [...new Set(pathsOf(routes))];
}

/** Answers one field of the first thing in a list of the API; throws when the list is empty. */
type First = (list: string, field: string) => Promise<string>;

interface Screen {
  /** Seen before anybody signs in. */
  readonly isPublic?: true;
  /** Addresses that show the screen with something in it. */
  readonly full: (first: First) => Promise<string[]>;
  /** Addresses in a firm without any client; for a single thing, of one that does not exist. */
  readonly empty: readonly string[];
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const list = (...addresses: string[]): Screen => ({ full: async () => addresses, empty: addresses });
const one = (full: (first: First) => Promise<string[]>, empty: string): Screen => ({ full, empty: [empty] });

/** One line a route: a route without a line, or a line without a route, fails the accessibility test. */
export const SCREENS: Record<string, Screen> = {
  '/sign-in': { ...list('/sign-in', '/sign-in?set-up'), isPublic: true },
  '/sign-in/link': { ...list('/sign-in/link#none'), isPublic: true },
  '/forgot-password': { ...list('/forgot-password'), isPublic: true },
  '/new-password': { ...list('/new-password', '/new-password#none'), isPublic: true },
  '/invitation': { ...list('/invitation', `/invitation#${'n'.repeat(43)}`), isPublic: true },
  '/': list('/', '/?filter=no_owner', '/?search=no-such-client'),
  '/board': list('/board'),
  '/clients': list('/clients', '/clients?filter=stops_payment'),
  '/clients/:id': one(async (first) => {
    const client = `/clients/${await first('clients', 'id')}`;
    return [client, ...['entries', 'deadlines', 'account', 'evidence'].map((tab) => `${client}?tab=${tab}`)];
  }, `/clients/${NOBODY}`),
  '/entries': list('/entries', '/entries?needsData=true'),
  '/entries/:entryNumber': one(
    async (first) => [`/entries/${await first('entries', 'entryNumber')}`],
    '/entries/60500000011',
  ),
  '/deadlines': list('/deadlines', '/deadlines?right=protest&canGo=false', '/deadlines?status=done'),
  '/deadlines/:id': one(async (first) => [`/deadlines/${await first('deadlines', 'id')}`], `/deadlines/${NOBODY}`),
  '/imports': list('/imports', '/imports?failed=true'),
  '/imports/:id': one(async (first) => [`/imports/${await first('imports', 'id')}`], `/imports/${NOBODY}`),
  '/proposals': list('/proposals'),
  '/alerts': one(
    async (first) => [
      '/alerts',
      '/alerts?show=all',
      '/alerts?view=provisional',
      '/alerts?view=mails',
      `/alerts?view=mails&mail=${await first('mails', 'id')}`,
    ],
    '/alerts',
  ),
  '/knowledge/:id?': list('/knowledge', '/knowledge/check-ach-refund', '/knowledge?q=mismatch', '/knowledge/nothing'),
  '/firm': list('/firm'),
  '/settings': list('/settings'),
  '/account': list('/account'),
  '*': list('/nowhere'),
};

/** Those that somebody who is signed in sees. */
export const SIGNED_IN = Object.values(SCREENS).filter(({ isPublic }) => isPublic !== true);

/** Reads the first thing of a list as the person who is signed in to this browser. */
export function firstOf(context: BrowserContext, url: string): First {
  return async (path, field) => {
    const answer = await context.request.get(`${url}/api/v1/${path}${path.includes('?') ? '&' : '?'}limit=1`);
    const { data } = (await answer.json()) as { data: Record<string, string>[] };
    const value = data[0]?.[field];
    if (value === undefined) throw new Error(`The sample holds nothing under ${path}, so its screen cannot be opened.`);
    return value;
  };
}
