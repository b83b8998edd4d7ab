import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { damaged } from './zip-archive.ts';

/** Elements inside each other; a sheet has about ten levels, and every open one costs memory. */
const DEEPEST = 64;
/** Characters without the end of a tag: the parser keeps them all. Excel's longest text takes a fifth of it. */
const LONGEST_SILENCE = 1024 * 1024;
/** Unzipped bytes of a part that is read whole: the most styled workbooks have a few megabytes of styles. */
const LARGEST_WHOLE_PART = 16 * 1024 * 1024;

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text?(text: string): void;
}

/** Name of an element without its namespace prefix: some writers prefix every element with `x:`. */
const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/** Decodes strictly: an amount or a name with a replacement character in it would be another one. */
function decodePiece(decoder: TextDecoder, piece: Buffer | null): string {
  try {
    return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw damaged('its text is not UTF-8 throughout.');
  }
}

/**
 * Feeds bytes to handlers; after each piece it yields, so that the caller can take what has been collected. Memory stays small
 * whatever the XML holds: document types and their entities are refused, so are deep nesting and endless tags. Throws TabularError.
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let silence = 0;
  parser.on('error', (error) => {
    throw damaged(error.message);
  });
  parser.on('doctype', () => {
    throw damaged('it declares a document type, which no workbook has.');
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    depth += 1;
    silence = 0;
    if (depth > DEEPEST) throw damaged(`its elements stand more than ${DEEPEST} levels deep.`);
    handlers.open(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag: SaxesTagPlain) => {
    depth -= 1;
    silence = 0;
    handlers.close(localName(tag.name));
  });
  const onText = handlers.text;
  if (onText) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  for await (const piece of bytes) {
    silence += piece.length;
    parser.write(decodePiece(decoder, piece));
    if (silence > LONGEST_SILENCE) throw damaged('a part of it goes on without end.');
    yield;
  }
  parser.write(decodePiece(decoder, null));
  parser.close();
  yield;
}

async function* upToLargest(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const piece of bytes) {
    total += piece.length;
    if (total > LARGEST_WHOLE_PART) throw damaged('its list of sheets or styles is far larger than a workbook needs.');
    yield piece;
  }
}

/** Reads a small part whole; one beyond 16 MiB is refused as damaged. */
export async function readWholeXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(upToLargest(bytes), handlers));
}
