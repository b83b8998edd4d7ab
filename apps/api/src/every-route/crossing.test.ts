import { formatEntryNumber } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LightMyRequestResponse } from 'fastify';
import { fingerprintOf } from '../test-support/fingerprint.ts';
import { type Caller, type Harness, startHarness } from '../test-support/harness.ts';
import { addPerson } from '../test-support/people.ts';
import { examplesOf, ROUTE_EXAMPLES, type RouteExample, requestOf } from '../test-support/route-examples.ts';
import { isIdentifier, type ListedRoute, leavesOf, listRoutes, valuesAt } from '../test-support/route-table.ts';
import { type FirmThings, nothingOf, plantWholeFirm, type WholeFirm } from '../test-support/whole-firm.ts';

const THEIRS = { name: 'Theirs', serial: 71, text: 'Theirs', filerCode: 'T71' };
const NOBODYS = { serial: 88, filerCode: 'N88' };
/** Alike but for their ids: what one answers to another firm's id, its twin answers to an id that nobody has. */
const TWINS = { serial: 33, text: 'Ours', filerCode: 'U33' };

/** One request with one id in it that is not the firm's own. */
interface Probe {
  readonly route: ListedRoute;
  readonly key: keyof FirmThings;
  readonly example: number;
}

let harness: Harness;
let routes: ListedRoute[];
let theirs: WholeFirm;
let first: WholeFirm;
let second: WholeFirm;
let nobodys: FirmThings;
beforeAll(async () => {
  harness = await startHarness();
  routes = listRoutes(harness.app);
  theirs = await plantWholeFirm(harness, THEIRS);
  first = await plantWholeFirm(harness, { ...TWINS, name: 'Twinone' });
  second = await plantWholeFirm(harness, { ...TWINS, name: 'Twintwo' });
  nobodys = nothingOf(theirs.things, NOBODYS);
});
afterAll(() => harness.close());

/** Every example of every route times every id in it. */
function probes(): Probe[] {
  const keys = Object.keys(first.things) as (keyof FirmThings)[];
  return routes.flatMap((route) =>
    examplesOf(route, first.things).flatMap((own, example) =>
      keys
        .filter((key) => {
          const other = examplesOf(route, { ...first.things, [key]: nobodys[key] })[example];
          return JSON.stringify(other) !== JSON.stringify(own);
        })
        .map((key) => ({ route, key, example })),
    ),
  );
}

function withForeign({ route, key, example }: Probe, own: FirmThings, foreign: FirmThings) {
  return requestOf(route, examplesOf(route, { ...own, [key]: foreign[key] })[example] as RouteExample);
}

const asShown = (thing: string): string => (thing.length === 11 ? formatEntryNumber(thing) : thing);

/** Text without what must differ between twins: ids, by the order in which they come, and the names of the foreign things. */
function withoutIdentity(text: string): string {
  let plain = text
    .replaceAll(/"requestId":"[^"]+"|"version":"[0-9a-f]{8,}"/gu, '')
    .replaceAll(/twin(?:one|two)/giu, 'twin');
  const foreign = [theirs.things, nobodys].flatMap((things) => Object.entries(things));
  // The longest first: a filer code is the beginning of an entry number.
  for (const [key, thing] of foreign.sort(([, a], [, b]) => b.length - a.length))
    plain = plain.replaceAll(thing, `<${key}>`).replaceAll(asShown(thing), `<${key}>`);
  const seen: string[] = [];
  return plain.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, (uuid) => {
    if (!seen.includes(uuid)) seen.push(uuid);
    return `#${seen.indexOf(uuid)}`;
  });
}

/** What a caller can tell of an answer. */
function comparable({ statusCode, body, headers: all }: LightMyRequestResponse) {
  const { 'content-length': _length, date: _date, etag, ratelimit: _ratelimit, ...headers } = all;
  return { statusCode, body: withoutIdentity(body), headers, hasEtag: etag !== undefined };
}

