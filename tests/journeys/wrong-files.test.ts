/** Wrong files through the real door: a clear answer with place and cure, no 5xx, nothing half read. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importFile, makeFirm, uploadFile } from './support/firm.ts';
import { type RunningSystem, startSystem, stopSystem } from './support/running-system.ts';
import { type ApiEntry, expectedOf, readAll, sampleBytes } from './support/samples.ts';

const text = (content: string): Buffer<ArrayBuffer> => Buffer.from(content);
const SAMPLE = sampleBytes('es003-broker-layout.csv').toString();
const [HEADER = '', ...ROWS] = SAMPLE.trimEnd().split('\n');

describe('a wrong file', () => {
  let system: RunningSystem;
  beforeAll(async () => {
    system = await startSystem({ CAPELINE_SAMPLE: '0', CAPELINE_TODAY: '2026-11-23' });
  }, 180_000);
  afterAll(() => stopSystem(system), 60_000);

  it('without a byte is refused with 422 and leaves no import', async () => {
    const headers = await makeFirm(system, 'Empty File Firm');
    const answer = await uploadFile(system, headers, 'empty.csv', text(''));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'import.empty_file', status: 422 });
    expect(await readAll(system.url, '/api/v1/imports', headers)).toEqual([]);
  });

  it.each([
    { name: 'no-report.csv', content: 'Dear broker,\nplease find attached nothing of use.\n' },
    { name: 'header-only.csv', content: `${HEADER}\n` },
    { name: 'unknown-columns.csv', content: 'Colour,Size,Shape\nred,4,round\nblue,5,square\n' },
    { name: 'text-named.xlsx', content: 'this is no workbook at all\nit only says so\n' },
    { name: 'picture.csv', content: '\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR' },
  ])('$name fails or asks for a mapping, says why and what to do, and stores no entry', async ({ name, content }) => {
    const headers = await makeFirm(system, `Firm of ${name}`);
    const done = await importFile(system, headers, name, text(content));
    expect(['failed', 'needs_mapping']).toContain(done.status);
    expect(done.problem).toMatchObject({ code: expect.stringMatching(/^[a-z0-9_]+\.[a-z0-9_]+$/) });
    expect(done.problem?.detail.length).toBeGreaterThan(10);
    expect(done.problem?.cure.length).toBeGreaterThan(10);
    expect(await readAll(system.url, '/api/v1/entries', headers)).toEqual([]);
    expect(await readAll(system.url, '/api/v1/clients', headers)).toEqual([]);
  });

  it('with one bad row among good ones commits the readable entries and keeps the other whole as needing data', async () => {
    const expected = expectedOf('es003-broker-layout.expected.json');
    const victim = '60599445370';
    const row = ROWS.findIndex((line) => line.startsWith(victim)) + 1;
    const broken = [
      HEADER,
      ...ROWS.map((line, index) => (index === row ? line.replace('12/26/2025', '02/30/2026') : line)),
    ].join('\n');
    const headers = await makeFirm(system, 'One Bad Row Firm');
    const done = await importFile(system, headers, 'one-bad-row.csv', text(`${broken}\n`));
    expect(done.status).toBe('committed');
    expect(done.counts.rowsRead).toBe(expected.rows);
    expect((done.counts.rowsAccepted ?? 0) + (done.counts.rowsRejected ?? 0)).toBe(expected.rows);
    expect(done.counts.rowsRejected).toBeGreaterThan(0);

    const issues = await readAll<{ row: number; column: string; severity: string; value: string; cure: string }>(
      system.url,
      `/api/v1/imports/${done.id}/issues`,
      headers,
    );
    const errors = issues.filter((issue) => issue.severity === 'error');
    expect(errors[0]).toMatchObject({ row: row + 2, column: 'Liquidation Date', value: '02/30/2026' });
    expect(errors[0]?.cure.length).toBeGreaterThan(5);

    const entries = await readAll<ApiEntry & { needsData: string | null }>(system.url, '/api/v1/entries', headers);
    expect(entries.length).toBe(expected.entries);
    const kept = entries.find((entry) => entry.entryNumber === victim);
    expect(kept?.needsData).not.toBeNull();
    expect(kept?.ieepaDutyCents).toBeNull();
    const detail = (await (await fetch(`${system.url}/api/v1/entries/${victim}`, { headers })).json()) as {
      lines: unknown[];
    };
    expect(detail.lines).toEqual([]);
    for (const entry of entries.filter((one) => one.entryNumber !== victim)) {
      expect({ entry: entry.entryNumber, duty: entry.ieepaDutyCents }).toEqual({
        entry: entry.entryNumber,
        duty: expected.byEntry[entry.entryNumber]?.ieepaDutyCents,
      });
    }
  });
});
