import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { field, file, form, type Part } from '../../test-support/form.ts';
import { type Caller, type Harness, problemOf, sessionHeaders, startHarness } from '../../test-support/harness.ts';
import { clearSpool, displayName } from '../../uploads/spool.ts';

const URL_IMPORTS = '/api/v1/imports';
const LIMIT = 4096;

/** Whether a condition comes true within ten seconds. */
async function reaches(condition: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    if (await condition()) return true;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}

describe('imports', () => {
  let harness: Harness;
  let owner: Caller;
  let other: Caller;
  beforeAll(async () => {
    harness = await startHarness({ maxUploadBytes: LIMIT });
    owner = await harness.firm('Harbor');
    other = await harness.firm('Quay');
  });
  afterAll(() => harness.close());

  const upload = (caller: Caller, ...parts: Part[]) =>
    caller.send({ method: 'POST', url: URL_IMPORTS, ...form(parts) });
  const leftovers = async (): Promise<string[]> => readdir(join(harness.dataDir, 'uploads')).catch(() => []);

  it('answers 202 and keeps the file as it came, with its hash and a message to the worker', async () => {
    const bytes = Buffer.from('Entry Number\r\n55135187866\r\n');
    const answer = await upload(owner, field('autoCommit', 'true'), file(bytes, 'C:\\reports\\es003 October.csv'));
    expect(answer.statusCode).toBe(202);
    const created = answer.json() as { id: string; sha256: string };
    expect(created).toMatchObject({
      kind: 'es003',
      fileName: 'es003 October.csv',
      sizeBytes: bytes.length,
      asOf: '2026-11-23',
      status: 'received',
      progress: { done: 0, total: bytes.length },
      createdBy: 'Owner of Harbor',
      problem: null,
    });
    const stored = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query<{ bytes: Buffer; payload: object; hash: string }>(
        `select p.bytes, o.payload, encode(sha256(p.bytes), 'hex') as hash
           from report_import_piece p, outbox o where p.import_id = $1 and o.topic = 'read-report'`,
        [created.id],
      ),
    );
    expect(stored[0]?.bytes.equals(bytes)).toBe(true);
    expect(stored[0]?.hash).toBe(created.sha256);
    expect(stored[0]?.payload).toEqual({ organizationId: owner.organizationId, importId: created.id });
    expect(await leftovers()).toEqual([]);
  });

  it('takes its fields after the file as well as before it', async () => {
    const answer = await upload(owner, file('after'), field('asOf', '2026-10-01'), field('autoCommit', 'true'));
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ asOf: '2026-10-01' });
    const before = await upload(owner, field('kind', 'es003'), field('asOf', '2026-10-02'), file('before'));
    expect(before.json()).toMatchObject({ asOf: '2026-10-02', status: 'received' });
  });

  it('answers 200 with the import that already holds these bytes, for one firm only', async () => {
    const first = (await upload(owner, file('the same bytes'))).json() as { id: string };
    const again = await upload(owner, file('the same bytes', 'renamed.csv'));
    expect(again.statusCode).toBe(200);
    expect(again.json()).toMatchObject({ id: first.id, fileName: 'es003.csv' });
    const elsewhere = await upload(other, file('the same bytes'));
    expect(elsewhere.statusCode).toBe(202);
    expect((elsewhere.json() as { id: string }).id).not.toBe(first.id);
  });

  it('commits what waited for review when the same bytes come again with the order to commit', async () => {
    const { id } = (await upload(owner, file('waits'))).json() as { id: string };
    await harness.database.withTenantPg(owner.organizationId, (tx) =>
      tx.query(`update report_import set status = 'reviewable' where id = $1`, [id]),
    );
    expect((await upload(owner, file('waits'))).json()).toMatchObject({ id, status: 'reviewable' });
    const ordered = await upload(owner, field('autoCommit', 'true'), file('waits'));
    expect(ordered.statusCode).toBe(200);
    expect(ordered.json()).toMatchObject({ id, status: 'committing' });
  });

  it('gives an upload with a known Idempotency-Key its first answer, and refuses the key for other bytes', async () => {
    const send = (bytes: string) => {
      const { payload, headers } = form([file(bytes)]);
      const idempotent = { ...headers, 'idempotency-key': 'upload-1' };
      return owner.send({ method: 'POST', url: URL_IMPORTS, payload, headers: idempotent });
    };
    const first = await send('with a key');
    const again = await send('with a key');
    expect([first.statusCode, again.statusCode]).toEqual([202, 202]);
    expect(again.json()).toEqual(first.json());
    expect(problemOf(await send('other bytes'))).toMatchObject({ status: 422, code: 'request.idempotency_mismatch' });
  });

  it('makes one import of the same bytes sent twice at once', async () => {
    const answers = await Promise.all([upload(owner, file('at once')), upload(owner, file('at once'))]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 202]);
    expect(new Set(answers.map((answer) => (answer.json() as { id: string }).id)).size).toBe(1);
  });

  it.each([
    ['a form without a file', [field('kind', 'es003')], 422, 'import.missing_file'],
    ['a file under another name', [{ name: 'report', fileName: 'a.csv', bytes: 'x' }], 422, 'import.missing_file'],
    ['an empty file', [file('')], 422, 'import.empty_file'],
    ['a file beyond the limit', [file('x'.repeat(LIMIT + 1))], 413, 'import.too_large'],
    ['a date that is none', [field('asOf', '2026-02-30'), file('a')], 422, 'request.invalid'],
    ['a date to come', [file('b'), field('asOf', '2026-11-24')], 422, 'request.invalid'],
    ['an unknown kind', [file('c'), field('kind', 'es999')], 422, 'request.invalid'],
    ['a mistyped date', [field('asof', '2026-10-01'), file('g')], 422, 'request.invalid'],
    ['two dates', [field('asOf', '2026-10-01'), file('h'), field('asOf', '2026-10-02')], 422, 'request.invalid'],
    ['two files', [file('d'), file('e')], 422, 'request.invalid'],
    ['a field that would reach the prototype', [field('__proto__', 'x'), file('f')], 422, 'request.invalid'],
  ] as [string, Part[], number, string][])(
    'refuses %s and leaves nothing behind',
    async (_name, parts, status, code) => {
      const before = await owner.send({ url: URL_IMPORTS });
      const answer = await upload(owner, ...parts);
      expect(problemOf(answer)).toMatchObject({ status, code });
      expect((await owner.send({ url: URL_IMPORTS })).body).toBe(before.body);
      expect(await leftovers()).toEqual([]);
    },
  );

  it('takes a file of exactly the limit', async () => {
    expect((await upload(owner, file('y'.repeat(LIMIT)))).statusCode).toBe(202);
  });

  it('answers 413 before it reads what is announced as far too large', async () => {
    const { payload, headers } = form([file('x')]);
    const answer = await owner.send({
      method: 'POST',
      url: URL_IMPORTS,
      payload,
      headers: { ...headers, 'content-length': '999999999' },
    });
    expect(problemOf(answer)).toMatchObject({ status: 413, code: 'import.too_large' });
  });

  it('answers 415 to a body that is no form, and 400 or 422 to a form that is cut off', async () => {
    const json = await owner.send({ method: 'POST', url: URL_IMPORTS, payload: { file: 'x' } });
    expect(problemOf(json)).toMatchObject({ status: 415 });
    const csv = await owner.send({
      method: 'POST',
      url: URL_IMPORTS,
      payload: 'a,b',
      headers: { 'content-type': 'text/csv' },
    });
    expect(problemOf(csv)).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
    const { payload, headers } = form([file('cut off in the middle')]);
    const cut = await owner.send({ method: 'POST', url: URL_IMPORTS, payload: payload.subarray(0, -30), headers });
    expect(cut.statusCode).toBeGreaterThanOrEqual(400);
    expect(cut.statusCode).toBeLessThan(500);
    expect(await leftovers()).toEqual([]);
  });

  it('leaves no temporary file of an upload that the client gave up', async () => {
    const address = new URL(await harness.app.listen({ port: 0, host: '127.0.0.1' }));
    const token = String(
      (
        await harness.app.inject({
          method: 'POST',
          url: '/api/v1/session',
          payload: { email: 'owner@harbor.example', password: 'correct horse battery' },
        })
      ).cookies[0]?.value,
    );
    const { payload, headers } = form([file('x'.repeat(3000))]);
    const lines = Object.entries({ ...headers, ...sessionHeaders(token), 'content-length': String(payload.length) });
    const head = `POST ${URL_IMPORTS} HTTP/1.1\r\nhost: ${address.host}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    const done = new Promise<void>((resolve) => {
      harness.app.server.once('connection', (socket) => socket.once('close', () => resolve()));
    });
    const socket = connect(Number(address.port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(Buffer.concat([Buffer.from(head), payload.subarray(0, 2000)]));
    expect(await reaches(async () => (await leftovers()).length === 1)).toBe(true);
    socket.destroy();
    await done;
    expect(await reaches(async () => (await leftovers()).length === 0)).toBe(true);
  });

  it("answers another firm's import, whatever is asked of it, exactly like one that does not exist", async () => {
    const theirs = (await upload(other, file('theirs'))).json() as { id: string };
    for (const [method, suffix] of [
      ['GET', ''],
      ['GET', '/issues'],
      ['POST', '/commit'],
    ] as const) {
      const ask = (id: string) => owner.send({ method, url: `${URL_IMPORTS}/${id}${suffix}` });
      const [foreign, missing, malformed] = [await ask(theirs.id), await ask(randomUUID()), await ask('no-such-id')];
      expect(foreign.statusCode).toBe(404);
      expect(problemOf(foreign)).toEqual(problemOf(missing));
      expect(problemOf(malformed)).toEqual(problemOf(missing));
      expect(foreign.headers['content-length']).toBe(missing.headers['content-length']);
    }
    expect((await owner.send({ url: `${URL_IMPORTS}?limit=200` })).body).not.toContain(theirs.id);
  });

  it('pages through the list without a gap or a repetition', async () => {
    const all = (await owner.send({ url: `${URL_IMPORTS}?limit=200` })).json() as { data: { id: string }[] };
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `${URL_IMPORTS}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = (await owner.send({ url })).json() as { data: { id: string }[]; nextCursor: string | null };
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.data.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(3);
    const invalid = await owner.send({ url: `${URL_IMPORTS}?cursor=forged` });
    expect(problemOf(invalid)).toMatchObject({ status: 422, issues: [{ pointer: '/cursor' }] });
    expect((await owner.send({ url: `${URL_IMPORTS}?limit=201` })).statusCode).toBe(422);
    expect((await owner.send({ url: `${URL_IMPORTS}?unknown=1` })).statusCode).toBe(200);
  });

  it('shows issues by row, and commits only what waits for review', async () => {
    const { id } = (await upload(owner, file('for review'))).json() as { id: string };
    const commit = () => owner.send({ method: 'POST', url: `${URL_IMPORTS}/${id}/commit` });
    expect(problemOf(await commit())).toMatchObject({ status: 409, code: 'import.not_reviewable' });
    await harness.database.withTenantPg(owner.organizationId, async (tx) => {
      await tx.query(`update report_import set status = 'reviewable' where id = $1`, [id]);
      await tx.query(
        `insert into report_import_issue (organization_id, import_id, issue_no, row_no, column_name, code, severity, message)
         select $1, $2, n, n + 1, 'Entry Date', 'date.unreadable', case when n = 3 then 'warning' else 'error' end, 'x'
           from generate_series(1, 3) n`,
        [owner.organizationId, id],
      );
    });
    const one = await owner.send({ url: `${URL_IMPORTS}/${id}` });
    expect(one.json()).toMatchObject({ status: 'reviewable', issueCounts: { errors: 2, warnings: 1 } });
    const first = (await owner.send({ url: `${URL_IMPORTS}/${id}/issues?limit=2` })).json() as {
      data: { row: number }[];
      nextCursor: string;
    };
    expect(first.data.map(({ row }) => row)).toEqual([2, 3]);
    const rest = await owner.send({ url: `${URL_IMPORTS}/${id}/issues?limit=2&cursor=${first.nextCursor}` });
    expect(rest.json()).toMatchObject({ data: [{ row: 4, severity: 'warning' }], nextCursor: null });
    const answer = await commit();
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ id, status: 'committing' });
    expect((await commit()).statusCode).toBe(409);
  });

  it('answers a repeated commit with the same Idempotency-Key like the first, and refuses the key for another', async () => {
    const make = async (bytes: string) => {
      const { id } = (await upload(owner, file(bytes))).json() as { id: string };
      await harness.database.withTenantPg(owner.organizationId, (tx) =>
        tx.query(`update report_import set status = 'reviewable' where id = $1`, [id]),
      );
      return id;
    };
    const [one, two] = [await make('idempotent 1'), await make('idempotent 2')];
    const commit = (id: string) =>
      owner.send({ method: 'POST', url: `${URL_IMPORTS}/${id}/commit`, headers: { 'idempotency-key': 'commit-1' } });
    const answers = await Promise.all([commit(one), commit(one), commit(one)]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([202, 202, 202]);
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const messages = await harness.database.withTenantRead(owner.organizationId, (tx) =>
      tx.query(`select id from outbox where topic = 'read-report' and payload->>'importId' = $1`, [one]),
    );
    expect(messages).toHaveLength(2);
    expect(problemOf(await commit(two))).toMatchObject({ status: 422, code: 'request.idempotency_mismatch' });
  });

  it('answers 403 to a key that may only read, and 401 to nobody', async () => {
    const reader = await harness.key(owner.organizationId, ['imports:read']);
    expect((await reader.send({ url: URL_IMPORTS })).statusCode).toBe(200);
    expect((await upload(reader, file('x'))).statusCode).toBe(403);
    expect((await harness.app.inject({ method: 'POST', url: URL_IMPORTS, ...form([file('x')]) })).statusCode).toBe(401);
    const writer = await harness.key(owner.organizationId, ['imports:write']);
    expect((await upload(writer, file('by a key'))).json()).toMatchObject({ createdBy: null, status: 'received' });
  });

  it('discards by an undo what waits for review, once, and neither another firm’s import nor one that is still read', async () => {
    const { id } = (await upload(owner, file('to be discarded'))).json() as { id: string };
    const undo = (caller: Caller) => caller.send({ method: 'POST', url: `${URL_IMPORTS}/${id}/undo` });
    const diff = await owner.send({ method: 'GET', url: `${URL_IMPORTS}/${id}/diff` });
    expect(problemOf(diff)).toMatchObject({ status: 409, code: 'import.no_diff' });
    expect(problemOf(await undo(owner))).toMatchObject({ status: 409, code: 'import.not_undoable' });
    await harness.database.withTenantPg(owner.organizationId, (tx) =>
      tx.query(`update report_import set status = 'reviewable' where id = $1`, [id]),
    );
    expect(problemOf(await undo(other))).toMatchObject({ status: 404 });
    for (const _twice of [1, 2])
      expect((await undo(owner)).json()).toMatchObject({ id, status: 'undone', undone: null });
    expect((await upload(owner, file('to be discarded'))).statusCode).toBe(202);
  });
});

describe('the spool', () => {
  it('is cleared at start of what a killed process left, and of nothing newer', async () => {
    const folder = join(await mkdtemp('/tmp/capeline-spool-'), 'uploads');
    await clearSpool(folder, new Date());
    await mkdir(folder);
    await writeFile(join(folder, 'old.part'), 'x');
    await utimes(join(folder, 'old.part'), 1, 1);
    await writeFile(join(folder, 'new.part'), 'y');
    await clearSpool(folder, new Date(1_000_000));
    expect(await readdir(folder)).toEqual(['new.part']);
    expect(await readFile(join(folder, 'new.part'), 'utf8')).toBe('y');
  });

  it('shows only the last part of a name, without what could mislead the eye', () => {
    expect(displayName('../../etc/passwd')).toBe('passwd');
    expect(displayName('a%22b.csv')).toBe('a"b.csv');
    expect(displayName('a\u202Efdp.csv\u0007')).toBe('afdp.csv');
    expect(displayName(undefined)).toBe('upload');
    expect(displayName('x'.repeat(500))).toHaveLength(200);
    expect(displayName(`x${'😀'.repeat(500)}`).isWellFormed()).toBe(true);
  });
});