/** The firms' owner, who is an owner of the other firm as well, in a session of this one; and a key that may do everything. */
async function callersOf(firm: WholeFirm): Promise<Record<string, Caller>> {
  const email = `both@${firm.owner.organizationId}.example`;
  await addPerson(harness, theirs.owner.organizationId, { role: 'owner', email });
  return {
    'a person of both firms': await addPerson(harness, firm.owner.organizationId, { role: 'owner', email }),
    'a key for everything': await harness.key(firm.owner.organizationId, ['*']),
  };
}

/** A browser's side of a session: a new cookie takes the place of the old one. */
function browserOf(caller: Caller): Caller['send'] {
  let cookie: string | null = null;
  return async (options) => {
    const answer = await caller.send(
      cookie === null ? options : { ...options, headers: { ...options.headers, cookie } },
    );
    const [given] = answer.cookies;
    if (given?.value) cookie = `${given.name}=${given.value}`;
    return answer;
  };
}

describe('the requests that these tests send', () => {
  it('are written down for every route, and hold an id at every place where the route takes one', () => {
    const places = routes.flatMap((route) => leavesOf(route).map((leaf) => ({ route, leaf })));
    const missing = places.filter(({ route, leaf }) => {
      if (!isIdentifier(leaf)) return false;
      const things = Object.values(first.things);
      return !examplesOf(route, first.things).some((example) =>
        valuesAt(example, leaf).some((value) => things.includes(String(value))),
      );
    });
    expect(missing.map(({ route, leaf }) => `${route.name}: ${leaf.part}${leaf.pointer}`)).toEqual([]);
    const withInput = routes.filter((route) => leavesOf(route).length > 0).map(({ name }) => name);
    expect(withInput.filter((name) => !(name in ROUTE_EXAMPLES))).toEqual([]);
    const names = routes.map(({ name }) => name);
    expect(Object.keys(ROUTE_EXAMPLES).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('an id of another firm', () => {
  it('is answered like one that nobody has, at every place of every route, and changes nothing there', async () => {
    const [ours, twins] = [await callersOf(first), await callersOf(second)];
    const before = await fingerprintOf(harness.testDatabase, theirs.owner.organizationId);
    const all = probes();
    expect(all.length).toBeGreaterThan(60);
    for (const who of Object.keys(ours))
      for (const probe of all) {
        // Going on in the other firm is exactly what somebody of both may do; the next test is about everybody else.
        if (probe.key === 'firm') continue;
        // What is listed by time must not be listed by chance.
        harness.clock.advance(1_000);
        const [toTheirs, toNobodys] = [
          await ours[who]?.send(withForeign(probe, first.things, theirs.things)),
          await twins[who]?.send(withForeign(probe, second.things, nobodys)),
        ] as [LightMyRequestResponse, LightMyRequestResponse];
        const where = { who, route: probe.route.name, key: probe.key };
        expect({ ...where, ...comparable(toTheirs) }).toEqual({ ...where, ...comparable(toNobodys) });
        expect({ ...where, fails: toTheirs.statusCode >= 500 }).toEqual({ ...where, fails: false });
      }
    expect(await fingerprintOf(harness.testDatabase, theirs.owner.organizationId)).toEqual(before);
  });

  it('leads nobody into that firm who does not belong to it', async () => {
    const go = (organizationId: string) =>
      first.owner.send({ method: 'POST', url: '/api/v1/session/firm', payload: { organizationId } });
    const [toTheirs, toNobodys] = [await go(theirs.things.firm), await go(nobodys.firm)];
    expect(comparable(toTheirs)).toEqual(comparable(toNobodys));
    expect(toTheirs.statusCode).toBe(404);
  });

  it('is what the refusals above are about: with the own ids each of these requests finds what it names', async () => {
    const send = browserOf(theirs.owner);
    const order = Object.keys(ROUTE_EXAMPLES);
    const signedIn = routes.filter(({ access }) => access !== 'public');
    for (const route of signedIn.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)))
      for (const example of examplesOf(route, theirs.things)) {
        const { statusCode, body } = await send(requestOf(route, example));
        const isFound = statusCode < 400 || statusCode === 409;
        expect({ route: route.name, isFound, body }).toEqual({ route: route.name, isFound: true, body });
      }
  });
});
