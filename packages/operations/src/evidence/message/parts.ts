import { decodeCharset, decodeQuotedPrintable, decodeWords } from './decode-text.ts';
import { findHeaderEnd, readHeaders, readStructured } from './headers.ts';

const DEEPEST = 8;
const MOST_PARTS = 200;

/** A part of a message that holds no other parts. `bytes` is as it was sent, a character a byte. */
export interface MessagePart {
  readonly mediaType: string;
  readonly charset: string | undefined;
  readonly encoding: string;
  readonly fileName: string | null;
  readonly isAttachment: boolean;
  readonly bytes: string;
}

type Headers = ReadonlyMap<string, string>;

/** A name with its charset before it (RFC 2231). */
function decodeExtended(value: string): string {
  const [charset, , ...rest] = value.split("'");
  const bytes = rest
    .join("'")
    .replaceAll(/%([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeCharset(Buffer.from(bytes, 'latin1'), charset);
}

function fileNameOf(headers: Headers): string | null {
  const disposition = readStructured(headers.get('content-disposition')).parameters;
  const type = readStructured(headers.get('content-type')).parameters;
  const extended = disposition.get('filename*') ?? type.get('name*');
  const name = extended === undefined ? (disposition.get('filename') ?? type.get('name')) : decodeExtended(extended);
  return name === undefined ? null : decodeWords(name).slice(0, 200).toWellFormed();
}

function leafOf(headers: Headers, mediaType: string, bytes: string): MessagePart {
  const fileName = fileNameOf(headers);
  return {
    mediaType,
    charset: readStructured(headers.get('content-type')).parameters.get('charset'),
    encoding: readStructured(headers.get('content-transfer-encoding')).value,
    fileName,
    isAttachment: fileName !== null || readStructured(headers.get('content-disposition')).value === 'attachment',
    bytes,
  };
}

/** The pieces between the lines of a boundary; the last one may lack its end. */
function splitAt(body: string, boundary: string): string[] {
  const line = `--${boundary}`;
  const pieces = `\n${body}`.split(`\n${line}`).slice(1, MOST_PARTS + 1);
  const last = pieces.findIndex((piece) => piece.startsWith('--'));
  return (last === -1 ? pieces : pieces.slice(0, last)).map((piece) => piece.replace(/^[ \t]*\r?\n/u, ''));
}

function parseEntity(text: string): { headers: Headers; body: string } {
  const bytes = Buffer.from(text, 'latin1');
  // A part may have no header at all: then it begins with the empty line.
  if (/^\r?\n/u.test(text)) return { headers: new Map(), body: text.replace(/^\r?\n/u, '') };
  const end = findHeaderEnd(bytes) ?? bytes.length;
  const headers = readHeaders(bytes.subarray(0, end)) ?? new Map<string, string>();
  return { headers, body: text.slice(end).replace(/^\r?\n/u, '') };
}

/** All parts below an entity, in the order in which they stand; bounded in depth and number. */
export function listParts(headers: Headers, body: string, depth = 0): MessagePart[] {
  const { value, parameters } = readStructured(headers.get('content-type'));
  const boundary = parameters.get('boundary');
  if (!value.startsWith('multipart/') || boundary === undefined || boundary === '' || depth >= DEEPEST)
    return [leafOf(headers, value === '' ? 'text/plain' : value, body)];
  return splitAt(body, boundary)
    .flatMap((piece) => {
      const inner = parseEntity(piece);
      return listParts(inner.headers, inner.body, depth + 1);
    })
    .slice(0, MOST_PARTS);
}

/** The text of a part, its transfer encoding and charset undone. */
export function textOf({ encoding, charset, bytes }: MessagePart): string {
  if (encoding === 'base64') return decodeCharset(Buffer.from(bytes, 'base64'), charset);
  if (encoding === 'quoted-printable') return decodeCharset(decodeQuotedPrintable(bytes), charset);
  return decodeCharset(Buffer.from(bytes, 'latin1'), charset);
}
