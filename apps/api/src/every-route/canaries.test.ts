import { createLogger } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../test-support/harness.ts';
import { type MarkedFirm, markEveryText } from '../test-support/mark-texts.ts';
import { examplesOf, requestOf } from '../test-support/route-examples.ts';
import { type ListedRoute, leavesOf, listRoutes } from '../test-support/route-table.ts';
import { plantWholeFirm, type WholeFirm } from '../test-support/whole-firm.ts';

const CANARY = 'canary-7d41f0';
const THEIRS = { name: 'Theirs', serial: 71, text: CANARY, filerCode: 'T71' };
const OURS = { name: 'Ours', serial: 33, text: 'Ours', filerCode: 'U33' };
const API = '/api/v1';

let harness: Harness;
let lines: string[];
let routes: ListedRoute[];
let ours: WholeFirm;
let key: Caller;
let before: string[];
let theirs: WholeFirm;
let theirCursors: Map<ListedRoute, readonly string[]>;
let planted: MarkedFirm;

/** Everything that a caller can read without changing anything. */
async function readEverything(caller: Caller, firm: WholeFirm): Promise<string[]> {
  const read: string[] = [];
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    const examples = examplesOf(route, firm.things);
    for (const example of examples.length === 0 ? [{}] : examples) {
      const { statusCode, body } = await caller.send(requestOf(route, example));
      read.push(`${route.name} ${JSON.stringify(example)} ${statusCode} ${body.replace(/"requestId":"[^"]+"/u, '')}`);
    }
  }
  return read;
}

/** What of the other firm stands in a text. */
function foreignIn(text: string): string[] {
  const { entry, importerNumber } = theirs.things;
  const numbers = [entry.slice(0, 5), importerNumber.slice(0, 6), `"${THEIRS.filerCode}"`];
  return [CANARY, ...numbers, ...planted.ids].filter((sign) => text.includes(sign));
}

/** Where the next pages of a firm's list begin, by the firm's own rows. */
async function cursorsOf(route: ListedRoute, firm: WholeFirm): Promise<string[]> {
  const cursors = new Set<string>();
  for (const example of examplesOf(route, firm.things)) {
    const { query, ...request } = requestOf(route, example);
    const page = await firm.owner.send({ ...request, query: { ...(query as object), limit: '1' } });
    const { nextCursor } = page.json() as { nextCursor: string | null };
    if (nextCursor !== null) cursors.add(nextCursor);
  }
  return [...cursors];
}

beforeAll(async () => {
  lines = [];
  harness = await startHarness(
    {},
    createLogger({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
  );
  routes = listRoutes(harness.app);
  ours = await plantWholeFirm(harness, OURS);
  key = await harness.key(ours.owner.organizationId, ['*']);
  // The first use of a key is noted, and shown.
  await key.send({ url: `${API}/board` });
  before = [...(await readEverything(ours.owner, ours)), ...(await readEverything(key, ours))];
  theirs = await plantWholeFirm(harness, THEIRS);
  theirCursors = new Map();
  for (const route of routes.filter((listed) => leavesOf(listed).some(({ pointer }) => pointer === '/cursor')))
    theirCursors.set(route, await cursorsOf(route, theirs));
});
afterAll(() => harness.close());

describe('what a firm holds', () => {
  it('is not in the log, whatever it reads of itself', async () => {
    const all = await readEverything(theirs.owner, theirs);
    expect(all.filter((text) => text.includes(CANARY)).length).toBeGreaterThan(15);
    expect(lines.filter((line) => line.includes(CANARY))).toEqual([]);
  });

  it('is marked in every text of every table that takes one', async () => {
    planted = await markEveryText(harness.testDatabase, theirs.owner.organizationId, CANARY);
    expect(planted.marked.length).toBeGreaterThan(70);
    expect(planted.ids.length).toBeGreaterThan(40);
  });

  it('changes no answer to another firm, to people as to keys', async () => {
    const after = [...(await readEverything(ours.owner, ours)), ...(await readEverything(key, ours))];
    expect(after).toEqual(before);
    expect(foreignIn(after.join('\n'))).toEqual([]);
  });

  it('is not found by looking for it', async () => {
    for (const q of [CANARY, theirs.things.importerNumber, theirs.things.entry, 'client']) {
      const found = await ours.owner.send({ url: `${API}/search`, query: { q } });
      expect(foreignIn(found.body.replaceAll(q, ''))).toEqual([]);
      const clients = await ours.owner.send({ url: `${API}/clients`, query: { search: q } });
      expect(foreignIn(clients.body)).toEqual([]);
    }
  });

  it('does not come with a cursor of that firm', async () => {
    let used = 0;
    for (const [route, cursors] of theirCursors)
      for (const example of examplesOf(route, ours.things))
        for (const cursor of cursors) {
          used += 1;
          const { query, ...request } = requestOf(route, example);
          const answer = await ours.owner.send({ ...request, query: { ...(query as object), cursor } });
          // A place in another order is none in this one.
          const isUsual = [200, 422].includes(answer.statusCode);
          const seen = { route: route.name, isUsual, foreign: foreignIn(answer.body) };
          expect(seen).toEqual({ route: route.name, isUsual: true, foreign: [] });
        }
    expect(used).toBeGreaterThan(5);
  });

  it('stands in no metric and on no public page', async () => {
    const { body } = await harness.app.inject('/metrics');
    expect(body).toContain(`route="${API}/clients/:id"`);
    for (const url of ['/metrics', '/readyz', '/api/openapi.json', '/api/docs', `${API}/setup`])
      expect(foreignIn((await harness.app.inject(url)).body)).toEqual([]);
  });
});

describe('what two firms have in common tells neither of the other', () => {
  it('a repeat key: each has its own answer', async () => {
    const headers = { 'idempotency-key': 'the-same' };
    const payload = { name: 'Nightly', page: 'clients', query: 'search=a' };
    const save = (caller: Caller) =>
      caller.send({ method: 'POST', url: `${API}/saved-views`, payload: { ...payload, shared: true }, headers });
    const [inTheirs, inOurs] = [await save(theirs.owner), await save(ours.owner)];
    expect([inTheirs.statusCode, inOurs.statusCode]).toEqual([201, 201]);
    expect((inOurs.json() as { id: string }).id).not.toBe((inTheirs.json() as { id: string }).id);
  });

  it('a file of the same bytes: it is new to each', async () => {
    const upload = async (caller: Caller) => {
      const payload = new FormData();
      payload.set('file', new Blob(['Entry Summary Number\n55135187866\n']), 'alike.csv');
      return (await caller.send({ method: 'POST', url: `${API}/imports`, payload })).statusCode;
    };
    expect([await upload(theirs.owner), await upload(ours.owner), await upload(ours.owner)]).toEqual([202, 202, 200]);
  });

  it('a person: whoever invites is not told that the address has an account elsewhere', async () => {
    const invite = (email: string) =>
      ours.owner.send({ method: 'POST', url: `${API}/invitations`, payload: { email, role: 'auditor' } });
    const plain = async (email: string) => {
      const { statusCode, body } = await invite(email);
      const text = body.replaceAll(email, '<address>').replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, '<id>');
      return { statusCode, text: text.replace(/#[\w-]+/u, '#<token>') };
    };
    expect(await plain('member@theirs.example')).toEqual(await plain('nobody@theirs.example'));
    expect(problemOf(await invite('member@ours.example'))).toMatchObject({ code: 'invitation.already_member' });
  });
});
