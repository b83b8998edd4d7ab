/** Files that are something else than they seem, and what a browser is told about those that are taken. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smallMessage, smallPdf, smallPng } from '../../test-support/evidence-files.ts';
import { form, type Part } from '../../test-support/form.ts';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

let harness: Harness;
let owner: Caller;
let clientId: string;
beforeAll(async () => {
  harness = await startHarness();
  owner = await harness.firm('Harbor');
  const entry = await owner.send({
    method: 'POST',
    url: '/api/v1/entries',
    payload: {
      entryNumber: '55135187866',
      importerNumber: '47-1234877AB',
      clientName: 'A client',
      liquidation: { status: 'unliquidated' },
      evidence: { note: 'seen' },
    },
  });
  clientId = (entry.json() as { clientId: string }).clientId;
});
afterAll(() => harness.close());

const send = (part: Omit<Extract<Part, { fileName: string }>, 'name'>) =>
  owner.send({
    method: 'POST',
    url: `/api/v1/clients/${clientId}/evidence`,
    ...form([{ name: 'file', ...part }]),
  });
/** Everything that is kept, as the list tells it. */
const kept = async () => (await owner.send({ url: `/api/v1/clients/${clientId}/evidence` })).body;
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const bytesOf = (part: string | Buffer): Buffer => (typeof part === 'string' ? latin(part) : part);
const join = (...parts: (string | Buffer)[]): Buffer => Buffer.concat(parts.map(bytesOf));

const HTML = '<!doctype html><script>alert(1)</script>';
const ZIP_END = `PK\x05\x06${'\0'.repeat(18)}`;
const PDF = smallPdf('a letter');
const PNG = smallPng();
/** Two segments, a frame of 8 by 8, a scan of three bytes, the end. */
const JPEG = latin(
  '\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0abc\xff\xd9',
);
const MAIL = smallMessage('Hello');
const jpegOf = (height: number, width: number): Buffer => {
  const bytes = Buffer.from(JPEG);
  const at = JPEG.indexOf(latin('\xff\xc0')) + 5;
  bytes.writeUInt16BE(height, at);
  bytes.writeUInt16BE(width, at + 2);
  return bytes;
};

