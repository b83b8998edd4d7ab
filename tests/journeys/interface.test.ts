/** The names that others rely on, asked of a running system from outside: command line, HTTP, imports, sessions. */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { entryNumberCheckDigit } from '@capeline/domain';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INITIAL_LIMIT_KB, initialSizes } from '../../apps/web/dev/initial-sizes.ts';
import { makeFirm } from './support/firm.ts';
import { type Caller, callerOf, defaultReport, formOf, type Issue, type Json, report } from './support/report.ts';
import { ROOT, type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { type ApiEntry, readAll, sampleBytes } from './support/samples.ts';
import { waitUntil } from './support/wait-until.ts';

const JSON_BODY = { 'content-type': 'application/json' };
const MISSING = '00000000-0000-4000-8000-000000000000';
const withoutRequestId = (text: string): string => text.replace(/"requestId":"[^"]*"/, '');

let system: RunningSystem;
let key: Record<string, string>;
let firm: Caller;
let other: Caller;
beforeAll(async () => {
  system = await startSystem({ CAPELINE_SAMPLE: '0', CAPELINE_TODAY: '2026-11-23', CAPELINE_MAX_UPLOAD_MB: '4' });
  key = await makeFirm(system, 'Interface');
  firm = callerOf(system, key);
  other = callerOf(system, await makeFirm(system, 'Another'));
  await firm.send(sampleBytes('es003-broker-layout.csv'));
}, 240_000);
afterAll(() => stopSystem(system), 60_000);

const lines = (stdout: string): Json[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as Json);

async function pipe(input: string, ...args: string[]): Promise<{ code: number | null; stdout: string }> {
  const child = spawn('npm', ['run', '--silent', 'cli', '--', ...args], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout };
}

describe('the command line', () => {
  it('computes the clocks of a liquidation, and nothing else stands on standard output', async () => {
    const { code, stdout } = await system.cli('deadlines', '--liquidated', '2026-05-15', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      liquidatedOn: '2026-05-15',
      rulesVersion: expect.any(String),
      deadlines: [
        {
          kind: 'cape_window',
          lastDay: '2026-08-03',
          safeDay: '2026-08-03',
          fileBy: '2026-07-27',
          practiceRollDay: null,
        },
        { kind: 'voluntary_reliquidation', lastDay: '2026-08-13' },
        {
          kind: 'protest',
          lastDay: '2026-11-11',
          safeDay: '2026-11-10',
          fileBy: '2026-11-10',
          practiceRollDay: '2026-11-12',
        },
      ],
    });
  }, 60_000);

  it('answers each line by itself, goes on after a bad one, and exits 1 for it', async () => {
    const dates = await pipe('2026-05-15\nno date\n2026-05-18\n', 'deadlines', '--stdin');
    expect(dates.code).toBe(1);
    expect(lines(dates.stdout)).toMatchObject([
      { liquidatedOn: '2026-05-15' },
      { input: 'no date', error: expect.any(String) },
      { liquidatedOn: '2026-05-18' },
    ]);
    const numbers = await pipe('551-3518786-6\n="k8019795716"\n55135187865\n', 'entry-number', '--stdin');
    expect(numbers.code).toBe(1);
    expect(lines(numbers.stdout)).toMatchObject([
      { entryNumber: '55135187866', formatted: '551-3518786-6', filerCode: '551', valid: true, problem: null },
      { entryNumber: 'K8019795716', valid: true },
      { valid: false, expectedCheckDigit: '6', problem: 'check_digit' },
    ]);
  }, 60_000);

  it('exits 2 for bad usage and where nothing runs', async () => {
    expect((await system.cli('deadlines', '--liquidated', '2026-02-30')).code).toBe(2);
    expect((await system.cli('import', '/no/such/file.csv')).code).toBe(2);
    expect(
      (await system.cli('api-key', 'create', '--name', 'x', '--scope', 'everything', '--organization', 'Another')).code,
    ).toBe(2);
    expect((await system.cli('setup', '--organization', 'Interface', '--owner', 'a@b.example')).code).toBe(1);
    expect((await system.cli('api-key', 'create', '--name', 'x', '--scope', '*')).code).toBe(1); // two firms: which one?
  }, 60_000);

  it.each([[['--scope', 'entries:read', 'clients:read']], [['--scope', 'entries:read', '--scope', 'clients:read']]])(
    'makes a key with %j that sees no importer number in clear',
    async (scopes) => {
      const made = await system.cli('api-key', 'create', '--name', 'narrow', ...scopes, '--organization', 'Interface');
      const narrow = callerOf(system, { authorization: `Bearer ${made.stdout.trim().split('\n').at(-1)}` });
      const [entry] = (await narrow.ask('/api/v1/entries?limit=1')).body.data as ApiEntry[];
      expect(entry).toMatchObject({ importerNumber: null, importerNumberMasked: expect.stringContaining('•') });
      const [client] = (await narrow.ask('/api/v1/clients?limit=1')).body.data as { importerNumbers: object[] }[];
      expect(client?.importerNumbers[0]).toMatchObject({ importerNumber: null });
      expect((await narrow.ask('/api/v1/deadlines')).status).toBe(403);
    },
    60_000,
  );

  it('takes the business date of the running rehearsal for a report without a date', async () => {
    const file = join(ROOT, 'packages/domain/samples/es003-default-layout.csv');
    const read = await system.cli('import', file, '--organization', 'Another', '--json');
    expect(read.code).toBe(0);
    expect(JSON.parse(read.stdout)).toMatchObject({
      status: 'reviewable',
      asOf: '2026-11-23',
      counts: { rowsRead: 144 },
    });
    const committed = await system.cli('import', file, '--organization', 'Another', '--commit', '--json');
    expect(JSON.parse(committed.stdout)).toMatchObject({ status: 'committed', counts: { entriesCreated: 25 } });
  }, 60_000);

  it('verifies the audit chain of every firm', async () => {
    expect((await system.cli('audit', 'verify')).code).toBe(0);
  }, 60_000);
});

