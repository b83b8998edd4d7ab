import type { TableLimits } from '../table.ts';
import { TabularError } from '../tabular-error.ts';
import { readXml } from './read-xml.ts';

/** Reads the workbook's texts; of rich text only the text, without phonetic hints. Throws TabularError beyond the memory limit. */
export async function readSharedStrings(bytes: AsyncIterable<Buffer>, limits: TableLimits): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let current = '';
  let isText = false;
  let phonetic = 0;
  const reading = readXml(bytes, {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') isText = phonetic === 0;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') {
        strings.push(current);
        // A string costs memory even when it is empty.
        characters += current.length + 16;
      }
    },
    text: (text) => {
      if (isText) current += text;
    },
  });
  for await (const _ of reading) {
    if (characters + current.length <= limits.sharedStringCharacters) continue;
    throw new TabularError(
      'file.unzipped_too_large',
      'The workbook holds more different texts than can be read at once.',
      'Export the report as CSV and load that file.',
    );
  }
  return strings;
}