describe('a file that is something else than it seems', () => {
  it.each([
    ['a web page called .png', HTML, 'shot.png', 'image/png', 'evidence.type_refused'],
    [
      'a web page called .pdf, behind blanks and comments',
      `\n <!-- a --> <!-- b -->\n<HTML>`,
      'a.pdf',
      '',
      'evidence.type_refused',
    ],
    [
      'a drawing with a script',
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      'a.png',
      '',
      'evidence.type_refused',
    ],
    ['a drawing behind its declaration', '<?xml version="1.0"?><svg/>', 'a.jpg', '', 'evidence.type_refused'],
    ['comments without end in front of a page', `${'<!---->'.repeat(140)}x`, 'a.pdf', '', 'evidence.type_refused'],
    ['an archive', 'PK\x03\x04rest', 'a.pdf', 'application/pdf', 'evidence.type_refused'],
    ['a program', 'MZ\x90\0rest', 'letter.pdf', 'application/pdf', 'evidence.type_refused'],
    ['a script', '#!/bin/sh\necho', 'letter.pdf', '', 'evidence.type_refused'],
    ['an Outlook message', '\xd0\xcf\x11\xe0\xa1\xb1', 'mail.eml', '', 'evidence.type_refused'],
    ['a HEIC picture', '\0\0\0\x18ftypheic', 'photo.jpg', 'image/jpeg', 'evidence.type_refused'],
    ['a text', 'hello', 'mail.eml', '', 'evidence.type_refused'],
    ['a text with a colon', 'Note: buy milk\n\nnow', 'mail.eml', '', 'evidence.type_refused'],
    [
      'a PDF with a page in its head',
      PDF.replace('%PDF-1.7\n', '%PDF-1.7\n%<html><script>'),
      'a.pdf',
      '',
      'evidence.type_refused',
    ],
    ['a PDF behind a page', join(HTML, PDF), 'a.pdf', '', 'evidence.type_refused'],
    ['a PDF that is cut off', PDF.slice(0, -30), 'a.pdf', '', 'evidence.damaged'],
    ['a PDF with something behind it', `${PDF}behind`, 'a.pdf', '', 'evidence.damaged'],
    ['a PDF with an archive behind it', join(PDF, ZIP_END), 'a.pdf', '', 'evidence.type_refused'],
    [
      'a PDF whose end is the comment of an archive',
      join('%PDF-1.7\nPK\x05\x06', '\0'.repeat(16), '\x15\0', 'startxref\n9\n%%EOF\n   '),
      'a.pdf',
      '',
      'evidence.type_refused',
    ],
    ['a PDF of no version', PDF.replace('1.7', '9.9'), 'a.pdf', '', 'evidence.damaged'],
    ['a PNG that is cut off', PNG.subarray(0, -5), 'a.png', '', 'evidence.damaged'],
    ['a PNG with something behind it', join(PNG, 'more'), 'a.png', '', 'evidence.damaged'],
    ['a PNG with a page in it', smallPng(8, 8, [latin(HTML)]), 'a.png', '', 'evidence.type_refused'],
    ['a PNG wider than any screen', smallPng(20_001, 1), 'a.png', '', 'evidence.type_refused'],
    ['a signature of PNG alone', '\x89PNG\r\n\x1a\n', 'a.png', '', 'evidence.damaged'],
    ['a JPEG that is cut off', JPEG.subarray(0, -1), 'a.jpg', '', 'evidence.damaged'],
    ['a JPEG with something behind it', join(JPEG, HTML), 'a.jpg', '', 'evidence.type_refused'],
    ['a JPEG with bytes behind it', join(JPEG, 'bytes'), 'a.jpg', '', 'evidence.damaged'],
    ['a JPEG of too many pixels', jpegOf(15_000, 15_000), 'a.jpg', '', 'evidence.type_refused'],
    ['a JPEG of no height', jpegOf(0, 8), 'a.jpg', '', 'evidence.damaged'],
    ['a JPEG without a frame', '\xff\xd8\xff\xda\0\x08\x01\x01\0\0\x3f\0abc\xff\xd9', 'a.jpg', '', 'evidence.damaged'],
    ['a message without a sender', 'Date: today\r\n\r\ntext', 'a.eml', '', 'evidence.type_refused'],
    [
      'a message with a line that is no header',
      MAIL.replace('Subject:', 'no header\r\nSubject:'),
      'a.eml',
      '',
      'evidence.type_refused',
    ],
    ['a message with bytes that are no text', `${MAIL}\0`, 'a.eml', '', 'evidence.damaged'],
    [
      'a message whose header never ends',
      `From: a@b.example\r\nDate: today\r\nX: ${'x'.repeat(300_000)}`,
      'a.eml',
      '',
      'evidence.damaged',
    ],
    ['a PNG called .pdf', PNG, 'a.pdf', '', 'evidence.type_refused'],
    ['a PDF called .html', PDF, 'a.html', '', 'evidence.type_refused'],
    ['a PDF called .pdf.exe', PDF, 'a.pdf.exe', '', 'evidence.type_refused'],
    ['a PDF sent as a page', PDF, 'a.pdf', 'text/html', 'evidence.type_refused'],
    ['a message sent as a page', MAIL, 'a.eml', 'text/html', 'evidence.type_refused'],
  ])('is refused with its cure: %s', async (_what, content, fileName, type, code) => {
    const before = await kept();
    const answer = await send({ bytes: bytesOf(content), fileName, ...(type === '' ? {} : { type }) });
    const problem = problemOf(answer) as { detail: string; issues: { pointer: string; message: string }[] };
    expect(problem).toMatchObject({ status: 422, code, issues: [{ pointer: '/file' }] });
    expect(problem.detail.length).toBeGreaterThan(20);
    expect(await kept()).toBe(before);
  });
});

describe('a file that is taken', () => {
  const PDF_POLICY = "default-src 'none'; frame-ancestors 'self'";
  const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

  it.each([
    ['a PDF', PDF, "lé; it's.pdf", 'application/pdf', PDF_POLICY, 'SAMEORIGIN'],
    ['a PNG', PNG, 'shot.png', 'image/png', SANDBOX, 'DENY'],
    ['a JPEG', JPEG, 'photo.jpeg', 'image/jpeg', SANDBOX, 'DENY'],
    ['a message with a page in it', `${MAIL}${HTML}`, 'mail', 'text/plain; charset=utf-8', SANDBOX, 'DENY'],
  ])('is answered as what it is and nothing else: %s', async (_what, content, fileName, type, policy, frames) => {
    const sent = await send({ bytes: bytesOf(content), fileName });
    expect({ status: sent.statusCode, body: sent.body }).toMatchObject({ status: 201 });
    const url = `/api/v1/evidence/${(sent.json() as { id: string }).id}/content`;
    const { headers, rawPayload } = await owner.send({ url });
    expect(rawPayload).toEqual(bytesOf(content));
    expect(headers).toMatchObject({
      'content-type': type,
      'content-security-policy': policy,
      'x-frame-options': frames,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(String(headers['content-disposition'])).toMatch(
      /^inline; filename="[\w .()-]+"; filename\*=UTF-8''[\w.~%-]+$/u,
    );
    const saved = await owner.send({ url: `${url}?download=true` });
    expect(String(saved.headers['content-disposition'])).toMatch(/^attachment; /u);
  });
});
