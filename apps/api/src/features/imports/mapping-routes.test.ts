import { plainDate } from '@capeline/domain';
import { readReport } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, problemOf, startHarness } from '../../test-support/harness.ts';

const URL_IMPORTS = '/api/v1/imports';
const URL_MAPPINGS = '/api/v1/report-mappings';
const HEADERS = 'Our ref;Who;Heading;IEEPA money;When;How;Note;Note';

/** A report in a layout of the broker's own, with preamble; `serial` makes its bytes and its entry new. */
const fileOf = (serial: string, headers = HEADERS): string =>
  [
    'All clients, week 47',
    headers,
    `${serial};21-1702635AB;9903.01.01;12.50;02/06/2026;Liquidated;a;1`,
    `${serial};21-1702635AB;3923.90.0080;99.00;02/06/2026;Liquidated;b;2`,
  ].join('\r\n');

const CHOICES = [
  { position: 1, fact: 'entryNumber' },
  { header: 'WHO', fact: 'importerNumber' },
  { position: 3, fact: 'hts' },
  { position: 4, fact: 'duty' },
  { position: 5, fact: 'liquidationDate' },
  { header: 'how', fact: 'liquidationStatus' },
  { position: 8, fact: 'lineNumber' },
];

describe('mapping the columns of an unknown layout', () => {
  let harness: Harness;
  let owner: Caller;
  let other: Caller;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    other = await harness.firm('Quay');
  });
  afterAll(() => harness.close());

  /** What the worker does with its message. */
  const read = (caller: Caller, importId: string) =>
    readReport(
      harness.database,
      { organizationId: caller.organizationId, importId },
      { now: () => harness.clock.now(), businessDate: plainDate('2026-11-23') },
    );
  async function load(caller: Caller, content: string): Promise<string> {
    const form = new FormData();
    form.set('autoCommit', 'true');
    form.set('file', new Blob([content]), 'week 47.csv');
    const answer = await caller.send({ method: 'POST', url: URL_IMPORTS, payload: form });
    expect(answer.statusCode).toBe(202);
    const { id } = answer.json() as { id: string };
    await read(caller, id);
    return id;
  }
  const show = async (caller: Caller, id: string) => (await caller.send({ url: `${URL_IMPORTS}/${id}` })).json();
  const mappingOf = (caller: Caller, id: string) => caller.send({ url: `${URL_IMPORTS}/${id}/mapping` });
  const map = (caller: Caller, id: string, columns: readonly object[]) =>
    caller.send({ method: 'POST', url: `${URL_IMPORTS}/${id}/mapping`, payload: { columns } });
  const actions = (caller: Caller) =>
    harness.database.withTenantRead(caller.organizationId, (tx) =>
      tx.query<{ action: string }>('select action from audit_event order by seq'),
    );

  it('tells what was found, with samples, places and a proposal, and shows no number of a person', async () => {
    const id = await load(owner, fileOf('60540770801').replaceAll('21-1702635AB', '123-45-6789'));
    expect(await show(owner, id)).toMatchObject({
      status: 'needs_mapping',
      problem: { code: 'layout.unknown', row: 2, cure: expect.any(String) },
    });
    const found = (await mappingOf(owner, id)).json();
    expect(found).toMatchObject({ importId: id, sheet: null, headerRow: 2 });
    expect(found.columns.slice(0, 4)).toEqual([
      { position: 1, letters: 'A', header: 'Our ref', samples: ['60540770801'], proposed: 'entryNumber' },
      { position: 2, letters: 'B', header: 'Who', samples: ['•••-••-6789'], proposed: 'importerNumber' },
      { position: 3, letters: 'C', header: 'Heading', samples: ['9903.01.01', '3923.90.0080'], proposed: 'hts' },
      { position: 4, letters: 'D', header: 'IEEPA money', samples: ['12.50', '99.00'], proposed: null },
    ]);
    const required = found.facts.filter((fact: { required: boolean }) => fact.required);
    expect(required.map(({ fact }: { fact: string }) => fact)).toEqual([
      'entryNumber',
      'importerNumber',
      'hts',
      'duty',
    ]);
  });

  it('refuses a wrong mapping with every fault at its place, and changes nothing', async () => {
    const id = await load(owner, fileOf('60594453700'));
    const wrong = await map(owner, id, [
      { position: 1, fact: 'entryNumber' },
      { position: 1, fact: 'importerNumber' },
      { position: 99, fact: 'portCode' },
      { header: 'Note', fact: 'importerName' },
      { header: 'Nothing', fact: 'entryDate' },
      { fact: 'entryType' },
      { position: 4, fact: 'entryNumber' },
    ]);
    expect(problemOf(wrong)).toMatchObject({ status: 422, code: 'request.invalid' });
    const issues = (wrong.json() as { issues: { pointer: string; message: string }[] }).issues;
    expect(issues.map(({ pointer }) => pointer)).toEqual([
      '/columns/3/header',
      '/columns/4/header',
      '/columns/5/header',
      '/columns/1/position',
      '/columns/2/position',
      '/columns/6/fact',
      '/columns',
      '/columns',
    ]);
    expect(issues.slice(-2).map(({ message }) => message.split(' ')[0])).toEqual(['hts', 'duty']);
    for (const columns of [[], [{ position: 1, fact: 'noSuchFact' }], [{ position: 0, fact: 'hts' }]]) {
      expect(problemOf(await map(owner, id, columns))).toMatchObject({ status: 422, code: 'request.invalid' });
    }
    expect(await show(owner, id)).toMatchObject({ status: 'needs_mapping' });
    expect((await owner.send({ url: URL_MAPPINGS })).json()).toEqual({ data: [] });
    const reader = await harness.key(owner.organizationId, ['imports:read']);
    expect((await map(reader, id, CHOICES)).statusCode).toBe(403);
  });

  it('reads the file again by the mapping, and the next file of that layout in any order without a question', async () => {
    const id = await load(owner, fileOf('60540770801'));
    const mapped = await map(owner, id, CHOICES);
    expect(mapped.statusCode).toBe(202);
    expect(mapped.json()).toMatchObject({ id, status: 'received', problem: null });
    expect(problemOf(await map(owner, id, CHOICES))).toMatchObject({ status: 409, code: 'import.not_mappable' });
    await read(owner, id);
    expect(await show(owner, id)).toMatchObject({
      status: 'committed',
      layout: 'mapped',
      counts: { rowsRead: 2, rowsRejected: 0, entriesCreated: 1 },
    });
    const entry = (await owner.send({ url: '/api/v1/entries/60540770801' })).json();
    expect(entry).toMatchObject({ ieepaDutyCents: 1250, liquidation: { status: 'liquidated', date: '2026-02-06' } });
    expect((await mappingOf(owner, id)).statusCode).toBe(409);

    const turned = fileOf('60599445370')
      .split('\r\n')
      .map((line) => line.split(';').reverse().join(';'))
      .join('\r\n')
      .replace('Our ref', 'OUR REF');
    const next = await load(owner, turned);
    expect(await show(owner, next)).toMatchObject({ status: 'committed', layout: 'mapped' });
    expect((await owner.send({ url: '/api/v1/entries/60599445370' })).json()).toMatchObject({ ieepaDutyCents: 1250 });
    expect((await actions(owner)).map(({ action }) => action)).toContain('import.mapped');
  });

  it('reads every waiting file of the layout by one answer', async () => {
    const firm = await harness.firm('Wharf');
    const [one, two, different] = [
      await load(firm, fileOf('60540770801')),
      await load(firm, fileOf('60599445370')),
      await load(firm, fileOf('SP721206434', `${HEADERS};More`)),
    ];
    expect((await map(firm, one, CHOICES)).statusCode).toBe(202);
    for (const id of [one, two, different]) await read(firm, id);
    const statuses = await Promise.all([one, two, different].map(async (id) => (await show(firm, id)).status));
    expect(statuses).toEqual(['committed', 'committed', 'needs_mapping']);
  });

  it('asks again for other headers, for another firm, and after the mapping was removed', async () => {
    const more = await load(owner, fileOf('K8019795716', `${HEADERS};More`));
    expect(await show(owner, more)).toMatchObject({ status: 'needs_mapping' });

    const theirs = await load(other, fileOf('SP721206434'));
    expect(await show(other, theirs)).toMatchObject({ status: 'needs_mapping' });
    expect((await other.send({ url: URL_MAPPINGS })).json()).toEqual({ data: [] });

    const list = (await owner.send({ url: URL_MAPPINGS })).json() as { data: { id: string; columns: object[] }[] };
    expect(list.data).toMatchObject([{ fileName: 'week 47.csv', kind: 'es003', createdBy: 'Owner of Harbor' }]);
    expect(list.data[0]?.columns).toContainEqual({ fact: 'duty', header: 'IEEPA money' });
    const remove = (caller: Caller) => caller.send({ method: 'DELETE', url: `${URL_MAPPINGS}/${list.data[0]?.id}` });
    expect((await remove(other)).statusCode).toBe(404);
    expect((await mappingOf(other, more)).statusCode).toBe(404);
    expect((await map(other, more, CHOICES)).statusCode).toBe(404);
    expect((await remove(owner)).statusCode).toBe(204);
    expect((await remove(owner)).statusCode).toBe(404);
    const after = await load(owner, fileOf('SP721206434'));
    expect(await show(owner, after)).toMatchObject({ status: 'needs_mapping' });
    expect((await actions(owner)).map(({ action }) => action)).toContain('report_mapping.removed');
  });

  it('lets the date be corrected until a report is committed, and reads one that waits for review again', async () => {
    const content = `Run date;11/18/2026\r\n${fileOf('60540770801', `${HEADERS};Dated`)}`;
    const id = await load(owner, content);
    expect(await show(owner, id)).toMatchObject({
      asOf: '2026-11-23',
      runDate: { on: '2026-11-18', source: 'content' },
    });
    const date = (caller: Caller, asOf: string) =>
      caller.send({ method: 'PATCH', url: `${URL_IMPORTS}/${id}`, payload: { asOf } });
    expect(problemOf(await date(owner, '2026-11-24'))).toMatchObject({ status: 422, issues: [{ pointer: '/asOf' }] });
    expect((await date(other, '2026-11-18')).statusCode).toBe(404);
    expect((await date(owner, '2026-11-18')).json()).toMatchObject({ status: 'needs_mapping', asOf: '2026-11-18' });
    await harness.database.withTenantPg(owner.organizationId, (tx) =>
      tx.query('update report_import set auto_commit = false where id = $1', [id]),
    );
    expect((await map(owner, id, CHOICES)).statusCode).toBe(202);
    await read(owner, id);
    expect((await date(owner, '2026-11-19')).json()).toMatchObject({ status: 'received', asOf: '2026-11-19' });
    expect(problemOf(await date(owner, '2026-11-18'))).toMatchObject({ status: 409, code: 'import.date_fixed' });
    await read(owner, id);
    expect(await show(owner, id)).toMatchObject({ status: 'reviewable', asOf: '2026-11-19' });
    const issues = (await owner.send({ url: `${URL_IMPORTS}/${id}/issues` })).json() as { data: { code: string }[] };
    expect(issues.data.map(({ code }) => code)).toContain('report.older_than_said');
  });
});
