import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { rawWorkbook, workbookParts } from '../../../tests/support/workbook.ts';
import { zipOf } from '../../../tests/support/zip.ts';
import { openTable, sourceOfBytes, type TableLimits, type TableRow, type TableSource } from './index.ts';

const isHeader = (cells: readonly string[]): boolean => cells[0] === 'Number';

async function read(bytes: Buffer | string, limits: Partial<TableLimits> = {}, pieceBytes = 7) {
  const source = sourceOfBytes(Buffer.from(bytes as string), pieceBytes);
  const table = await openTable(source, {
    fileName: 'any',
    acceptHeader: isHeader,
    preferredSheet: 'Main Report',
    limits,
  });
  const rows: TableRow[] = [];
  for await (const batch of table.batches()) rows.push(...batch);
  await table.close();
  return { ...table, rows, cells: rows.map(({ cells }) => cells) };
}

const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
const STRINGS = '<si><t>Number</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>no</t></rPh></si>';

const workbookOf = (sheets: Readonly<Record<string, string>>, strings = ''): Buffer =>
  rawWorkbook({ sheets, strings: STRINGS + strings, styles: STYLES });

const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';

describe('text', () => {
  it('reads what csv-parse reads, in whatever pieces it arrives', async () => {
    const cell = fc
      .oneof(
        fc.string({ maxLength: 8 }),
        fc.stringMatching(/^[a-z",\n ]{0,8}$/),
        fc.constantFrom('', 'é', '日本', '😀'),
      )
      .map((text) => text.replace(/[\r\0\uFEFF]/g, '').replace(/^=/, ''));
    const quoted = (text: string): string =>
      /[",\n]/.test(text) || text.startsWith(' ') ? `"${text.replaceAll('"', '""')}"` : text;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (rows, lineEnd, pieceBytes, endsWithLine) => {
          const text =
            ['Number,a,b', ...rows.map((row) => row.map(quoted).join(','))].join(lineEnd) +
            (endsWithLine ? lineEnd : '');
          const { cells } = await read(text, {}, pieceBytes);
          expect(cells).toEqual(parse(text, { relax_column_count: true, skip_empty_lines: false }).slice(1));
        },
      ),
    );
  });

  it('takes off a byte order mark, unwraps ="…" and counts rows as a spreadsheet does', async () => {
    const { header, rows } = await read('\uFEFFtitle\n\nNumber,b\n="007","line\nend"\nx,y');
    expect(header).toEqual({ row: 3, cells: ['Number', 'b'] });
    expect(rows).toEqual([
      { row: 4, cells: ['007', 'line\nend'] },
      { row: 5, cells: ['x', 'y'], endsFile: true },
    ]);
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without its mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 of the other byte order', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['the other byte order without its mark', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('reads %s, in pieces that cut characters', async (_name, encode) => {
    const { cells } = await read(encode('Number,b\r\n1,Zoë €\r\n'));
    expect(cells).toEqual([['1', 'Zoë €']]);
  });

  it('reads Windows-1252 where UTF-8 breaks off, curly quotes and euro sign included', async () => {
    const bytes = Buffer.concat([Buffer.from('Number,b\n1,plain\n2,M'), Buffer.from([0xfc, 0x20, 0x80, 0x92, 10])]);
    for (const pieceBytes of [1, 7, 65_536]) {
      expect((await read(bytes, {}, pieceBytes)).cells).toEqual([
        ['1', 'plain'],
        ['2', 'Mü €’'],
      ]);
    }
  });

  it.each([',', ';', '\t'])('finds the delimiter %j below a title that is full of others', async (delimiter) => {
    const lines = ['a,b;c,d;e,f;g\th,i', '', ['Number', 'b'].join(delimiter), ['1', '"x,y;z"'].join(delimiter)];
    const { cells, before } = await read(lines.join('\n'));
    expect(cells).toEqual([['1', 'x,y;z']]);
    expect(before.map(({ row }) => row)).toEqual([1]);
  });

  it('reads tabs, and lone carriage returns as line ends', async () => {
    expect((await read('Number\tb\r1\t2\r3\t4')).cells).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    ['an unclosed quotation mark', 'Number,b\n1,"2\n3,4', { code: 'file.quote', row: 2, column: 'B' }],
    ['a quotation mark inside a cell', 'Number,b\n1,2\n3,4"5', { code: 'file.quote', row: 3, column: 'B' }],
    ['text behind a quoted cell', 'Number,b\n"1"x,2', { code: 'file.quote', row: 2, column: 'A' }],
    ['a NUL byte', `Number,b\n${'1,2\n'.repeat(2000)}\0`, { code: 'file.encoding' }],
    ['too many columns', `Number${',x'.repeat(1001)}\n1`, { code: 'file.too_wide', row: 1 }],
    [
      'a cell that is too long',
      `Number,b\n1,${'x'.repeat(40_000)}`,
      { code: 'file.cell_too_long', row: 2, column: 'B' },
    ],
    ['a row that is too long', `Number,b\n1,"${'x'.repeat(1_100_000)}`, { code: 'file.row_too_long', row: 2 }],
    [
      'UTF-8 mixed with Latin-1',
      Buffer.concat([Buffer.from('Number,b\né,'), Buffer.from([0xe9])]),
      { code: 'file.encoding' },
    ],
    ['a byte that Windows-1252 lacks', Buffer.from([78, 10, 0x81]), { code: 'file.encoding' }],
    ['half a character of UTF-16', Buffer.from('fffe4e00fe', 'hex'), { code: 'file.encoding' }],
    ['nothing but space', ' \n ', { code: 'file.empty' }],
    ['a web page', '<!DOCTYPE html><table>', { code: 'file.kind' }],
  ])('answers %s with its place and a cure', async (_name, text: string | Buffer, expected) => {
    await expect(read(text, {}, 65_536)).rejects.toMatchObject({
      name: 'TabularError',
      cure: expect.stringMatching(/\.$/),
      ...expected,
    });
  });

  it('tells the rows it saw when none is the header', async () => {
    const table = await read('a,b\n1,2\n');
    expect(table.header).toBeNull();
    expect(table.candidates.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(table.rows).toEqual([]);
  });
});

describe('workbooks', () => {
  it('finds the sheet with the header and reads every kind of cell as text', async () => {
    const row = [
      '<c r="A2" t="s"><v>1</v></c>',
      '<c r="C2" t="inlineStr"><is><t>in</t><t>line</t></is></c>',
      '<c r="D2" t="str"><f>A1</f><v>formula</v></c>',
      '<c r="E2" t="b"><v>1</v></c>',
      '<c r="F2" s="1"><v>45743</v></c>',
      '<c r="G2" s="2"><v>45743.5</v></c>',
      '<c r="H2" s="3"><v>45743</v></c>',
      '<c r="I2"><v>5575.2700000000004</v></c>',
      '<c r="J2"><v>6.05E+10</v></c>',
      '<c r="K2" t="e"><v>#N/A</v></c>',
      '<c r="L2" t="str"><v>="00123"</v></c>',
    ].join('');
    const bytes = workbookOf({
      Parameters: '<row r="1"><c><v>1</v></c></row>',
      'Main Report': `${HEADER}<row r="2">${row}</row><row r="9"><c><v>7</v></c></row>`,
    });
    const { sheet, rows } = await read(bytes);
    expect(sheet).toBe('Main Report');
    expect(rows).toEqual([
      {
        row: 2,
        cells: [
          'rich text',
          '',
          'inline',
          'formula',
          'TRUE',
          '2025-03-27',
          '2025-03-27 12:00:00',
          '45743',
          '5575.27',
          '60500000000',
          '#N/A',
          '00123',
        ],
      },
      { row: 9, cells: ['7'] },
    ]);
  });

  it('takes the sheet of the wanted name wherever it stands, and names the other sheets that have such a header', async () => {
    const data = (value: string) => `${HEADER}<row r="2"><c><v>${value}</v></c></row>`;
    const note = '<row r="1"><c t="inlineStr"><is><t>Run on</t></is></c></row>';
    const bytes = workbookOf({ Copy: data('1'), ' main report': data('2'), Parameters: note });
    const found = await read(bytes);
    expect(found).toMatchObject({ sheet: ' main report', otherSheets: ['Copy'], cells: [['2']] });
    expect(found.before).toEqual([{ row: 1, cells: ['Run on'], sheet: 'Parameters' }]);
    expect(await read(workbookOf({ Parameters: note, 'Sheet 2': data('3') }))).toMatchObject({
      sheet: 'Sheet 2',
      otherSheets: [],
    });
  });

  it('reads the data although a sheet beside it cannot be read', async () => {
    const found = await read(
      workbookOf({ 'Main Report': `${HEADER}<row r="2"><c><v>1</v></c></row>`, Broken: '<row>' }),
    );
    expect(found.cells).toEqual([['1']]);
  });

  it('refuses a workbook that unzips to far more than a report', async () => {
    const bomb = workbookOf({ a: `${HEADER}${' '.repeat(70 * 1024 * 1024)}` });
    await expect(read(bomb)).rejects.toMatchObject({ code: 'file.unzipped_too_large' });
  });

  it('refuses more shared texts than memory is meant for', async () => {
    const bytes = workbookOf({ a: HEADER }, `<si><t>${'x'.repeat(2000)}</t></si>`);
    await expect(read(bytes, { sharedStringCharacters: 1000 })).rejects.toMatchObject({
      code: 'file.unzipped_too_large',
    });
  });

  it('keeps only what is written: coloured empty cells are no data, a formula without its value is', async () => {
    const { cells } = await read(
      workbookOf({ a: `${HEADER}<row r="2"><c r="A2"><f>B1</f></c><c r="B2" t="b"/><c r="XFD2" s="1"/></row>` }),
    );
    expect(cells).toEqual([['=B1']]);
  });

  it('throws on what the source throws: a database that went away is no damaged file', async () => {
    const bytes = workbookOf({ a: HEADER });
    for (const readable of [0, 1, 3]) {
      let reads = 0;
      const source: TableSource = {
        ...sourceOfBytes(bytes),
        read: async (offset, length) => {
          reads += 1;
          if (reads > readable + 1) throw new Error('connection lost');
          return bytes.subarray(offset, offset + length);
        },
      };
      await expect(openTable(source, { fileName: 'any', acceptHeader: isHeader })).rejects.toThrow('connection lost');
    }
  });

  const cell = (reference: string, value = '7', type = 'n') => `<c r="${reference}" t="${type}"><v>${value}</v></c>`;
  const row = (number: string, cells: string) => workbookOf({ a: `${HEADER}<row r="${number}">${cells}</row>` });
  const parts = workbookParts({ sheets: { a: HEADER }, strings: STRINGS });

  it.each([
    ['broken XML', row('2', '<c>'), {}],
    ['a cut file', workbookOf({ a: HEADER }).subarray(0, 300), {}],
    ['a row number beyond the last row', row('99999999999', cell('A2')), { row: 1 }],
    ['a row number that is none', row('2.5', cell('A2')), { row: 1 }],
    ['a row for the second time', row('1', cell('A1')), { row: 1 }],
    ['a cell without a column', row('2', cell('a2')), { row: 2 }],
    ['a cell for the second time', row('2', cell('B2') + cell('B2', '8')), { row: 2, column: 'B' }],
    ['a shared text that is not there', row('2', cell('A2', '99', 's')), { row: 2, column: 'A' }],
    ['a flipped bit', zipOf(parts.map((part) => ({ ...part, lies: { crc32: 1 } }))), {}],
    ['a part that is there twice', zipOf([...parts, ...parts]), {}],
    ['two sheets of one part', rawWorkbook({ sheets: { a: HEADER }, sheetAttributes: '/><sheet r:id="r0"' }), {}],
    ['a document type', rawWorkbook({ sheets: { a: HEADER }, prologue: '<!DOCTYPE x [<!ENTITY a "b">]>' }), {}],
  ])('answers %s as damaged', async (_name, bytes, place) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'file.damaged', row: null, column: null, ...place });
  });

  it.each([
    ['an archive of something else', [{ name: 'report.csv', bytes: 'Number' }], 'a ZIP archive'],
    ['an OpenDocument spreadsheet', [{ name: 'content.xml', bytes: '<x/>' }], 'an OpenDocument file'],
  ])('says what %s is', async (_name, zipped, message) => {
    await expect(read(zipOf(zipped))).rejects.toMatchObject({
      code: 'file.kind',
      message: expect.stringContaining(message),
    });
  });
});
