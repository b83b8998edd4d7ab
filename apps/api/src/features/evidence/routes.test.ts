import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceFile } from '@capeline/contracts';
import { removeLapsedEvidence } from '@capeline/operations';
import { withClient } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { smallMessage, smallPdf, smallPng } from '../../test-support/evidence-files.ts';
import { field, form, type Part } from '../../test-support/form.ts';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';
import { plantWholeFirm, type WholeFirm } from '../../test-support/whole-firm.ts';

const MEGA = 1024 * 1024;
const DAY_MS = 86_400_000;

let harness: Harness;
let firm: WholeFirm;
let other: WholeFirm;
beforeAll(async () => {
  harness = await startHarness();
  const plan = { text: 'Harbor', filerCode: '605' };
  firm = await plantWholeFirm(harness, { ...plan, name: 'Harbor', serial: 33 });
  other = await plantWholeFirm(harness, { ...plan, name: 'Lakeside', serial: 44, filerCode: 'L44' });
});
afterAll(() => harness.close());

const paper = (bytes: string | Buffer, fileName = 'letter.pdf', type = ''): Part => ({
  name: 'file',
  fileName,
  bytes,
  ...(type === '' ? {} : { type }),
});
const send = (parts: readonly Part[], clientId = firm.things.client, caller: Caller = firm.owner) =>
  caller.send({ method: 'POST', url: `/api/v1/clients/${clientId}/evidence`, ...form(parts) });
const added = async (parts: readonly Part[], clientId = firm.things.client): Promise<EvidenceFile> => {
  const answer = await send(parts, clientId);
  expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status: 201 });
  return answer.json() as EvidenceFile;
};
const get = (path: string, headers: Record<string, string> = {}) => firm.owner.send({ url: `/api/v1${path}`, headers });
const listed = async (query = '', clientId = firm.things.client) =>
  ((await get(`/clients/${clientId}/evidence?limit=200${query}`)).json() as { data: EvidenceFile[] }).data;
const acts = async (id: string): Promise<string[]> =>
  harness.database.withTenantPg(firm.owner.organizationId, async (tx) => {
    const rows = await tx.query<{ action: string; payload: string }>(
      `select action, payload from audit_event where organization_id = $1 and subject_id = $2 order by seq`,
      [tx.organizationId, id],
    );
    return rows.map(({ action, payload }) => `${action} ${/"sha256":"(\w{8})/u.exec(payload)?.[1]}`);
  });

