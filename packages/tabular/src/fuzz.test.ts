/** Damaged files, by chance: fast-check prints the seed of a run that fails; such a file becomes a case of the corpus. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rawWorkbook, workbookParts } from '../../../tests/support/workbook.ts';
import { zipOf } from '../../../tests/support/zip.ts';
import { openTable, sourceOfBytes, TabularError } from './index.ts';

const ROW_COUNT = 12;
const serials = Array.from({ length: ROW_COUNT }, (_, at) => at);
const TEXT_ROWS = serials.map((at) => [
  `6060000${at}`,
  `Zoë & "Söhne", ${at}`,
  `02/0${(at % 9) + 1}/2026`,
  `$1,00${at}.50`,
]);
const HEADER = ['Number', 'Name', 'Date', 'Duty'];
const LINES = [HEADER, ...TEXT_ROWS].map(
  (cells) => `${cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`,
);

/** One accident to some bytes: what happens on disks, in transfers and in editors. */
type Accident = (bytes: Buffer) => Buffer;

/** What has a meaning of its own to a reader. */
const MARKS = [
  '"',
  '"',
  '="',
  ',',
  '\n',
  '\r',
  '\0',
  '<',
  '&',
  '<!--',
  '<![CDATA[',
  '</row>',
  ';',
  '\t',
  '\uFEFF',
] as const;
const SEAMS = new Set(Buffer.from(',"\n<>'));

/** The first place from here on behind a mark: where cells and elements begin. */
function nextSeam(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) if (SEAMS.has(bytes[at] ?? 0)) return at + 1;
  return bytes.length;
}

/** A place in the file as its part of the whole; numbers of fast-check that are no integers lie almost all near zero. */
const position = fc.nat({ max: 999_999 }).map((millionths) => millionths / 1_000_000);
const accidents: fc.Arbitrary<Accident> = fc.oneof(
  fc.tuple(position, fc.integer({ min: 0, max: 7 })).map(
    ([where, bit]): Accident =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        const at = Math.floor(where * bytes.length);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        return changed;
      },
  ),
  position.map(
    (where): Accident =>
      (bytes) =>
        bytes.subarray(0, Math.floor(where * bytes.length)),
  ),
  fc.tuple(position, position).map(
    ([from, to]): Accident =>
      (bytes) => {
        const [start = 0, end = 0] = [from, to].map((one) => Math.floor(one * bytes.length)).sort((a, b) => a - b);
        return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
      },
  ),
  fc.tuple(position, position).map(
    ([from, to]): Accident =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        const [one, other] = [from, to].map((where) => Math.floor(where * bytes.length));
        [changed[one ?? 0], changed[other ?? 0]] = [bytes[other ?? 0] ?? 0, bytes[one ?? 0] ?? 0];
        return changed;
      },
  ),
  fc.tuple(position, fc.uint8Array({ minLength: 1, maxLength: 9 })).map(
    ([where, more]): Accident =>
      (bytes) => {
        const at = Math.floor(where * bytes.length);
        return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
      },
  ),
  fc.tuple(position, fc.boolean(), fc.constantFrom(...MARKS)).map(
    ([where, atSeam, mark]): Accident =>
      (bytes) => {
        const somewhere = Math.floor(where * bytes.length);
        const at = atSeam ? nextSeam(bytes, somewhere) : somewhere;
        return Buffer.concat([bytes.subarray(0, at), Buffer.from(mark), bytes.subarray(at)]);
      },
  ),
);

/** The rows of a file, or null when it is refused. Anything thrown that is no TabularError fails the test. */
async function rowsOf(bytes: Buffer): Promise<(readonly string[])[] | null> {
  try {
    const options = { fileName: 'any', acceptHeader: (cells: readonly string[]) => cells[0] === 'Number' };
    const table = await openTable(sourceOfBytes(bytes, 61), options);
    const rows: (readonly string[])[] = [];
    for await (const batch of table.batches()) rows.push(...batch.map(({ cells }) => cells));
    await table.close();
    if (table.header === null) return null;
    // Reading ends: no byte can give more than one row.
    expect(rows.length).toBeLessThanOrEqual(bytes.length);
    return rows;
  } catch (error) {
    expect(error).toBeInstanceOf(TabularError);
    expect((error as TabularError).cure).toMatch(/\.$/);
    return null;
  }
}

