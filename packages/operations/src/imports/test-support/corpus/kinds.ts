import { workbookParts } from '../../../../../../tests/support/workbook.ts';
import { zipOf } from '../../../../../../tests/support/zip.ts';
import { reportOf } from '../reports.ts';
import { CURES, type HostileFile, readPlainly, refused } from './hostile-file.ts';

/** A file of another kind, refused by its first bytes or its parts, whatever it is called. */
function otherKind(name: string, bytes: () => Buffer | string, kind: string, cure: string): HostileFile {
  const says = `The file is ${kind}, not a CSV file or an .xlsx workbook.`;
  return { ...refused(name, bytes, { code: 'file.kind', says, cure }), fileName: 'report.xlsx' };
}

/** The container of Microsoft's old formats; a workbook with a password lies in one too. */
const OLE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const relationTo = (target: string) => ({
  name: '_rels/.rels',
  bytes: `<Relationships><Relationship Id="a" Type="${RELATION}" Target="${target}"/></Relationships>`,
});

export const OTHER_KINDS: readonly HostileFile[] = [
  otherKind(
    'an old workbook or one with a password',
    () => OLE,
    'an old Excel workbook (.xls) or a password-protected one',
    CURES.openAndSave,
  ),
  otherKind(
    'a binary workbook',
    () => zipOf([relationTo('xl/workbook.bin'), { name: 'xl/workbook.bin', bytes: Buffer.from('8301', 'hex') }]),
    'a binary Excel workbook (.xlsb)',
    CURES.openAndSave,
  ),
  otherKind(
    'an OpenDocument spreadsheet',
    () =>
      zipOf([
        { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', bytes: '<x/>' },
      ]),
    'an OpenDocument file (.ods)',
    CURES.exportAgain,
  ),
  otherKind(
    'a letter',
    () => zipOf([relationTo('word/document.xml'), { name: 'word/document.xml', bytes: '<x/>' }]),
    'a Word or PowerPoint document',
    CURES.exportAgain,
  ),
  otherKind(
    'a report in an archive',
    () => zipOf([{ name: 'es003.csv', bytes: reportOf([{}]) }]),
    'a ZIP archive',
    CURES.unpack,
  ),
  otherKind(
    'a compressed report',
    () => Buffer.from('1f8b0800000000000003', 'hex'),
    'a compressed file (gzip)',
    CURES.unpack,
  ),
  otherKind('a PDF', () => '%PDF-1.7\n%âãÏÓ', 'a PDF', CURES.exportAgain),
  otherKind('a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a picture', CURES.exportAgain),
  otherKind(
    'a web page',
    () => '\uFEFF\n<!DOCTYPE html><title>Sign in</title>',
    'a web page or XML',
    CURES.openAndSave,
  ),
  otherKind(
    'a table of a web page that is named .xls',
    () => Buffer.from('\uFEFF<table><tr><td>Entry Summary Number', 'utf16le'),
    'a web page or XML',
    CURES.openAndSave,
  ),
  {
    ...readPlainly('text that is named .xlsx', () => reportOf([{}, { entry: '60600000024' }])),
    fileName: 'report.xlsx',
  },
  {
    name: 'a letter that is named .xlsx',
    fileName: 'report.xlsx',
    bytes: () => 'Dear Sir,\nplease find attached\n',
    answer: {
      status: 'failed',
      code: 'layout.unknown',
      row: 1,
      column: 'Entry Summary Number',
      says: 'named as a workbook but holds text',
      cure: CURES.pull,
    },
  },
  refused('a workbook that is cut off', () => zipOf(workbookParts({ sheets: { a: '' } })).subarray(0, -30), {
    code: 'file.damaged',
    says: 'it is cut off, its end is missing',
    cure: CURES.exportAgain,
  }),
];