describe('evidence', () => {
  it('is kept as it came, with what it shows, by whom, until when and the hash in the trail', async () => {
    const bytes = smallPdf('a letter');
    const one = await added([
      field('about', 'check:importer_number_active'),
      field('importerNumber', firm.things.importerNumber),
      paper(bytes, 'the letter.pdf'),
      field('note', 'as CBP wrote'),
      field('expiresOn', '2026-11-22'),
    ]);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(one).toMatchObject({
      clientId: firm.things.client,
      about: 'check:importer_number_active',
      importerNumber: firm.things.importerNumber,
      fileName: 'the letter.pdf',
      mediaType: 'application/pdf',
      sizeBytes: bytes.length,
      sha256,
      note: 'as CBP wrote',
      expiresOn: '2026-11-22',
      isExpired: true,
      addedBy: 'Owner of Harbor',
      removed: null,
      version: 1,
    });
    expect((await get(`/evidence/${one.id}`)).json()).toEqual(one);
    expect(await listed('&about=check:importer_number_active')).toEqual([one]);
    expect((await get(`/evidence/${one.id}/content`)).rawPayload).toEqual(Buffer.from(bytes));
    expect(await acts(one.id)).toEqual([`evidence.added ${sha256.slice(0, 8)}`]);
    expect(await readdir(join(harness.dataDir, 'uploads'))).toEqual([]);
  });

  it('of the same bytes about the same thing is one, also when both come at once; about another thing it is another', async () => {
    const parts = [field('about', 'check:tao_login'), paper(smallPdf('twice'))];
    const answers = await Promise.all([send(parts), send(parts), send(parts)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map((answer) => (answer.json() as EvidenceFile).id)).size).toBe(1);
    expect(await listed('&about=check:tao_login')).toHaveLength(1);
    const again = await send([field('about', 'check:ach_refund'), paper(smallPdf('twice'))]);
    expect(again.statusCode).toBe(201);
  });

  it('in several pieces is answered whole and by range, the same to the byte', async () => {
    const noise = Array.from({ length: 5 }, (_, index) => Buffer.alloc(600_000, 65 + index));
    const bytes = smallPng(64, 48, noise);
    const { id } = await added([paper(bytes, 'scan.png', 'image/png')]);
    expect((await get(`/evidence/${id}/content`)).rawPayload.equals(bytes)).toBe(true);
    for (const [range, from, to] of [
      ['bytes=0-9', 0, 10],
      [`bytes=${MEGA - 5}-${2 * MEGA + 5}`, MEGA - 5, 2 * MEGA + 6],
      [`bytes=${bytes.length - 3}-`, bytes.length - 3, bytes.length],
      ['bytes=-7', bytes.length - 7, bytes.length],
      [`bytes=5-${bytes.length * 2}`, 5, bytes.length],
    ] as const) {
      const part = await get(`/evidence/${id}/content`, { range });
      expect(part.statusCode).toBe(206);
      expect(part.headers['content-range']).toBe(`bytes ${from}-${to - 1}/${bytes.length}`);
      expect(part.rawPayload.equals(bytes.subarray(from, to))).toBe(true);
    }
    for (const range of ['bytes=9-2', `bytes=${bytes.length}-`, 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=-0'])
      expect((await get(`/evidence/${id}/content`, { range })).statusCode).toBe(200);
  });

  it('goes with no byte past the hash under which it came', async () => {
    const { id } = await added([paper(smallPdf('to be changed'))]);
    await withClient(harness.testDatabase.adminUrl, (admin) =>
      admin.query(
        `update evidence_piece set bytes = overlay(bytes placing 'X'::bytea from 20) where evidence_id = $1`,
        [id],
      ),
    );
    const answer = await get(`/evidence/${id}/content`);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('PDF');
  });

  it('is changed in note and expiry only, by whoever saw its version, and never with a secret', async () => {
    const { id } = await added([paper(smallPdf('changes'))]);
    const change = (payload: object, version = '"1"') =>
      firm.owner.send({ method: 'PATCH', url: `/api/v1/evidence/${id}`, payload, headers: { 'if-match': version } });
    expect((await change({ note: 'seen', expiresOn: '2027-01-31' })).json()).toMatchObject({
      version: 2,
      note: 'seen',
    });
    expect(problemOf(await change({ note: 'late' })).code).toBe('conflict.version');
    expect((await change({ note: 'seen' }, '"2"')).json()).toMatchObject({ version: 2 });
    const secret = await change({ note: 'password: hunter2' }, '"2"');
    expect(problemOf(secret)).toMatchObject({ code: 'request.invalid', issues: [{ pointer: '/note' }] });
    expect((await change({ note: '', expiresOn: null }, '"2"')).json()).toMatchObject({ note: null, expiresOn: null });
    expect((await acts(id)).map((act) => act.split(' ')[0])).toEqual([
      'evidence.added',
      'evidence.changed',
      'evidence.changed',
    ]);
  });

  it('that was removed shows nothing any more, stands in the list of removed ones and comes back as it was', async () => {
    const one = await added([field('about', 'fact:ach_refund'), paper(smallPdf('removed'))]);
    const remove = () => firm.owner.send({ method: 'DELETE', url: `/api/v1/evidence/${one.id}` });
    const restore = () => firm.owner.send({ method: 'POST', url: `/api/v1/evidence/${one.id}/restore` });
    expect([(await remove()).statusCode, (await remove()).statusCode]).toEqual([204, 204]);
    expect(await listed('&about=fact:ach_refund')).toEqual([]);
    expect((await listed('&about=fact:ach_refund&removed=true')).map(({ id }) => id)).toEqual([one.id]);
    expect((await get(`/evidence/${one.id}`)).json()).toMatchObject({
      sha256: one.sha256,
      removed: { by: 'Owner of Harbor', isContentGone: false },
    });
    expect(problemOf(await get(`/evidence/${one.id}/content`))).toMatchObject({
      status: 410,
      code: 'evidence.content_gone',
    });
    expect((await restore()).json()).toMatchObject({ id: one.id, removed: null, sha256: one.sha256 });
    expect((await get(`/evidence/${one.id}/content`)).statusCode).toBe(200);
    expect((await acts(one.id)).map((act) => act.split(' ')[0])).toEqual([
      'evidence.added',
      'evidence.removed',
      'evidence.restored',
    ]);
  });

  it('is restored neither beside the same file nor after its time', async () => {
    const parts = [field('about', 'fact:contact_email'), paper(smallPdf('too late'))];
    const { id } = await added(parts);
    // A key: the session of a person would have ended by then.
    const { send: asKey } = await harness.key(firm.owner.organizationId, ['checks:read', 'checks:write']);
    const restore = () => asKey({ method: 'POST', url: `/api/v1/evidence/${id}/restore` });
    await firm.owner.send({ method: 'DELETE', url: `/api/v1/evidence/${id}` });
    const { id: second } = await added(parts);
    expect(problemOf(await restore()).code).toBe('evidence.not_restorable');
    await firm.owner.send({ method: 'DELETE', url: `/api/v1/evidence/${second}` });
    harness.clock.advance(30 * DAY_MS + 1);
    expect(problemOf(await restore())).toMatchObject({ status: 409, code: 'evidence.not_restorable' });
    harness.clock.advance(-30 * DAY_MS - 1);
    expect((await restore()).statusCode).toBe(200);
  });

  it('loses its content for good when its time is over, and keeps its name and hash', async () => {
    const { id, sha256 } = await added([paper(smallPdf('to be forgotten'))]);
    const stays = await added([paper(smallPdf('removed later'))]);
    await firm.owner.send({ method: 'DELETE', url: `/api/v1/evidence/${id}` });
    const { organizationId } = firm.owner;
    const lapse = (days: number) =>
      removeLapsedEvidence({ database: harness.database, store: null }, organizationId, {
        now: new Date(harness.clock.now().getTime() + days * DAY_MS),
        keepDays: 30,
      });
    expect(await lapse(29)).toBe(0);
    expect(await lapse(31)).toBeGreaterThan(0);
    expect(await lapse(31)).toBe(0);
    expect((await get(`/evidence/${id}`)).json()).toMatchObject({ sha256, removed: { isContentGone: true } });
    const restored = await firm.owner.send({ method: 'POST', url: `/api/v1/evidence/${id}/restore` });
    expect(problemOf(restored).code).toBe('evidence.not_restorable');
    const pieces = await harness.database.withTenantPg(organizationId, (tx) =>
      tx.query<{ id: string }>(
        'select evidence_id as id from evidence_piece where organization_id = $1 and evidence_id = any($2::uuid[])',
        [organizationId, [id, stays.id]],
      ),
    );
    expect(pieces).toEqual([{ id: stays.id }]);
  });

  it('is asked about another firm’s client, check or number in vain', async () => {
    const theirs = await send([paper(smallPdf('theirs'))], other.things.client);
    expect(problemOf(theirs).code).toBe('not_found');
    for (const parts of [
      [field('about', 'check:importer_number_active'), field('importerNumber', other.things.importerNumber)],
      [field('about', 'check:tao_login'), field('importerNumber', firm.things.importerNumber)],
      [field('about', 'check:nothing')],
      [field('about', 'request:1')],
      [field('expiresOn', '2026-02-30')],
      [field('note', 'the password is hunter2')],
      [field('organizationId', other.owner.organizationId)],
      [field('note', 'one'), field('note', 'two')],
    ])
      expect(problemOf(await send([...parts, paper(smallPdf('wrong field'))]))).toMatchObject({
        status: 422,
        code: 'request.invalid',
      });
    expect((await listed()).filter(({ fileName }) => fileName === 'wrong field')).toEqual([]);
  });
});

describe('evidence of a client that is merged or split', () => {
  it('goes where the client and its numbers go, and comes back with them', async () => {
    const { clientToMerge: from, otherClient: into } = firm.things;
    const { importerNumbers } = (await get(`/clients/${from}`)).json() as {
      importerNumbers: { importerNumber: string }[];
    };
    const ofClient = await added([paper(smallPdf('of the client'))], from);
    const about = [
      field('about', 'fact:ach_refund'),
      field('importerNumber', importerNumbers[0]?.importerNumber ?? ''),
    ];
    const ofNumber = await added([...about, paper(smallPdf('of the number'))], from);
    const own = await added([paper(smallPdf('own'))], into);
    const idsOf = async (clientId: string) => (await listed('', clientId)).map(({ id }) => id);
    const post = (path: string, payload?: object) =>
      firm.owner.send({ method: 'POST', url: `/api/v1${path}`, ...(payload === undefined ? {} : { payload }) });
    const merged = await post(`/clients/${from}/merge`, { intoClientId: into });
    expect(new Set(await idsOf(into))).toEqual(new Set([ofClient.id, ofNumber.id, own.id]));
    // The merged one answers with the one that took it over.
    expect(await idsOf(from)).toEqual(await idsOf(into));
    await post(`/regroupings/${(merged.json() as { regroupingId: string }).regroupingId}/undo`);
    expect(await idsOf(into)).toEqual([own.id]);
    expect(new Set(await idsOf(from))).toEqual(new Set([ofClient.id, ofNumber.id]));
  });
});

describe('a message', () => {
  it('is read as text, flagged when it seems to hold a secret, and not refused', async () => {
    const secret = smallMessage('Our password is: hunter2\r\nBank account no: 12345678');
    const one = await added([paper(secret, 'mail.eml', 'message/rfc822')]);
    expect(one).toMatchObject({ mediaType: 'message/rfc822', warnings: ['password', 'bank_number'] });
    expect((await get(`/evidence/${one.id}/message`)).json()).toEqual({
      from: 'Dana Reyes <dana@importer.example>',
      to: 'desk@broker.example',
      cc: null,
      date: 'Fri, 20 Nov 2026 10:15:00 -0500',
      subject: 'The letter of CBP',
      text: 'Our password is: hunter2\nBank account no: 12345678\n',
      attachments: [],
      isCut: false,
    });
    expect((await added([paper(smallMessage('nothing to hide'), 'other.eml')])).warnings).toEqual([]);
    const picture = await added([paper(smallPng(), 'no mail.png')]);
    expect(problemOf(await get(`/evidence/${picture.id}/message`)).code).toBe('evidence.no_message');
  });
});

describe('the limits', () => {
  it('of a file and of a firm are told with what to do, and nothing is kept beyond them', async () => {
    const small = await startHarness({ evidence: { maxBytes: MEGA, firmBytes: 2_000, keepRemovedDays: 30 } });
    try {
      const { owner, things } = await plantWholeFirm(small, { name: 'Small', serial: 55, text: 'S', filerCode: 'S55' });
      const sendSmall = (parts: readonly Part[]) => send(parts, things.client, owner);
      const large = await sendSmall([paper(smallPng(64, 48, [Buffer.alloc(MEGA)]), 'large.png')]);
      expect(problemOf(large)).toMatchObject({ status: 413, code: 'evidence.too_large' });
      const full = await sendSmall([paper(smallPdf('x'.repeat(800)))]);
      expect(problemOf(full)).toMatchObject({ status: 409, code: 'evidence.no_room' });
      expect(problemOf(await sendSmall([paper('')])).code).toBe('evidence.empty_file');
      expect(problemOf(await sendSmall([field('note', 'x')])).code).toBe('evidence.missing_file');
      expect(await readdir(join(small.dataDir, 'uploads'))).toEqual([]);
    } finally {
      await small.close();
    }
  });
});