const LINE_FEED = 10;
const RUNS = { numRuns: 600 };

describe('a text that an accident happened to', () => {
  it('is refused, or read with every row as it was that the accident did not touch', async () => {
    expect(await rowsOf(Buffer.from(LINES.join('')))).toEqual(TEXT_ROWS);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: ROW_COUNT }), accidents, async (line, accident) => {
        const damaged = LINES.map((text, at) => (at === line ? accident(Buffer.from(text)) : Buffer.from(text)));
        const rows = await rowsOf(Buffer.concat(damaged));
        if (rows === null) return;
        const before = TEXT_ROWS.slice(0, line - 1);
        // Without its line end, the line goes on in the next one.
        const keptItsEnd = damaged[line]?.at(-1) === LINE_FEED;
        const after = TEXT_ROWS.slice(keptItsEnd ? line : line + 1);
        expect(rows.slice(0, before.length)).toEqual(before);
        expect(after.length === 0 ? [] : rows.slice(-after.length)).toEqual(after);
      }),
      RUNS,
    );
  });

  it('never takes down its reader, however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(accidents, { minLength: 1, maxLength: 6 }), async (several) => {
        await rowsOf(several.reduce<Buffer>((bytes, accident) => accident(bytes), Buffer.from(LINES.join(''))));
      }),
      RUNS,
    );
  });
});

const cell = (text: string, at: number): string =>
  at === 2 ? `<c s="1"><v>${46000 + Number(text)}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const SHEET_ROWS = serials.map(
  (at) =>
    `<row r="${at + 2}">${cell(`6060000${at}`, 0)}<c t="s"><v>1</v></c>${cell(String(at), 2)}<c><v>1000.5</v></c></row>`,
);
const HEADER_ROW = '<row r="1"><c t="s"><v>0</v></c></row>';
const STRINGS = '<si><t>Number</t></si><si><t>Zoë</t></si>';
const bookOf = (rows: readonly string[]) => ({ sheets: { a: `${HEADER_ROW}${rows.join('')}` }, strings: STRINGS });

describe('a workbook that an accident happened to', () => {
  it('is refused, or read exactly as it was: no flipped bit passes for an amount', async () => {
    const whole = zipOf(workbookParts(bookOf(SHEET_ROWS)).map((part) => ({ ...part, isStored: true })));
    const expected = await rowsOf(whole);
    expect(expected).toHaveLength(ROW_COUNT);
    await fc.assert(
      fc.asyncProperty(accidents, async (accident) => {
        expect([null, expected]).toContainEqual(await rowsOf(accident(whole)));
      }),
      RUNS,
    );
  });

  it('is refused, or read with every row as it was that the accident did not touch, when somebody zipped it anew', async () => {
    const expected = (await rowsOf(rawWorkbook(bookOf(SHEET_ROWS)))) ?? [];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: ROW_COUNT - 1 }), accidents, async (row, accident) => {
        const damaged = SHEET_ROWS.map((xml, at) => (at === row ? accident(Buffer.from(xml)).toString('latin1') : xml));
        const rows = await rowsOf(rawWorkbook(bookOf(damaged)));
        if (rows === null) return;
        expect(rows.slice(0, row)).toEqual(expected.slice(0, row));
        const after = expected.slice(row + 1);
        expect(after.length === 0 ? [] : rows.slice(-after.length)).toEqual(after);
      }),
      RUNS,
    );
  });

  it('never takes down its reader, whichever part it happened to', async () => {
    const parts = workbookParts(bookOf(SHEET_ROWS));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: parts.length - 1 }),
        fc.array(accidents, { minLength: 1, maxLength: 4 }),
        async (at, several) => {
          const damaged = parts.map((part, index) =>
            index === at
              ? {
                  ...part,
                  bytes: several.reduce<Buffer>(
                    (bytes, accident) => accident(bytes),
                    Buffer.from(part.bytes as string),
                  ),
                }
              : part,
          );
          await rowsOf(zipOf(damaged));
        },
      ),
      RUNS,
    );
  });
});
