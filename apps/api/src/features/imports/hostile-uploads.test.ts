/** Uploads that break off, stand still, lie about themselves or never end, over a real connection. */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { file, form, type Part } from '../../test-support/form.ts';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

const URL_IMPORTS = '/api/v1/imports';
const MEGA = 1024 * 1024;
const LIMIT = 2 * MEGA;

/** An API that listens, and somebody who may send reports. */
interface Door {
  readonly harness: Harness;
  readonly owner: Caller;
  readonly key: string;
  readonly address: URL;
}

async function openDoor(settings: Parameters<typeof startHarness>[0]): Promise<Door> {
  const harness = await startHarness(settings);
  const owner = await harness.firm('Harbor');
  const { key } = await harness.key(owner.organizationId, ['imports:read', 'imports:write']);
  return { harness, owner, key, address: new URL(await harness.app.listen({ port: 0, host: '127.0.0.1' })) };
}

const leftoversOf = ({ harness }: Door) => readdir(join(harness.dataDir, 'uploads')).catch(() => []);

/** What is left of an upload goes as soon as its connection has. */
async function expectCleared(door: Door): Promise<void> {
  const until = performance.now() + 10_000;
  while ((await leftoversOf(door)).length > 0 && performance.now() < until)
    await new Promise((resolve) => setImmediate(resolve));
  expect(await leftoversOf(door)).toEqual([]);
}

/** A request written by hand; what the server answers is gathered until it ends the connection. */
async function request(
  { address, key }: Door,
  headers: Record<string, string>,
): Promise<{ socket: Socket; answer: () => string }> {
  const socket = connect(Number(address.port), '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (more) => {
    text += more;
  });
  // The server may end it while we still write.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = Object.entries({ host: address.host, authorization: `Bearer ${key}`, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`POST ${URL_IMPORTS} HTTP/1.1\r\n${head}\r\n`);
  return { socket, answer: () => text };
}

describe('a hostile upload', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor({ maxUploadBytes: LIMIT });
  });
  afterAll(() => door.harness.close());

  const send = (payload: Buffer, headers: Record<string, string>) =>
    door.owner.send({ method: 'POST', url: URL_IMPORTS, payload, headers });
  const leftovers = () => leftoversOf(door);
  const imports = async () => ((await door.owner.send({ url: URL_IMPORTS })).json() as { data: unknown[] }).data;

  it.each([
    ['a form without a boundary', 'multipart/form-data', 400, 'request.malformed'],
    ['a form with another boundary', 'multipart/form-data; boundary=another', 400, 'request.malformed'],
    ['a form with an endless boundary', `multipart/form-data; boundary=${'x'.repeat(5000)}`, 400, 'request.malformed'],
    ['a workbook without a form', 'application/vnd.ms-excel', 415, 'request.unsupported_media_type'],
    ['no kind of content', '', 415, 'request.unsupported_media_type'],
  ])('of %s is refused, and nothing is left of it', async (_name, contentType, status, code) => {
    const { payload } = form([file('a,b')]);
    expect(problemOf(await send(payload, { 'content-type': contentType }))).toMatchObject({ status, code });
    expect(await leftovers()).toEqual([]);
    expect(await imports()).toEqual([]);
  });

  it.each([
    ['a path', '..\\..\\etc/passwd', 'passwd'],
    ['a path alone', '../', 'upload'],
    ['5,000 characters', 'x'.repeat(5000), 'x'.repeat(200)],
    ['half an emoji at its end', `x${'😀'.repeat(100)}`, `x${'😀'.repeat(99)}\uFFFD`],
    ['marks that turn letters around', 'report\u202Exslx.exe', 'reportxslx.exe'],
    ['a tag', '<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'],
  ])('whose name is %s is taken under a name that is safe to show', async (name, fileName, shown) => {
    const { payload, headers } = form([file(`of ${name}`, fileName)]);
    const answer = await send(payload, headers);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ fileName: shown });
  });

  it('whose name breaks its line adds no header to the part and no field to the form', async () => {
    const { payload, headers } = form([file('broken', 'a.csv"\r\nContent-Disposition: form-data; name="asOf')]);
    const answer = await send(payload, headers);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ fileName: 'a.csv', asOf: '2026-11-23' });
  });

  it('with more fields, files or letters in a field than a form has is refused', async () => {
    const field = (name: string, value = 'x'): Part => ({ name, value });
    const forms: Part[][] = [
      [...Array.from({ length: 11 }, (_, at) => field(`f${at}`)), file('many fields')],
      [file('a'), file('b'), file('c')],
      [field('asOf', '2026-11-20'.padEnd(5000, ' ')), file('long field')],
    ];
    const before = (await imports()).length;
    for (const parts of forms) {
      const { payload, headers } = form(parts);
      expect(problemOf(await send(payload, headers))).toMatchObject({ status: 422, code: 'request.invalid' });
    }
    expect((await imports()).length).toBe(before);
    expect(await leftovers()).toEqual([]);
  });

  it('that tells no length and goes beyond the limit is answered 413 before its end, and keeps no file', async () => {
    const { headers } = form([]);
    const { socket, answer } = await request(door, { ...headers, 'transfer-encoding': 'chunked' });
    const boundary = headers['content-type']?.split('boundary=')[1] ?? '';
    const chunk = (bytes: string) => socket.write(`${Buffer.byteLength(bytes).toString(16)}\r\n${bytes}\r\n`);
    chunk(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`);
    const piece = 'x'.repeat(256 * 1024);
    let sent = 0;
    while (answer() === '' && sent < 16 * LIMIT) {
      if (!chunk(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'data')]);
      sent += piece.length;
    }
    expect(answer()).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer()).toContain('import.too_large');
    socket.destroy();
    await expectCleared(door);
  });
});

describe('an upload that stands still', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor({ uploadIdleMs: 300 });
  });
  afterAll(() => door.harness.close());

  it.each([
    ['in the middle of its file', { 'content-length': '5000' }],
    ['in the middle of a chunk', { 'transfer-encoding': 'chunked' }],
  ])('%s loses its connection, and keeps no file', async (_name, length) => {
    const { payload, headers } = form([file('y'.repeat(3000))]);
    const { socket } = await request(door, { ...headers, ...length });
    const closed = once(socket, 'close');
    if ('transfer-encoding' in length) socket.write('fff\r\n');
    socket.write(payload.subarray(0, 2000));
    await closed;
    await expectCleared(door);
  });
});