describe('the addresses', () => {
  it('tell that it lives, is ready and how it does, describe it, and show the web app', async () => {
    expect((await firm.ask('/livez')).status).toBe(200);
    expect((await firm.ask('/readyz')).body).toMatchObject({ ready: true, lastSweepAgeSeconds: expect.any(Number) });
    const metrics = await firm.ask('/metrics');
    expect(metrics.text).toMatch(/^# HELP /m);
    expect(metrics.text).not.toContain('Interface');
    const described = await firm.ask('/api/openapi.json');
    expect(described.body.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(described.body.paths as object)).toEqual(
      expect.arrayContaining([
        '/api/v1/imports',
        '/api/v1/imports/{id}/issues',
        '/api/v1/clients/{id}/checks/{kind}',
        '/api/v1/entries/{entryNumber}/liquidation/confirm',
        '/api/v1/deadlines/{id}/acknowledge',
      ]),
    );
    expect((await firm.ask('/api/docs')).text).toContain('/api/v1/entries');
    for (const page of ['/', '/clients/x']) expect((await firm.ask(page)).text).toContain('<div id="root">');
  });

  it.each([
    ['nobody', '/api/v1/clients', { headers: { authorization: 'Bearer cl_live_no' } }, 401],
    ['a missing thing', `/api/v1/clients/${MISSING}`, {}, 404],
    ['no such address', '/api/v1/nothing', {}, 404],
    ['a broken body', `/api/v1/clients/${MISSING}`, { method: 'PATCH', headers: JSON_BODY, body: '{' }, 400],
    ['another kind of body', '/api/v1/imports', { method: 'POST', headers: JSON_BODY, body: '{}' }, 415],
    ['a limit beyond 200', '/api/v1/entries?limit=201', {}, 422],
    ['a limit of nothing', '/api/v1/deadlines?limit=0', {}, 422],
    ['a foreign cursor', '/api/v1/clients?cursor=forged', {}, 422],
    ['a day that is none', '/api/v1/deadlines?from=2026-02-30', {}, 422],
    ['a kind that is none', '/api/v1/deadlines?kind=rest', {}, 422],
  ] as [string, string, RequestInit, number][])('answer %s with a problem', async (_name, path, init, status) => {
    const answer = await firm.ask(path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toEqual({
      type: expect.any(String),
      title: expect.any(String),
      status,
      code: expect.any(String),
      detail: expect.any(String),
      requestId: expect.any(String),
      issues: expect.any(Array),
    });
  });

  it('make a browser fetch at most 200 KB of JavaScript before any screen shows', () => {
    const sizes = initialSizes(join(ROOT, 'apps/web/dist'));
    expect(sizes.size).toBeGreaterThan(15);
    expect([...sizes].filter(([, kb]) => kb > INITIAL_LIMIT_KB)).toEqual([]);
  });

  it('page through entries without a gap or a repetition', async () => {
    const whole = (await readAll<ApiEntry>(system.url, '/api/v1/entries', key)).map(({ entryNumber }) => entryNumber);
    const pieces: string[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const { body } = await firm.ask(`/api/v1/entries?limit=7${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
      pieces.push(...(body.data as ApiEntry[]).map(({ entryNumber }) => entryNumber));
      cursor = body.nextCursor;
    }
    expect(pieces).toEqual(whole);
    expect(new Set(pieces).size).toBe(60);
  });

  it("answer another firm's object like a missing one", async () => {
    const first = async (path: string) => ((await firm.ask(`${path}?limit=1`)).body.data as { id: string }[])[0]?.id;
    for (const [path, suffixes] of [
      ['/api/v1/clients', ['', '/checks']],
      ['/api/v1/imports', ['', '/issues']],
      ['/api/v1/deadlines', ['', '/entries']],
    ] as const)
      for (const suffix of suffixes) {
        const foreign = await other.ask(`${path}/${await first(path)}${suffix}`);
        const missing = await other.ask(`${path}/${MISSING}${suffix}`);
        expect({ path, status: foreign.status }).toEqual({ path, status: 404 });
        expect(withoutRequestId(foreign.text)).toBe(withoutRequestId(missing.text));
      }
  });

  it('find entries by each filter', async () => {
    const all = await readAll<ApiEntry & { clientId: string }>(system.url, '/api/v1/entries', key);
    const one = all[0];
    const count = async (query: string) => (await readAll(system.url, `/api/v1/entries?${query}`, key)).length;
    expect(await count(`entryNumber=${one?.entryNumber}`)).toBe(1);
    expect(await count(`clientId=${one?.clientId}`)).toBe(
      all.filter(({ clientId }) => clientId === one?.clientId).length,
    );
    expect(await count('liquidationStatus=liquidated')).toBe(48);
    const before = all.filter(({ deadlines }) => deadlines.some((d) => d.status === 'open' && d.fileBy < '2026-06-01'));
    expect(await count('fileByBefore=2026-06-01')).toBe(before.length);
  });
});

describe('uploads', () => {
  let serial = 0;
  const bytes = (): string => {
    serial += 1;
    return report({ entryNumber: `6057${String(serial).padStart(6, '0')}0` });
  };
  const post = (body: FormData, headers = {}) => firm.ask('/api/v1/imports', { method: 'POST', body, headers });

  it.each([
    ['no bytes', () => formOf(''), 422, 'import.empty_file'],
    ['an unknown kind', () => formOf(bytes(), { kind: 'es999' }), 422, 'request.invalid'],
    ['a date to come', () => formOf(bytes(), { asOf: '2026-11-24' }), 422, 'request.invalid'],
    ['a date that is none', () => formOf(bytes(), { asOf: 'today' }), 422, 'request.invalid'],
    ['a doubtful order', () => formOf(bytes(), { autoCommit: 'perhaps' }), 422, 'request.invalid'],
    ['too much', () => formOf(Buffer.alloc(5_000_000, 'a')), 413, 'import.too_large'],
  ] as [string, () => FormData, number, string][])(
    'with %s are refused and leave no file',
    async (_n, form, status, code) => {
      const answer = await post(form());
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(await readdir(join(system.dataDir, 'uploads'))).toEqual([]);
    },
  );

  it('of the same bytes are one import, also at once, and a key gets its first answer', async () => {
    const same = bytes();
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(formOf(same))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const keyed = { 'idempotency-key': 'once' };
    const more = bytes();
    const [first, again] = [await post(formOf(more), keyed), await post(formOf(more), keyed)];
    expect([again.status, again.body.id]).toEqual([202, first.body.id]);
    expect((await post(formOf(bytes()), keyed)).status).toBe(422);
  });

  it('without autoCommit wait for the order to commit', async () => {
    const waiting = await firm.send(report({ entryNumber: '60580000007' }), {});
    expect(waiting).toMatchObject({ status: 'reviewable', counts: { rowsRead: 1, entriesCreated: 1 } });
    expect((await firm.ask('/api/v1/entries/60580000007')).status).toBe(404);
    // Many clients announce JSON on every POST, also where there is nothing to say.
    const ordered = await firm.ask(`/api/v1/imports/${waiting.id}/commit`, { method: 'POST', headers: JSON_BODY });
    expect(ordered.status).toBe(202);
    const committed = async () => (await firm.ask(`/api/v1/imports/${waiting.id}`)).body.status === 'committed';
    await waitUntil(committed, 30_000, () => 'it was not committed');
    expect((await firm.ask('/api/v1/entries/60580000007')).status).toBe(200);
    expect((await firm.ask(`/api/v1/imports/${waiting.id}/commit`, { method: 'POST' })).status).toBe(409);
  }, 60_000);

  it('keep one bad row among twenty thousand apart, with row, column and cure, and its entry whole', async () => {
    // Right check digits: a warning for each row would push the one error off the first page.
    const number = (index: number): string => {
      const ten = `K80${String(index).padStart(7, '0')}`;
      return `${ten}${entryNumberCheckDigit(ten)}`;
    };
    const rows = Array.from({ length: 20_000 }, (_, index) => ({
      entryNumber: number(index),
      ...(index === 12_345 ? { duty: 'abc' } : {}),
    }));
    const done = await firm.send(report(...rows));
    expect(done).toMatchObject({ status: 'committed', problem: null });
    expect(done.counts).toMatchObject({ rowsRead: 20_000, rowsAccepted: 19_999, rowsRejected: 1 });
    const issues = (await firm.ask(`/api/v1/imports/${done.id}/issues?limit=200`)).body.data as Issue[];
    expect(issues.filter(({ severity }) => severity === 'error')).toMatchObject([
      { row: 12_347, column: 'Line Tariff Duty Amount', cure: expect.any(String), value: 'abc' },
    ]);
    const entry = (await firm.ask(`/api/v1/entries/${number(12_345)}`)).body;
    expect(entry).toMatchObject({ needsData: expect.any(String), ieepaDutyCents: null, lines: [] });
  }, 120_000);

  it.each([
    ['a header alone', report(), 'failed'],
    ['foreign columns', 'a,b\n1,2\n', 'needs_mapping'],
    ['lost zeros', report({ entryNumber: '215258096' }), 'failed'],
    ['scientific notation', report({ entryNumber: '6.05945E+10' }), 'failed'],
    ['30 February', report({ entryNumber: '60581000006', liquidationDate: '02/30/2026' }), 'failed'],
  ] as [string, string | Buffer<ArrayBuffer>, string][])(
    'with %s end with a clear problem',
    async (_n, content, status) => {
      const done = await firm.send(content);
      expect(done).toMatchObject({
        status,
        counts: { rowsAccepted: 0, entriesCreated: 0 },
        problem: { code: expect.any(String), detail: expect.any(String), cure: expect.any(String) },
      });
    },
  );
});

describe('reports in other encodings', () => {
  it.each([
    ['UTF-16', 'utf16le', '60582000005'],
    ['Latin-1', 'latin1', '60583000004'],
  ] as const)('are read: %s', async (_name, encoding, entryNumber) => {
    const mark = encoding === 'latin1' ? '' : '\ufeff';
    const text = mark + report({ entryNumber, importerName: 'Müller' });
    expect(await firm.send(Buffer.from(text, encoding))).toMatchObject({
      status: 'committed',
      counts: { entriesCreated: 1 },
    });
  });
});

describe('facts of one entry over several reports', () => {
  const entryNumber = '60590000004';
  const now = async () => {
    const { body } = await firm.ask(`/api/v1/entries/${entryNumber}`);
    const { liquidation, deadlines } = body as unknown as Omit<ApiEntry, 'deadlines'> & {
      deadlines: { liquidatedOn: string }[];
    };
    return { ...liquidation, clocks: [...new Set(deadlines.map(({ liquidatedOn }) => liquidatedOn))] };
  };
  const told = (asOf: string, liquidationDate: string, liquidationStatus = 'Liquidated') =>
    firm.send(report({ entryNumber, liquidationDate, liquidationStatus }), { autoCommit: 'true', asOf });

  it('start no clock from a scheduled date', async () => {
    await told('2026-10-01', '12/18/2026', 'Unliquidated');
    expect(await now()).toMatchObject({ date: null, scheduledDate: '2026-12-18', clocks: [] });
  });

  it('take a later date as a proposal until a person confirms it, and an earlier one at once', async () => {
    await told('2026-10-02', '06/12/2026');
    await told('2026-10-03', '07/10/2026');
    expect(await now()).toMatchObject({
      status: 'liquidated',
      date: '2026-06-12',
      scheduledDate: null,
      proposed: { date: '2026-07-10', source: expect.any(String) },
      clocks: ['2026-06-12'],
    });
    const confirm = () => firm.ask(`/api/v1/entries/${entryNumber}/liquidation/confirm`, { method: 'POST' });
    expect((await confirm()).status).toBe(200);
    expect(await now()).toMatchObject({ date: '2026-07-10', proposed: null, clocks: ['2026-07-10'] });
    expect((await confirm()).status).toBe(409);
    await told('2026-10-04', '05/29/2026');
    expect(await now()).toMatchObject({ date: '2026-05-29', proposed: null, clocks: ['2026-05-29'] });
  }, 60_000);

  it('are not overwritten by an older report nor cleared by one without the columns', async () => {
    await told('2026-09-01', '', 'Unliquidated');
    expect(await now()).toMatchObject({ date: '2026-05-29' });
    await firm.send(defaultReport(entryNumber), { autoCommit: 'true', asOf: '2026-10-05' });
    expect(await now()).toMatchObject({ status: 'liquidated', date: '2026-05-29', clocks: ['2026-05-29'] });
    const { body } = await firm.ask(`/api/v1/entries/${entryNumber}`);
    expect(body.reconciliation).toEqual({ flagged: false, type09OnFile: null, type09FiledOn: null });
  }, 60_000);
});

describe('clients, checks and deadlines', () => {
  it('carry every field that the interface names', async () => {
    const [client] = (await firm.ask('/api/v1/clients?limit=1')).body.data as (Json & { id: string })[];
    expect(client).toMatchObject({
      importerNumbers: expect.any(Array),
      entryCount: expect.any(Number),
      ieepaDutyCents: expect.any(Number),
      dataAsOf: '2026-11-23',
      owner: null,
      readiness: { canFile: 'unknown', canBePaid: 'unknown', total: 11, ready: expect.any(Number) },
    });
    const checks = (await firm.ask(`/api/v1/clients/${client?.id}/checks`)).body.data as object[];
    expect(checks).toHaveLength(11);
    const [deadline] = (await firm.ask('/api/v1/deadlines?status=open&limit=1')).body.data as (Json & {
      id: string;
    })[];
    for (const name of 'id clientId kind liquidatedOn lastDay safeDay fileBy practiceRollDay status entryCount ieepaDutyCents citation arithmetic rulesVersion supersededBy'.split(
      ' ',
    ))
      expect(deadline).toHaveProperty(name);
    const covered = (await firm.ask(`/api/v1/deadlines/${deadline?.id}/entries`)).body.data as object[];
    expect(covered).toHaveLength(Number(deadline?.entryCount));
  });

  it('let a check be ready only with evidence, and a computed one never be set', async () => {
    const [client] = (await firm.ask('/api/v1/clients?limit=1')).body.data as { id: string }[];
    const record = (kind: string, body: object, headers = {}) =>
      firm.ask(`/api/v1/clients/${client?.id}/checks/${kind}`, {
        method: 'PATCH',
        headers: { ...JSON_BODY, ...headers },
        body: JSON.stringify(body),
      });
    const ready = { status: 'ready', evidenceNote: 'Seen on the screen', verifiedOn: '2026-11-20' };
    expect((await record('tao_login', { status: 'ready' })).status).toBe(422);
    expect((await record('tao_login', ready, { 'if-match': '"9"' })).status).toBe(412);
    expect((await record('tao_login', ready)).body).toMatchObject({ kind: 'tao_login', status: 'ready' });
    expect((await record('deadlines_calendared', ready)).status).toBe(409);
    expect((await record('no_such_check', ready)).status).toBe(404);
  });

  it('let an alert be acknowledged once, with a note or without a word', async () => {
    const open = (await firm.ask('/api/v1/alerts?limit=1')).body.data as { deadline: { id: string } }[];
    const acknowledge = () => firm.ask(`/api/v1/deadlines/${open[0]?.deadline.id}/acknowledge`, { method: 'POST' });
    expect((await acknowledge()).status).toBe(200);
    expect((await acknowledge()).status).toBe(409);
  });
});

describe('people', () => {
  it('sign in once by a link, then by password, from our own pages only, and are held up when they guess', async () => {
    const setUp = await system.cli('setup', '--organization', 'People', '--owner', 'owner@people.example');
    const token = /#(\S+)/.exec(setUp.stdout)?.[1] ?? '';
    const own = { ...JSON_BODY, 'x-capeline-csrf': '1' };
    const call = async (method: string, path: string, body: object | null, headers: object = own) => {
      const init = { method, headers: { ...headers }, ...(body === null ? {} : { body: JSON.stringify(body) }) };
      return fetch(`${system.url}/api/v1${path}`, init as RequestInit);
    };
    const cookieOf = (answer: Response): string => answer.headers.get('set-cookie') ?? '';
    const linked = await call('POST', '/session/link', { token });
    expect(linked.status).toBe(200);
    expect(cookieOf(linked)).toMatch(/HttpOnly/);
    expect(cookieOf(linked)).toMatch(/SameSite=(Lax|Strict)/);
    expect((await call('POST', '/session/link', { token })).status).toBe(401);
    const cookie = cookieOf(linked).split(';')[0] ?? '';
    const password = 'correct horse battery staple';
    expect((await call('PUT', '/me/password', { password }, { ...JSON_BODY, cookie })).status).toBe(403);
    expect((await call('PUT', '/me/password', { password }, { ...own, cookie })).status).toBe(200);
    const signIn = (secret: string, headers: object = own) =>
      call('POST', '/session', { email: 'owner@people.example', password: secret }, headers);
    expect((await signIn(password, { ...own, origin: 'https://elsewhere.example' })).status).toBe(403);
    const session = cookieOf(await signIn(password)).split(';')[0] ?? '';
    expect(session).not.toBe(cookie);
    expect((await call('GET', '/me', null, { cookie: session })).status).toBe(200);
    expect((await call('DELETE', '/session', null, { ...own, cookie: session })).status).toBe(204);
    expect((await call('GET', '/me', null, { cookie: session })).status).toBe(401);
    const statuses: number[] = [];
    for (let guess = 0; guess < 15; guess += 1) statuses.push((await signIn(`wrong ${guess}`)).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect((await signIn(password)).headers.get('retry-after')).toMatch(/^\d+$/);
  }, 120_000);

  it('and keys may ask 1,200 times a minute', async () => {
    const statuses = new Set<number>();
    for (let round = 0; round < 24; round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => firm.ask('/api/v1/clients?limit=1')));
      for (const { status } of answers) statuses.add(status);
    }
    expect([...statuses]).toEqual([200]);
  }, 60_000);
});
